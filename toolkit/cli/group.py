"""The group of all commands: loads them when called, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from toolkit import __version__
from toolkit.cli.exit_codes import FAILED, INTERRUPTED, StreamFault, exit_code_of, stream_faults
from toolkit.cli.no_terminal import has_terminal, said_on_a_page
from toolkit.errors import InvalidRequest, ReportError, sentence_of

__all__ = ["COMMANDS", "ERRORS", "FAILED", "Commands", "Failure"]

COMMANDS = {
    "new": ("new", "生成空白的填报工作簿"),
    "check": ("check", "检查工作簿、数据文件或已公布的报告"),
    "annotate": ("annotate", "把问题标在一份新工作簿的格子上"),
    "sign": ("sign", "签认一轮审核，另存一份副本"),
    "render": ("render", "生成报告（Word、网页、PDF 等）"),
    "preview": ("preview", "显示正文填上数字以后的样子"),
    "live": ("live", "在 Excel 里边填边查"),
    "import": ("importing", "把已公布的报告转成工作簿"),
    "fill": ("fill", "把数据文件填成工作簿"),
    "export": ("export", "把工作簿或报告转成数据文件"),
    "sign-pdf": ("sign_pdf", "用本单位的证书给 PDF 报告加电子签名"),
    "verify": ("verify", "核对网站上公布的报告与工作簿是否一致"),
    "compare": ("compare", "逐格比较两年的数字和文字"),
    "rollup": ("rollup", "把许多单位的填报汇总成一份"),
    "ledger": ("ledger", "逐件登记的台账：推算期限，逐件检查，计入报告"),
    "repair": ("repair", "把受损工作簿里能读的移到新工作簿"),
    "explain": ("explain", "说明一条规则：为什么、依据、怎么改"),
    "forms": ("forms", "列出表式及其数据项，检查表式文件"),
    "window": ("window", "打开窗口，用鼠标做上面的事"),
    "shortcuts": ("shortcuts", "在右键菜单里加上“校验”“预览”“生成报告”和“年报工具”"),
    "bundle": ("bundle", "打包成一个文件夹，给没有联网的电脑用"),
    "doctor": ("doctor", "查看这台电脑缺少什么、有什么影响"),
}
"""Each command with its module under :mod:`toolkit.cli` and its line in the list, in the order of work."""

ERRORS = 1
"""Exit code: findings at error level."""

HELP = """按规定格式编制的年度报告：从填报工作簿到成文报告。

\b
先生成空白工作簿，填好后检查，没有错误再生成报告：
  xl-report new --agency 某市市场监督管理局 --year 2025
  xl-report check 某市市场监督管理局2025年填报工作簿.xlsx
  xl-report render 某市市场监督管理局2025年填报工作簿.xlsx

每个命令后面加 --help 查看用法和例子。退出码：0 没有错误，1 有错误级的问题，2 用法不对或文件无法读取。
"""


class Failure(click.ClickException):
    """A sentence on stderr, and exit code 2."""

    exit_code = FAILED


@contextlib.contextmanager
def usage_errors() -> Iterator[None]:
    """Report what is asked for wrongly as click reports what is typed wrongly: below the usage of the command."""
    try:
        yield
    except InvalidRequest as error:
        raise click.UsageError(str(error)) from None


class Commands(click.Group):
    """``xl-report``: the commands of :data:`COMMANDS`."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            help=HELP,
            options_metavar="[选项]",
            subcommand_metavar="命令 [参数]…",
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        version = click.version_option(__version__, prog_name=name, message="%(prog)s %(version)s")
        version(self)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(cmd_name, COMMANDS, n=1)
            hint = f"是否想写“{near[0]}”？" if near else ""
            raise click.UsageError(f"没有“{cmd_name}”这个命令。{hint}", ctx)
        module = importlib.import_module(f"toolkit.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, without loading a single command."""
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # UTF-8 on any locale; a file name that is not even that, escaped
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")

        def ended() -> int:
            return exit_code_of(lambda: run(*args, standalone_mode=False, **extra))

        sys.exit(ended() if has_terminal() else said_on_a_page(ended))

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with stream_faults():  # --help writes already here
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with stream_faults():
                return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, StreamFault):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:
            raise Failure(error_message(error)) from error


def error_message(error: Exception) -> str:
    """The sentence for staff about anything that went wrong; for whoever mends the program, where it was, if asked."""
    if os.environ.get("XL_REPORT_DEBUG") and not isinstance(error, ReportError):
        from traceback import print_exception

        print_exception(error)
    return sentence_of(error)
