"""PDF files: scans, locks and bombs are recognised and said so; lines become paragraphs again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.equal import assert_same
from tests.ingest.samples import sample
from tests.limits import within
from toolkit.document.compose import compose
from toolkit.errors import MissingTool, UnreadableFile
from toolkit.ingest import pdf, read_any
from toolkit.ingest.pdf_pages import Row, _blocks
from toolkit.render import FORMATS

Convert = Callable[[Path, str], Path]


def written(folder: Path, content: bytes, resources: bytes = b"", more: bytes = b"", trailer: bytes = b"") -> Path:
    """A PDF of one page with that content stream (compressed here unless it is)."""
    packed = content if content.startswith(b"\x78") else zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <<" + resources + b">> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
        *([more] if more else []),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = b"%d" % (len(objects) + 1)
    start = b"%d" % len(body)
    body += b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
    body += b"trailer << /Size " + size + b" /Root 1 0 R " + trailer + b">>\nstartxref\n" + start + b"\n%%EOF"
    path = folder / "a.pdf"
    path.write_bytes(body)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_any(path)
    return caught.value.message


def test_a_scan_is_recognised(tmp_path: Path) -> None:
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    image += b" /Length 1 >>\nstream\n\x00\nendstream"
    path = written(tmp_path, b"q 595 0 0 842 0 0 cm /Scan Do Q", b"/XObject << /Scan 5 0 R >>", image)
    assert "扫描件" in refusal(path)


def test_a_locked_file_is_recognised(tmp_path: Path) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    path = written(tmp_path, b"", trailer=lock + b" /ID [<41><41>] ")
    assert "密码" in refusal(path)


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join([packer.compress(b" " * 1_000_000) for _ in range(900)]) + packer.flush()
    with within(pdf.MOST_SECONDS + 10):
        assert refusal(written(tmp_path, bomb))


def test_a_slow_file_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.05)
    assert "限定时间" in refusal(written(tmp_path, b"BT ET"))


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingTool) as caught:
        read_any(written(tmp_path, b"BT ET"))
    assert "xl-report[pdf]" in caught.value.way_out


def line(text: str, left: float = 80, right: float = 520, page: int = 1) -> Row:
    return Row(page=page, text=text, left=left, right=right, size=16)


def test_wrapped_lines_become_paragraphs_again() -> None:
    rows = [
        line("某市某局", 240, 360),
        line("一、总体情况", 112, 220),
        line("2024 年，本局落实各项要求，按时公开政府信", 112),
        line("息，全年公开 120 条，", 80),
        line("均在期限内。", 80, 180, page=2),
        line("下一段从这里开始，", 112, 300, page=2),
    ]
    assert [text for _, text in _blocks(list(rows))] == [
        "某市某局",
        "一、总体情况",
        "2024年，本局落实各项要求，按时公开政府信息，全年公开120条，均在期限内。",
        "下一段从这里开始，",
    ]


@pytest.mark.parametrize("form", ["gkgb-2021", "gkgb-2019"])
def test_a_pdf_of_the_word_report_comes_back_equal(form: str, soffice: Convert, tmp_path: Path) -> None:
    filing = sample(form)
    path = tmp_path / "report.docx"
    path.write_bytes(FORMATS["docx"].renderer()(compose(filing)))
    back, findings = read_any(soffice(path, "pdf"))
    assert findings == ()
    assert_same(filing, back, text=False)
