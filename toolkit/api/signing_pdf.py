"""The office's own signature in the PDF that it publishes."""

from __future__ import annotations

from pathlib import Path

from toolkit.api.checking import require_file
from toolkit.api.result_file import ResultFile
from toolkit.errors import InvalidRequest


def sign_pdf(report: Path | str, certificate: Path | str, password: str) -> ResultFile:
    """The PDF ``report`` with a signature by ``certificate``, a PKCS#12 file with its key, that ``password`` opens.

    :class:`~toolkit.errors.InvalidRequest` for a draft, a wrong password or a certificate that is not valid now;
    :class:`~toolkit.errors.UnreadableFile` for what is no PDF or no PKCS#12 file;
    :class:`~toolkit.errors.MissingTool` where the extra ``sign`` is not installed.

    >>> from toolkit.errors import UnreadableFile
    >>> try:
    ...     sign_pdf("examples/hegang-2021/填报工作簿.xlsx", "examples/hegang-2021/filing.json", password="")
    ... except UnreadableFile as error:
    ...     print(error.message)
    所选的不是 PKCS#12 证书文件（.p12、.pfx）。
    """
    from toolkit.document.content_mark import DRAFT, marked_content
    from toolkit.ingest.blocks import read_bytes
    from toolkit.review.pdf_signatures import signed_pdf

    source, key = Path(report), Path(certificate)
    for path in (source, key):
        require_file(path)
    content = read_bytes(source)
    if marked_content(content) == DRAFT:
        raise InvalidRequest(f"“{source.name}”是草稿，没有签名。", "请生成正式的报告再签名。")
    signed = signed_pdf(content, read_bytes(key), password)
    return ResultFile(content=signed, name=f"{source.stem}（签名）.pdf", folder=source.parent, source=source)
