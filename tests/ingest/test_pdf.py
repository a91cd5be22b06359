"""PDF files whole: scans, locks and bombs are recognised and said so; reports come back as they were printed."""

from __future__ import annotations

import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.pdffile import IMAGE, at, written
from tests.ingest.samples import sample
from tests.limits import within
from tests.required import require_fonts
from toolkit.bounds import PDF_SECONDS
from toolkit.document.compose import compose
from toolkit.errors import MissingTool, UnreadableFile
from toolkit.filing import Filing
from toolkit.ingest import pdf, read_any
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.pdfpages.child import SPENT
from toolkit.narrative import paragraphs
from toolkit.render import FORMATS

Convert = Callable[[Path, str], Path]
FULL_PAGE = b"q 595 0 0 842 0 0 cm /Scan Do Q "
SCAN = b"/XObject << /Scan 100 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_any(path, FORMS)
    assert caught.value.way_out
    return caught.value.message


@pytest.mark.parametrize(
    "content",
    [FULL_PAGE, at(80, 400, "33", before="3 Tr") * 40 + FULL_PAGE, at(80, 400, "33") * 40 + FULL_PAGE],
    ids=["picture", "invisible text over it", "text under it"],
)
def test_a_scan_is_recognised_with_or_without_text_that_a_program_guessed(content: bytes, tmp_path: Path) -> None:
    assert "扫描件" in refusal(written(tmp_path, content, resources=SCAN, objects=[IMAGE % b""]))


def test_a_locked_file_is_recognised(tmp_path: Path) -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    assert "密码" in refusal(written(tmp_path, b"", trailer=lock + b" /ID [<41><41>] "))


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert "损坏" in refusal(path)


@pytest.mark.parametrize("page", [b"0 0 m 9 0 l S " * 30_000, at(9, 9, "3" * 500) * 150], ids=["lines", "signs"])
def test_a_page_of_too_much_is_refused(page: bytes, tmp_path: Path) -> None:
    assert "没有读完" in refusal(written(tmp_path, page))


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert "页数" in refusal(written(tmp_path, *[b""] * 301))


def test_a_bomb_is_stopped_at_its_memory(tmp_path: Path) -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join([packer.compress(b" " * 1_000_000) for _ in range(900)]) + packer.flush()
    with within(PDF_SECONDS + 3):
        assert "没有读完" in refusal(written(tmp_path, bomb))


@pytest.mark.parametrize("bounded", ["", "sys.modules['resource'] = None;"], ids=["by the system", "by itself"])
def test_a_file_that_takes_long_is_stopped_by_the_clock_of_the_processor(bounded: str, tmp_path: Path) -> None:
    path = written(tmp_path, b"q Q " * 5_000_000)
    code = f"import sys; {bounded} from toolkit.ingest.pdfpages import child; child.PDF_SECONDS = 1"
    code += "; child.main(sys.argv[1])"
    with within(5):
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False)
    assert not done.stdout
    assert done.returncode in (-signal.SIGXCPU, -signal.SIGKILL, SPENT)


@pytest.mark.parametrize("ending", ["os.kill(os.getpid(), 9)", f"os._exit({SPENT})", "time.sleep(9)"])
def test_a_process_that_was_ended_is_reported_as_such(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_COMMAND", (sys.executable, "-c", f"import os, time; {ending}"))
    monkeypatch.setattr(pdf, "PDF_PATIENCE", 1.0)
    assert "没有读完" in refusal(written(tmp_path, b""))


def test_nothing_of_the_folder_at_hand_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, at(80, 400, "2024"))
    (tmp_path / "json.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [piece.text for piece in pdf.pdf_blocks(path) if isinstance(piece, SourceLine)] == ["2024"]


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingTool) as caught:
        read_any(written(tmp_path, b"BT ET"), FORMS)
    assert "xl-report[pdf]" in caught.value.way_out


def assert_comes_back(filing: Filing, path: Path) -> None:
    """All of it, but for blanks beside Chinese: a printed page has them for their looks."""
    back, findings = read_any(path, FORMS)
    assert findings == ()
    assert_same(filing, back, text=False)
    for slot in filing.form.text_slots:
        expected = [("".join(part.text.split()), part.heading) for part in paragraphs(filing, slot)]
        assert [("".join(part.text.split()), part.heading) for part in paragraphs(back, slot)] == expected


@pytest.mark.parametrize("form", ["gkgb-2021", "gkgb-2019"])
def test_a_pdf_of_the_word_report_comes_back_equal(form: str, soffice: Convert, tmp_path: Path) -> None:
    filing = sample(form)
    path = tmp_path / "report.docx"
    path.write_bytes(FORMATS["docx"].renderer()(compose(filing)))
    assert_comes_back(filing, soffice(path, "pdf"))


@pytest.mark.parametrize("form", ["gkgb-2021", "gkgb-2019"])
def test_our_own_pdf_comes_back_equal(form: str, tmp_path: Path) -> None:
    require_fonts()
    filing = sample(form)
    path = tmp_path / "report.pdf"
    path.write_bytes(FORMATS["pdf"].renderer()(compose(filing)))
    assert_comes_back(filing, path)
