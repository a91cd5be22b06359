"""A table of contents that was typed at the top of a report is no part of its text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.samples import sample
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.table_of_contents import without_contents
from toolkit.render import FORMATS

FILING = sample("gkgb-2021")
HEADINGS = [FILING.heading(section.id) for section in FILING.form.sections]
DOTS = [f"{heading}{'.' * 30}{page}" for page, heading in enumerate(HEADINGS, start=1)]
LISTS = {
    "dots": DOTS,
    "under a title": ["目  录", *DOTS],
    "ellipses": ["目录", *(f"{heading}…………{page}" for page, heading in enumerate(HEADINGS, start=1))],
    "blanks": [f"{heading}　　　{page}" for page, heading in enumerate(HEADINGS, start=1)],
    "tabs": ["目录", *(f"{heading}\t{page}" for page, heading in enumerate(HEADINGS, start=1))],
    "with heads below": ["目录", DOTS[0], "（一）主动公开……1", "（二）依申请公开……1", *DOTS[1:]],
    "in words": ["目录", *(f"{heading}（第{page}页）" for page, heading in enumerate(HEADINGS, start=1))],
    "slashes": [f"{heading} / {page:02}" for page, heading in enumerate(HEADINGS, start=1)],
    "without pages": ["目录", *HEADINGS],
}


def written(folder: Path, extension: str, entries: list[str]) -> Path:
    """The report with ``entries`` below its title."""
    path = folder / f"报告.{extension}"
    data = FORMATS[extension].renderer()(compose(FILING))
    if extension == "txt":
        first, *rest = data.decode("utf-8").split("\n\n", 1)
        path.write_text("\n\n".join([first, "\n".join(entries), *rest]), encoding="utf-8")
        return path
    document = docx.Document(io.BytesIO(data))
    before = next(each for each in document.paragraphs if each.text.startswith("根据《"))
    for entry in entries:
        before.insert_paragraph_before(entry)
    document.save(str(path))
    return path


def read(path: Path) -> tuple[Filing, list[Finding]]:
    filing, findings = read_any(path, FORMS)
    return filing, list(findings)


@pytest.mark.parametrize("extension", ["txt", "docx"])
@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS.keys())
def test_it_is_left_out_with_a_note(extension: str, entries: list[str], tmp_path: Path) -> None:
    filing, (reported,) = read(written(tmp_path, extension, entries))
    assert_same(FILING, filing)
    assert reported.code == "IM-17"
    assert f"共 {len(entries)} 行" in reported.message
    assert reported.actual == entries[0]


@pytest.mark.parametrize(
    "entries",
    [
        DOTS[:2],
        ["全年新收申请……33", "公开规范性文件……12", "作出行政许可……8"],
        ["网站公开 12", "新媒体公开 33", "专栏公开 40"],
        ["目录", "没有这样的标题", "也没有这样的标题"],
        ["0 0 0", "0 0 0", "0 0 1"],
    ],
    ids=["too few", "figures", "rising figures", "a title alone", "rows of figures"],
)
def test_lines_that_are_none_stay(entries: list[str], tmp_path: Path) -> None:
    filing, reported = read(written(tmp_path, "docx", entries))
    assert "IM-17" not in [each.code for each in reported]
    shown = [each.text for each in filing.narrative["preamble"]]
    assert shown[:-1] == entries[-len(shown[:-1]) :]
    assert len(shown) > 1


def test_figures_one_a_line_are_no_pages() -> None:
    blocks = [SourceLine(text=text) for text in ("规章", "0", "0", "0", "行政规范性文件")]
    blank = SourceLine(text="")
    assert without_contents([*blocks, blank, blank]) == ([*blocks, blank, blank], ())
