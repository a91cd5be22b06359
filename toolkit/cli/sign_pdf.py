"""``xl-report sign-pdf``: the office's signature in a PDF."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.group import usage_errors
from toolkit.cli.sources import SOURCE, save


@click.command(options_metavar="[选项]")
@click.argument("report", metavar="报告.pdf", type=SOURCE)
@click.option(
    "--certificate", metavar="证书.p12", required=True, type=SOURCE, help="本单位带私钥的证书（PKCS#12，.p12、.pfx）。"
)
@click.option(
    "-o", "--output", metavar="文件.pdf", type=SOURCE, help="写到哪里；不写则放在报告旁边，文件名加“（签名）”。"
)
def command(report: Path, certificate: Path, output: Path | None) -> None:
    """用本单位的证书在 PDF 报告里加电子签名，页面上不显示；证书密码运行时输入。

    \b
    签名说明文件是谁签的、签后有没有改动；证书可不可信，由 PDF 阅读器判断。
    需要另装组件：pip install 'xl-report[sign]'。

    \b
    例：
      xl-report sign-pdf 某局2025年报告.pdf --certificate 某局.p12
    """
    from toolkit import api
    from toolkit.api.checking import require_file

    for path in (report, certificate):
        require_file(path)
    with usage_errors():
        signed = api.sign_pdf(report, certificate, _password())
    save(signed, output)


def _password() -> str:
    """What somebody types, unseen, or what another program hands over as a line."""
    if sys.stdin.isatty():
        typed: str = click.prompt("证书密码", hide_input=True, default="", show_default=False, err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
