"""The office's signature in a PDF: made by its certificate, broken by any change, and never in the way of a reader."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from tests.command_line import run
from tests.ingest.samples import sample
from tests.required import require_fonts
from tests.review.certificates import NAME, PASSWORD, certificate
from tests.review.published import FORM
from toolkit import api
from toolkit.document.blocks import PageMark
from toolkit.document.compose import compose
from toolkit.errors import InvalidRequest, MissingTool, UnreadableFile
from toolkit.output import is_untouched, seal
from toolkit.render import FORMATS
from toolkit.review.pdf_signatures import signatures_in, signed_pdf
from toolkit.review.published_file import published_file
from toolkit.review.verification import verify_published

READING = api.ReadResult(source=Path("数据.json"), filing=sample(FORM), findings=())


@cache
def _report(*, draft: bool = False) -> bytes:
    require_fonts()
    return seal(FORMATS["pdf"].renderer()(compose(sample(FORM), mark=PageMark.DRAFT if draft else None)), ".pdf")


@cache
def _signed() -> bytes:
    return signed_pdf(_report(), certificate(), PASSWORD)


def _saved(content: bytes, folder: Path, name: str = "报告.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_signed_report_reads_as_before_and_says_who_signed_it(tmp_path: Path) -> None:
    path = api.sign_pdf(_saved(_report(), tmp_path), _saved(certificate(), tmp_path, "局.p12"), PASSWORD).save()
    assert path.name == "报告（签名）.pdf"
    (own,) = signatures_in(path.read_bytes())
    assert (own.name, own.intact) == (NAME, True)
    found = api.verify(path, READING)
    assert (found.findings, found.verification.carried) == ((), True)
    assert f"“{NAME}”的电子签名完好" in found.conclusion


def test_a_second_signature_leaves_the_first_intact() -> None:
    twice = signed_pdf(_signed(), certificate(), PASSWORD)
    assert [each.intact for each in signatures_in(twice)] == [True, True]


def test_any_change_breaks_it_and_is_named(tmp_path: Path) -> None:
    mark = compose(sample(FORM)).content_mark.encode()
    changed = _signed().replace(mark, mark[:-1] + (b"0" if mark[-1:] != b"0" else b"1"), 1)
    own = sample(FORM)
    found = verify_published(own, own, published_file(_saved(changed, tmp_path)))
    (broken,) = (each for each in found.findings if each.blocks)
    assert (broken.code, "已失效" in broken.message) == ("PB-08", True)


def test_what_is_signed_is_not_sealed_and_not_replaced() -> None:
    assert seal(_signed(), ".pdf") == _signed()
    assert not is_untouched(_signed())


@pytest.mark.parametrize(
    ("content", "password", "error", "said"),
    [
        (b"0\x03\x02\x01\x03", PASSWORD, UnreadableFile, "不是 PKCS#12"),
        (b"-----BEGIN CERTIFICATE-----", PASSWORD, UnreadableFile, "不是 PKCS#12"),
        (b"", PASSWORD, UnreadableFile, "不是 PKCS#12"),
        (certificate(), "不对", InvalidRequest, "密码不对"),
        (certificate(), "", InvalidRequest, "密码不对"),
        (certificate(days=-1), PASSWORD, InvalidRequest, "证书的有效期"),
    ],
)
def test_a_certificate_that_cannot_sign_gives_a_sentence(
    content: bytes, password: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        signed_pdf(_report(), content, password)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\nbroken", b"PK\x03\x04"])
def test_what_is_no_pdf_gives_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="不能签名"):
        signed_pdf(content, certificate(), PASSWORD)


def test_a_draft_is_not_signed(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="草稿"):
        api.sign_pdf(_saved(_report(draft=True), tmp_path), _saved(certificate(), tmp_path, "局.p12"), PASSWORD)


def test_without_the_extra_it_is_said_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = _signed()
    for name in [name for name in sys.modules if name.startswith("pyhanko.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    with pytest.raises(MissingTool, match="另装组件"):
        signed_pdf(_report(), certificate(), PASSWORD)
    own = sample(FORM)
    (only,) = verify_published(own, own, published_file(_saved(signed, tmp_path))).findings
    assert (only.code, only.severity.value) == ("PB-08", "warning")
    assert "xl-report[sign]" in only.message


def test_the_command_asks_for_the_password(tmp_path: Path) -> None:
    report, key = _saved(_report(), tmp_path), _saved(certificate(), tmp_path, "局.p12")
    wrong = run("sign-pdf", report, "--certificate", key, stdin="不对\n")
    assert wrong.exit_code == 2
    assert "密码不对" in wrong.output
    done = run("sign-pdf", report, "--certificate", key, stdin=f"{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    assert (tmp_path / "报告（签名）.pdf").exists()
