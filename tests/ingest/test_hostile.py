"""No file, however broken or hostile, gives a traceback, takes long, or takes much."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.ingest.ooxml import definition, lvl, numbered, p, r, turn, word
from tests.ingest.printed import WRITERS, printed
from tests.ingest.samples import sample
from tests.limits import within
from tests.profiles import examples
from tests.sizes import sampled
from tests.zips import zip_of
from toolkit.errors import ReportError, UnreadableFile
from toolkit.filing import Filing
from toolkit.ingest import FORMATS, blocks, read_any
from toolkit.rules.engine import check_filing

MOST_SECONDS = 20  # each of these takes far less


def survives(path: Path) -> Filing | None:
    """The filing, checked; None where the file is refused with a sentence."""
    try:
        with within(MOST_SECONDS):
            filing, findings = read_any(path, FORMS)
    except ReportError as error:
        assert error.message
        assert path.name in error.message
        return None
    check_filing(filing, findings)
    return filing


ARCHIVE = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("extension", sampled(FORMATS, 4))
def test_random_bytes(extension: str, tmp_path: Path) -> None:
    pdf = extension == ".pdf"

    @settings(max_examples=examples(5 if pdf else 40), suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=400))
    def holds(content: bytes) -> None:
        head = b"%PDF-1.4\n" if pdf else b""
        survives(written(tmp_path, f"a{extension}", head + content))

    holds()


@pytest.mark.parametrize("extension", [".html", ".md", ".txt"])
def test_random_text_of_our_words(extension: str, tmp_path: Path) -> None:
    """Pieces of real reports in any order."""
    whole = WRITERS[extension[1:]](printed(sample("gkgb-2019"))).decode()
    pieces = [whole[start : start + 37] for start in range(0, len(whole), 37)]

    @settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(pieces), max_size=120))
    def holds(chosen: list[str]) -> None:
        survives(written(tmp_path, f"a{extension}", "".join(chosen).encode()))

    holds()


@pytest.mark.parametrize(("extension", "seed"), sampled(product(WRITERS, range(5)), 2))
def test_cut_and_scrambled_files(extension: str, seed: int, tmp_path: Path) -> None:
    content = WRITERS[extension](printed(sample("gkgb-2021")))
    chance = random.Random(seed)
    for _ in range(5):
        cut = chance.randrange(len(content))
        survives(written(tmp_path, f"a.{extension}", content[:cut]))
        spoilt = bytearray(content)
        for _ in range(30):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        survives(written(tmp_path, f"b.{extension}", bytes(spoilt)))


@pytest.mark.parametrize(
    ("name", "content"),
    sampled(
        [
            ("deep.html", b"<div>" * 200_000 + "一、总体情况".encode()),
            ("inline.html", b"<b>" * 200_000 + "一、总体情况".encode()),
            ("tables.html", b"<table><tr><td>" * 50_000),
            ("wide.html", ("<table><tr>" + "<td colspan=99999>自然人</td>" * 9_000 + "</tr></table>").encode()),
            ("tall.html", ("<table>" + "<tr><td>规章</td><td>1</td></tr>" * 60_000 + "</table>").encode()),
            ("entities.html", b"&lt;" * 900_000),
            ("rowspans.html", b"<table><tr>" + b"<td rowspan=9999>1</td>" * 100_000 + b"<tr><td>1</td></tr>" * 50_000),
            ("falling.html", b"<table>" + b"<tr><td rowspan=9999 colspan=999>1</td></tr>" * 100_000),
            ("styles.html", b"<style>" + b".a .b{top:0;display:none}" * 5_000 + b"</style>" + b"<i class=b>x" * 20_000),
            ("braces.html", b"<style>" + b"{" * 900_000),
            ("struck.html", b"<s>1</s>2" * 20_000),
            ("raised.html", b"<table><tr><td>1<td>" + b"1<sup>2</sup>" * 20_000),
            ("wrapped.html", "一\n　".encode() * 200_000),
            ("parts.mht", ARCHIVE + b"--b\nContent-Type: text/html\n\n<p>x\n" * 80_000),
            ("header.mht", ARCHIVE + b"--b\nContent-Type: text/html" + b";a=b" * 1_000_000 + b"\n\n<p>x"),
            ("lines.mht", ARCHIVE + b"\n" * 5_000_000),
            ("line.txt", "一".encode() * 900_000),
            ("headings.txt", "一、总体情况\n二、主动公开政府信息情况\n".encode() * 20_000),
            ("figures.txt", ("二、主动公开政府信息情况\n" + "规章\n1\n" * 20_000).encode()),
            ("titles.txt", "某局2024年政府信息公开工作年度报告\n".encode() * 20_000),
            ("tabs.txt", b"\t\n" * 400_000),
            ("hashes.md", b"#" * 900_000),
            ("pipes.md", b"|" * 900_000),
            ("stars.md", b"**" * 400_000),
            ("tags.md", b"<table>" * 100_000),
            ("digits.md", b"| 1. | " * 100_000),
        ],
        6,
    ),
)
def test_hostile_texts(name: str, content: bytes, tmp_path: Path) -> None:
    survives(written(tmp_path, name, content))


@pytest.mark.parametrize("extension", ["html", "docx", "txt"])
def test_more_cells_than_any_report_has_are_refused(
    extension: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many tables they are in: each may be another printing of one of the form's."""
    monkeypatch.setattr(blocks, "REPORT_CELLS", 250)
    content = WRITERS[extension](printed(sample("gkgb-2021")))
    with pytest.raises(UnreadableFile, match="篇幅"):
        read_any(written(tmp_path, f"a.{extension}", content), FORMS)


def test_a_page_of_too_much_below_the_headings_of_a_report_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What of it is a report is looked for by its headings, although it was not read to its end."""
    most = 50
    monkeypatch.setattr(blocks, "MOST_BLOCKS", most)
    headings = "".join(
        f"<p>{heading}" for heading in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    )
    path = written(tmp_path, "a.html", (headings + "<p>x" * most).encode())
    with pytest.raises(UnreadableFile, match="篇幅"):
        read_any(path, FORMS)


def docx(document: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
    return stream.getvalue()


WHITE = '<w:color w:val="FFFFFF"/>'
_OPEN = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_CLOSE = "</w:body></w:document>"


@pytest.mark.parametrize(
    "content",
    [
        lambda: docx(_OPEN + " " * 100_000_000 + _CLOSE),
        lambda: docx(
            f'<!DOCTYPE d [<!ENTITY a "{"x" * 1000}">]>{_OPEN}<w:p><w:r><w:t>{"&a;" * 1000}</w:t></w:r></w:p>{_CLOSE}'
        ),
        lambda: docx('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'),
        lambda: docx(_OPEN + "<w:sdt>" * 100_000),
        lambda: docx(_OPEN + "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80 + _CLOSE),
        lambda: docx("<a/>"),
        lambda: docx(""),
    ],
    ids=["bomb", "entities", "outside", "unclosed", "nested", "other", "empty"],
)
def test_hostile_word_files(content: Callable[[], bytes], tmp_path: Path) -> None:
    assert survives(written(tmp_path, "a.docx", content())) is None


@pytest.mark.parametrize(
    "content",
    sampled(
        [
            lambda: word(
                p("文", properties=numbered(1)) * 6_000, numbering=definition(1, lvl(0, "decimal", "%1" * 200))
            ),
            lambda: word(f"<w:p>{turn('begin') * 20_000}{r('文') * 20_000}</w:p>"),
            lambda: word("<w:tbl>" + f"<w:tr><w:tc>{p(r('文', WHITE))}</w:tc></w:tr>" * 10_000 + "</w:tbl>"),
            lambda: word("<w:p>" + "<w:r><w:txbxContent><w:p>" * 60 + "</w:p></w:txbxContent></w:r>" * 60 + "</w:p>"),
            lambda: word(
                "".join(p("文", style=f"s{number}") for number in range(20_000)),
                styles="".join(
                    f'<w:style w:styleId="s{number}"><w:basedOn w:val="s{number - 1}"/></w:style>'
                    for number in range(60_000)
                ),
            ),
            lambda: word(p("文", style="s"), styles='<w:style w:styleId="s"><w:basedOn w:val="s"/></w:style>'),
            lambda: zip_of({str(number): "" for number in range(20_000)}),
            lambda: word("<w:p/>" * 700_000),
        ],
        2,
    ),
    ids=["numbers", "fields", "white", "boxes", "styles", "circle", "parts", "empty"],
)
def test_word_files_made_to_take_long(content: Callable[[], bytes], tmp_path: Path) -> None:
    survives(written(tmp_path, "a.docx", content()))


def test_a_file_far_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    assert survives(path) is None


@pytest.mark.parametrize("name", ["missing.html", "a.doc", "a.wps", "a.png", "a"])
def test_what_is_no_report_is_refused_with_a_way_out(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(ReportError) as caught:
        read_any(path, FORMS)
    assert name in caught.value.message
    assert caught.value.way_out


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "a.html"
    folder.mkdir()
    assert survives(folder) is None
