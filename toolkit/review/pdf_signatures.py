"""Signatures in PDF by an office's own certificate (PKCS#12), made and checked by pyHanko.

Whether a certificate is to be trusted is not judged here: PDF readers know whom they trust.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from toolkit.errors import InvalidRequest, MissingTool, UnreadableFile

_SIGNED = b"/ByteRange"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSignature:
    """``name`` is that on the certificate, ``signed_on`` what the signer's clock said; ``intact``: what was signed is
    unchanged, but for signatures that came later.
    """

    name: str
    signed_on: dt.datetime | None
    intact: bool


def is_signed(pdf: bytes) -> bool:
    """Whether anybody signed a PDF."""
    return _SIGNED in pdf


def signed_pdf(pdf: bytes, certificate: bytes, password: str) -> bytes:
    """``pdf`` with one more signature, which shows on no page; nothing that stands in it is changed.

    :class:`~toolkit.errors.UnreadableFile` for what is no PKCS#12 file or no PDF that can be signed,
    :class:`~toolkit.errors.InvalidRequest` for a wrong password or a certificate that is not valid now, and
    :class:`~toolkit.errors.MissingTool` without pyHanko.
    """
    with _pyhanko():
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import signers
        from pyhanko.sign.fields import SigSeedSubFilter
    signer = _signer(certificate, password)
    with _readable(
        "这份 PDF 不能签名：它已损坏、加了密，或者不是 PDF。", "请用 xl-report render --to pdf 重新生成后再签名。"
    ):
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        number = len(writer.prev.embedded_signatures) + 1
        about = signers.PdfSignatureMetadata(
            field_name=f"Signature{number}", name=_name(signer.signing_cert), subfilter=SigSeedSubFilter.PADES
        )
        signed = io.BytesIO()
        signers.sign_pdf(writer, about, signer=signer, output=signed)
    return signed.getvalue()


def signatures_in(pdf: bytes) -> tuple[PdfSignature, ...]:
    """The signatures of a PDF, the first one first.

    :class:`~toolkit.errors.UnreadableFile` where they cannot be made out, :class:`~toolkit.errors.MissingTool` without
    pyHanko.
    """
    with _pyhanko():
        from pyhanko.pdf_utils.reader import PdfFileReader
    with _readable("这份 PDF 的电子签名无法读取。", "请用 PDF 阅读器查看签名。"):
        return tuple(map(_checked, PdfFileReader(io.BytesIO(pdf)).embedded_signatures))


def _signer(certificate: bytes, password: str) -> Any:
    """Who signs, by the key and certificate in a PKCS#12 file, which is valid today."""
    from asn1crypto.pkcs12 import Pfx
    from pyhanko.sign.signers import SimpleSigner

    try:
        known = Pfx.load(certificate, strict=True)["version"].native == "v3"
    except (ValueError, TypeError):
        known = False
    if not known:
        raise UnreadableFile("所选的不是 PKCS#12 证书文件（.p12、.pfx）。", "请选带有私钥的证书文件。")
    try:
        signer: Any = SimpleSigner.load_pkcs12_data(certificate, other_certs=[], passphrase=password.encode())
    except ValueError:
        message = "证书打不开：密码不对，或者证书用的算法这里不能用（如国密 SM2）。"
        raise InvalidRequest(message, "请核对密码后重试。") from None
    own, now = signer.signing_cert, dt.datetime.now(dt.UTC)
    if not own.not_valid_before <= now <= own.not_valid_after:
        since, until = (f"{day:%Y-%m-%d}" for day in (own.not_valid_before, own.not_valid_after))
        raise InvalidRequest(f"证书的有效期是 {since} 至 {until}，今天不在其中。", "请换用有效的证书。")
    return signer


def _checked(embedded: Any) -> PdfSignature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    own = embedded.signer_cert
    digest = embedded.compute_digest()
    whole = embedded.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    if not whole:
        embedded.compute_integrity_info()
        level = getattr(embedded.diff_result, "modification_level", ModificationLevel.OTHER)
        whole = level <= ModificationLevel.FORM_FILLING
    same, valid = validate_sig_integrity(embedded.signer_info, own, "data", digest)
    return PdfSignature(
        name=_name(own), signed_on=embedded.self_reported_timestamp, intact=bool(whole and same and valid)
    )


def _name(certificate: Any) -> str:
    """Whom a certificate names."""
    names = certificate.subject.native
    return str(names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly)


@contextmanager
def _pyhanko() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise MissingTool("电子签名需要另装组件。", "请运行：pip install 'xl-report[sign]'") from error


@contextmanager
def _readable(message: str, way_out: str) -> Iterator[None]:
    """Whatever pyHanko raises on a damaged file as a sentence."""
    try:
        yield
    except Exception as error:
        raise UnreadableFile(message, way_out) from error
