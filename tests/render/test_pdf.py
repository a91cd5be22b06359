"""The PDF: archival, tagged, reproducible, and never set in a font that lacks a character."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from tests.render.conftest import Pages
from tests.render.pdfa import faults
from tests.render.reading import squeezed
from tests.render.samples import document, zeros
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.errors import MissingTool, OutputError
from toolkit.filing import Paragraph
from toolkit.render import FORMATS, libreoffice, pdf
from toolkit.render.font_coverage import coverage_test

FACES = {"FZXBSJW", "FangSong_GB2312", "KaiTi_GB2312", "SimHei", "SimSun", "TimesNewRomanPSMT"}


@pytest.mark.parametrize("sample", ["zeros", "large"])
def test_file_is_archival_and_tagged(sample: str, pages: Pages) -> None:
    assert faults(pages(sample, "pdf")) == []


def test_the_checker_finds_what_is_wrong(pages: Pages, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    source = pages("zeros", "pdf").read_bytes()
    spoilt.write_bytes(source.replace(b"<pdfaid:part>2", b"<pdfaid:part>9").replace(b"GTS_PDFA1", b"GTS_PDFX_"))
    assert [fault.partition(":")[0] for fault in faults(spoilt)] == ["6.6", "6.2.3"]


def test_fonts_are_the_named_ones_and_embedded(pages: Pages) -> None:
    with pdfplumber.open(pages("large", "pdf")) as opened:
        names = {
            char["fontname"].partition("+")[2].removesuffix("-Identity-H")
            for page in opened.pages
            for char in page.chars
        }
    assert names == FACES


def test_bookmarks_and_metadata(pages: Pages) -> None:
    opened = pypdfium2.PdfDocument(pages("zeros", "pdf"))
    marks = [(mark.level, mark.get_title()) for mark in opened.get_toc()]
    about = opened.get_metadata_dict()
    opened.close()
    assert marks[:3] == [(0, "一、总体情况"), (1, "（一）主动公开"), (0, "二、主动公开政府信息情况")]
    assert about["Title"] == "某某市市场监督管理局2025年政府信息公开工作年度报告"
    assert (about["Author"], about["CreationDate"][:10]) == ("某某市市场监督管理局", "D:20260108")


def test_same_document_gives_same_bytes(fonts: Path) -> None:
    first, second = (pdf.render(document("zeros"), font_folders=(fonts,), system_fonts=False) for _ in range(2))
    assert first == second


def test_every_page_of_a_draft_says_so(fonts: Path) -> None:
    made = pdf.render(document("large", draft=True), font_folders=(fonts,), system_fonts=False)
    with pdfplumber.open(io.BytesIO(made)) as opened:
        assert all(PageMark.DRAFT in page.extract_text() for page in opened.pages)


def test_text_is_never_markup(fonts: Path) -> None:
    text = '#panic("x") $a$ *b* _c_ @d <e> = f \\ g // h /* i */ #import'
    filing = replace(zeros(), narrative={"other": (Paragraph(text=text, literal=True),)})
    made = pdf.render(compose(filing), font_folders=(fonts,), system_fonts=False)
    with pdfplumber.open(io.BytesIO(made)) as opened:
        said = "".join(page.extract_text() for page in opened.pages)
    assert text.replace(" ", "") in said.replace(" ", "").replace("\n", "")


def test_missing_characters_are_reported_before_typesetting(fonts: Path) -> None:
    with pytest.raises(MissingTool) as caught:
        pdf.render(document("awkward"), font_folders=(fonts,), system_fonts=False)
    assert "喆、囧、堃、\U00020bb7" in caught.value.message
    assert "共 4 个" in caught.value.message


def test_missing_faces_are_reported_with_what_may_stand_in(tmp_path: Path) -> None:
    with pytest.raises(MissingTool) as caught:
        pdf.render(document("zeros"), font_folders=(tmp_path,), system_fonts=False)
    assert "仿宋_GB2312" in caught.value.message
    assert "Times New Roman" in caught.value.message
    assert "FandolFang" in caught.value.way_out


def test_fonts_are_looked_up_as_they_are(fonts: Path) -> None:
    """The quick look-up agrees with fontTools on every character."""
    from fontTools.ttLib import TTFont

    for file in sorted(fonts.glob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            mapped = set(font.getBestCmap())
        holds = coverage_test(str(file), 0)
        assert {code for code in range(0x20000) if holds(code)} == mapped


def test_without_the_extra_the_command_that_installs_it_is_reported() -> None:
    program = (
        "import sys; sys.modules['typst'] = None\ntry:\n import toolkit.render.pdf\nexcept Exception as e: print(e)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.strip().endswith("pip install 'xl-report[pdf]'")


@pytest.mark.usefixtures("soffice")
def test_the_pdf_of_the_word_file_is_archival_and_tagged_too(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(libreoffice.pdf_of(FORMATS["docx"].renderer()(document("zeros"))))
    assert faults(file) == []


def test_without_libreoffice_its_absence_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        libreoffice.pdf_of(b"")


def test_a_failing_libreoffice_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: Path(sys.executable))
    with pytest.raises(OutputError, match="没能"):
        libreoffice.pdf_of(b"")


def test_signature_has_text_above_it_and_leaves_no_page_short(fonts: Path, tmp_path: Path) -> None:
    """However long the last paragraph: it is cut where the page ends, at least one line of it stays."""
    file, filing, cut = tmp_path / "report.pdf", zeros(), 0
    for length in range(8, 20):
        other = Paragraph(text="公开" * 14 * length, literal=True)
        report = compose(replace(filing, narrative={**filing.narrative, "other": (other,)}))
        file.write_bytes(pdf.render(report, font_folders=(fonts,), system_fonts=False))
        with pdfplumber.open(file) as opened:
            *_, before, last = opened.pages
            first = last.extract_text().splitlines()[0]
            foot = max(char["bottom"] for char in before.chars if char["size"] == 16)
        if first.startswith("公开"):
            cut += 1
            assert before.height - foot < (35 + 4 * 10.3) / 25.4 * 72  # the signature would have taken these four lines
        else:
            assert first == "四、政府信息公开行政复议、行政诉讼情况"
    assert cut > 5


def test_a_last_paragraph_of_one_line_stays_with_the_signature(fonts: Path) -> None:
    """Wherever the page ends; with more text above it, it goes over to the next page."""
    filing, heads = zeros(), []
    for above in range(5, 9):
        lines = (*["公开" * 14] * above, "无其他需要报告的事项。")
        other = tuple(Paragraph(text=line, literal=True) for line in lines)
        report = compose(replace(filing, narrative={**filing.narrative, "other": other}))
        with pdfplumber.open(io.BytesIO(pdf.render(report, font_folders=(fonts,), system_fonts=False))) as opened:
            heads.append(opened.pages[-1].extract_text().splitlines()[0])
    assert filing.agency.value not in heads
    assert "无其他需要报告的事项。" in heads


def test_a_web_address_breaks_behind_its_signs_and_stays_what_it_is(fonts: Path, tmp_path: Path) -> None:
    address = "https://www.example.gov.cn/zwgk/xxgk_nb/art-2025/index.html?id=20&page=3"
    filing, text = (
        zeros(),
        f"本报告的电子版可在某某市人民政府门户网站（{address}）查阅、下载，金额12.5万元，电话：010-12345678。",
    )
    preamble = (Paragraph(text=text, literal=True),)
    file = tmp_path / "report.pdf"
    report = compose(replace(filing, narrative={**filing.narrative, "preamble": preamble}))
    file.write_bytes(pdf.render(report, font_folders=(fonts,), system_fonts=False))
    assert faults(file) == []
    with pdfplumber.open(file) as opened:
        lines = opened.pages[0].extract_text().splitlines()
    [first] = [number for number, line in enumerate(lines) if line.startswith("本报告的电子版可在")]
    assert "（https://" in lines[first]
    assert squeezed("".join(lines[first : first + 3])) == text
