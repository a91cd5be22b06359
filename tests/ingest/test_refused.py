"""A file is read for what it holds whatever it is called; one of a kind that is not read is refused with a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.built import built
from tests.ingest.printed import printed, to_html
from tests.ingest.samples import sample
from tests.zips import zip_of
from toolkit.document.compose import compose
from toolkit.errors import UnreadableFile
from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.ingest import read_any
from toolkit.render import FORMATS

FORM = "gkgb-2021"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def refusal(path: Path, content: bytes) -> tuple[str, str]:
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_any(path, FORMS)
    return caught.value.message, caught.value.way_out


def read(path: Path, content: bytes) -> tuple[Filing, tuple[Finding, ...]]:
    path.write_bytes(content)
    return read_any(path, FORMS)


def zipped(**parts: str) -> bytes:
    return zip_of({name.replace("_", "."): text for name, text in parts.items()})


@pytest.fixture(scope="module")
def page() -> bytes:
    return to_html(printed(sample(FORM)))


@pytest.fixture(scope="module")
def word() -> bytes:
    return FORMATS["docx"].renderer()(compose(sample(FORM)))


def archive(page: bytes, charset: str = "utf-8", frame: bytes = b"") -> bytes:
    """A page as browsers save it, after a part of its advertisements."""
    lines = [
        "From: <Saved by Blink>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="----b"',
        "",
        "------b",
        "Content-Type: text/html",
        "Content-Transfer-Encoding: base64",
        "",
    ]
    parts = [*lines, "PHA+5bm/5ZGKPC9wPg==", "------b", f"Content-Type: text/html; charset={charset}", "", ""]
    return "\r\n".join(parts).encode() + page + frame + b"\r\n------b--\r\n"


def figures(filing: Filing) -> set[tuple[str, object]]:
    return {(cell, entry.number) for cell, entry in filing.inputs.items() if cell in filing.form.cells}


@pytest.mark.parametrize("name", ["填报.xls", "填报.et", "填报", "填报.html"])
def test_a_workbook_under_another_name_is_read(tmp_path: Path, name: str) -> None:
    filing, findings = read(tmp_path / name, built(FORMS.form(FORM)))
    assert filing.source is Source.WORKBOOK
    assert [finding.text for finding in findings if finding.code == "IM-12"] == [
        f"{name} 的内容其实是“Excel 工作簿”，已照此读入。请把扩展名改成 .xlsx，免得别的程序打不开。"
    ]


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps", "报告.xlsx", "报告.txt"])
def test_a_word_file_under_another_name_is_read(tmp_path: Path, word: bytes, name: str) -> None:
    filing, findings = read(tmp_path / name, word)
    assert figures(filing) == figures(sample(FORM))
    assert "IM-12" in {finding.code for finding in findings}


@pytest.mark.parametrize("name", ["报告.doc", "报告.xls", "报告.xlsx", "报告.docx", "报告.pdf", "报告.ofd", "报告.txt"])
def test_a_page_under_another_name_is_read(tmp_path: Path, page: bytes, name: str) -> None:
    filing, findings = read(tmp_path / name, b"<!-- saved -->\n" + page)
    assert figures(filing) == figures(sample(FORM))
    assert [finding.code for finding in findings] == ["IM-12"]


@pytest.mark.parametrize("extension", ["shtml", "xhtml", "jsp", "asp", "aspx", "php", "mht", "mhtml"])
def test_a_page_of_any_server_is_a_page(tmp_path: Path, page: bytes, extension: str) -> None:
    filing, findings = read(tmp_path / f"报告.{extension}", page)
    assert figures(filing) == figures(sample(FORM))
    assert findings == ()


def test_text_under_the_name_of_a_page_is_text(tmp_path: Path) -> None:
    text = FORMATS["txt"].renderer()(compose(sample(FORM)))
    filing, findings = read(tmp_path / "报告.html", text)
    assert figures(filing) == figures(sample(FORM))
    assert [finding.code for finding in findings] == ["IM-12"]


@pytest.mark.parametrize("name", ["报告.mht", "报告.html", "报告.doc"])
def test_a_page_saved_whole_is_read_from_its_part(tmp_path: Path, page: bytes, name: str) -> None:
    filing, findings = read(tmp_path / name, archive(page))
    assert figures(filing) == figures(sample(FORM))
    assert [finding.code for finding in findings] == ([] if name != "报告.doc" else ["IM-12"])


def test_the_mail_says_the_encoding_of_its_page(tmp_path: Path, page: bytes) -> None:
    big5 = page.decode().replace("某市", "彰化").encode("big5hkscs", "xmlcharrefreplace")
    plain = big5.replace(b'<meta charset="utf-8">', b"").replace(b"<meta charset='utf-8'>", b"")
    assert read(tmp_path / "报告.mht", archive(plain, "big5"))[0].agency.value.startswith("彰化")


@pytest.mark.parametrize(
    "content",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--",
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=\xff\n\n",
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(900)),
    ],
    ids=["empty", "bare", "nested"],
)
def test_an_archive_without_a_page_is_refused(tmp_path: Path, content: bytes) -> None:
    message, way_out = refusal(tmp_path / "报告.mht", content)
    assert message.startswith("报告.mht 里没有")
    assert way_out


@pytest.mark.parametrize("content", [OLE, b"PK\x03\x04", b""])
@pytest.mark.parametrize("extension", [".xls", ".et", ".ods", ".xlsb"])
def test_spreadsheets_are_for_excel_or_wps(tmp_path: Path, extension: str, content: bytes) -> None:
    message, way_out = refusal(tmp_path / f"填报{extension}", content)
    assert f"格式（{extension}），本工具不读取" in message
    assert way_out == "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试。"


def test_texts_are_for_word_or_wps_and_the_rest_is_unknown(tmp_path: Path) -> None:
    assert refusal(tmp_path / "报告.wps", b"x")[1] == "请用 Word 或 WPS 打开，另存为 .docx 后重试。"
    assert refusal(tmp_path / "报告.zip", b"x")[0] == "不认识 报告.zip 的格式。"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("报告.ofd", zipped(OFD_xml="<ofd/>"), "OFD 版式格式"),
        ("报告.ofd", b"x", "OFD 版式格式"),
        ("报告.docx", OLE, "旧的 Word 格式"),
        ("报告.html", OLE + "Workbook".encode("utf-16-le"), "旧的 Excel 格式"),
        ("报告.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "设有打开密码"),
        ("报告.txt", b"{\\rtf1}", "RTF 格式"),
        ("报告.doc", zipped(mimetype="application/vnd.oasis.opendocument.text"), "旧的 Word 格式"),
        ("报告.zip", zipped(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument 文字格式"),
        ("报告.zip", zipped(a_txt="x"), "是压缩包"),
        ("报告.jpg", b"x", "是图片"),
        ("报告.pdf", b"\x89PNG\r\n\x1a\n", "是图片"),
        ("报告.html", b"\xff\xd8\xff\xe0", "是图片"),
        ("报告.txt", b"BM\x36\0\0\0\0\0\0\0", "是图片"),
    ],
)
def test_what_is_not_read_is_named_with_a_way_out(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    message, way_out = refusal(tmp_path / name, content)
    assert message.startswith(name)
    assert words in message
    assert way_out.endswith("重试。")


@pytest.mark.parametrize("name", ["三 申请办理.csv", "表三.tsv", "填报.fods"])
def test_tables_without_a_form_are_refused_with_a_way_out(tmp_path: Path, name: str) -> None:
    message, way_out = refusal(tmp_path / name, "自然人,商业企业\n33,0\n".encode())
    assert name in message
    assert "另存为 .xlsx" in way_out


def test_a_row_with_a_label_among_its_figures_says_so(tmp_path: Path, page: bytes) -> None:
    """It has as many cells as it should have: their number is not what is wrong."""
    label = "一、本年新收政府信息公开申请数量"
    before, row, after = page.decode().partition(label)
    first = after.index("</td><td>") + len("</td>")
    rest = re.sub(r"<td[^>]*>[^<]*</td>", "<td>自然人</td>", after[first:], count=1)
    _, findings = read(tmp_path / "report.html", f"{before}{row}{after[:first]}{rest}".encode())
    said = [each.message for each in findings if each.code == "IM-02"]
    assert said == [f"“{label}”一行的 7 格不能肯定各是哪一列的（格里混有行名、栏目名，或者一个数占了两格），没有读入。"]
