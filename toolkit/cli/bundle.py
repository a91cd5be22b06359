"""``xl-report bundle``: the folder for computers without internet."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.group import COMMANDS
from toolkit.cli.sources import SOURCE, save

if TYPE_CHECKING:
    from toolkit.desktop.bundle.targets import Target

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
@click.option("--renew", is_flag=True, help="不打包，把固定的组件换成最新版，并列出变化。")
def command(system: str, output: Path | None, renew: bool) -> None:
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
    from toolkit.api import ResultFile
    from toolkit.desktop.bundle.targets import TARGETS

    target = TARGETS[system]
    with tempfile.TemporaryDirectory(prefix="xl-report-") as folder:
        if renew:
            _renew(target, Path(folder))
            return
        save(ResultFile(content=_packed(target, Path(folder)), name=target.archive), output)


def _packed(target: Target, folder: Path) -> bytes:
    from toolkit.desktop.bundle.archives import tarred, zipped
    from toolkit.desktop.bundle.contents import checkout
    from toolkit.desktop.bundle.downloads import fetch_locked
    from toolkit.desktop.bundle.linux import linux_members
    from toolkit.desktop.bundle.lock import lock_text
    from toolkit.desktop.bundle.signatures import check_signatures
    from toolkit.desktop.bundle.windows import interpreter, windows_members

    source = checkout()
    click.echo("正在下载组件……", err=True)
    files = fetch_locked(lock_text(target), target, folder)
    if target.name != "windows":
        return tarred(linux_members(files, source, target))
    checked = check_signatures(interpreter(files))
    click.echo(
        "这台电脑上没有 osslsigncode，没有核对 Python 的数字签名，只核对了 SHA-256。"
        if checked is None
        else f"Python 的 {checked} 个程序文件都有微软或 Python 软件基金会的数字签名，内容与签名相符。",
        err=True,
    )
    return zipped(windows_members(files, source, COMMANDS))


def _renew(target: Target, folder: Path) -> None:
    from toolkit.desktop.bundle.contents import checkout
    from toolkit.desktop.bundle.lock import lock_changes, lock_text, renewed_lock

    source = checkout()
    before, after = lock_text(target), renewed_lock(source, target, folder)
    lock = source / "toolkit/desktop/bundle" / target.lock_name
    lock.write_text(after, encoding="utf-8", newline="\n")
    click.echo("\n".join(lock_changes(before, after)) or "没有变化。")
