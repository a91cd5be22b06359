"""``xl-report bundle``: the folder for computers without internet."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.sources import SOURCE, save

SYSTEMS = ("windows", "linux", "linux-arm")


@click.command(options_metavar="[选项]")
@click.option(
    "--for",
    "system",
    metavar="|".join(SYSTEMS),
    type=click.Choice(SYSTEMS),
    default="windows",
    help="给哪种电脑：Windows（默认）；统信、麒麟等 Linux，ARM 处理器写 linux-arm。",
)
@click.option("-o", "--output", metavar="位置", type=SOURCE, help="文件夹或文件名；默认 年报工具.zip。")
@click.option("--renew", "renewing", is_flag=True, help="不打包，把固定的组件换成最新版，并列出变化。")
def command(system: str, output: Path | None, renewing: bool) -> None:
    """打包成一个文件夹，给没有联网的电脑用。

    \b
    Windows：解压就能用，自带 Python，不用安装。
    Linux：解压后运行里面的“安装.sh”，用系统的 Python 3.11 至 3.13。
    要在本工具源代码的文件夹里运行，能用 pip 下载；组件的版本和校验值是固定的。

    \b
    例：
      xl-report bundle --for windows -o 年报工具.zip
      xl-report bundle --for windows --renew
    """
    from toolkit.cli.progress import shown_progress
    from toolkit.desktop.bundle.building import bundle, renew
    from toolkit.desktop.bundle.targets import TARGETS

    target = TARGETS[system]
    click.echo("正在下载组件……", err=True)
    if renewing:
        with shown_progress() as progress:
            changes = renew(target, progress=progress)
        click.echo("\n".join(changes) or "没有变化。")
        return
    with shown_progress() as progress:
        made = bundle(target, progress=progress)
    if target.sources:
        click.echo(_signatures(made.signed), err=True)
    save(made.file, output)


def _signatures(signed: int | None) -> str:
    if signed is None:
        return "这台电脑上没有 osslsigncode，没有核对 Python 的数字签名，只核对了 SHA-256。"
    return f"Python 的 {signed} 个程序文件都有微软或 Python 软件基金会的数字签名，内容与签名相符。"
