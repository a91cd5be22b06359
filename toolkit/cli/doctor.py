"""``xl-report doctor``: what this computer has, and what each absence costs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

EXTRA = "pip install 'xl-report[pdf]'"
AGAIN = "pip install --force-reinstall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something a command may need. ``found`` says what there is of it; where empty, ``cost`` says
    what is lost without it.

    ``substitute``: what is found stands in for the thing itself. ``broken``: how it fails, though it is installed.
    """

    name: str
    found: str
    cost: str
    substitute: bool = False
    broken: str = ""

    @property
    def mark(self) -> str:
        """Have, have a substitute, have a broken one, have not."""
        if self.broken:
            return "坏"
        if self.substitute:
            return "代"
        return "有" if self.found else "无"

    @property
    def says(self) -> str:
        """What there is of it, or what is wrong and lost."""
        return f"装了但用不了（{self.broken}）；{self.cost}" if self.broken else self.found or self.cost


_COLOURS = {"有": "green", "代": "yellow", "无": "yellow", "坏": "red"}


@click.command(options_metavar="")
def command() -> None:
    """查看这台电脑上的字体、Excel、LibreOffice 和 PDF 组件，以及缺少或损坏时的影响。

    \b
    例：
      xl-report doctor
    """
    for item in (*_programs(), *_fonts()):
        click.echo(f"{click.style(item.mark, fg=_COLOURS[item.mark])}　{item.name}：{item.says}")


def _programs() -> Iterator[Requirement]:
    from toolkit.render.libreoffice import find_libreoffice

    yield _package("PDF 组件（typst）", "typst", "可以直接生成 PDF", "不能直接生成 PDF（--to pdf）")
    yield _package("PDF 读取组件（pdfplumber）", "pdfplumber", "可以读取 PDF 报告", "不能读取 PDF 报告")
    yield Requirement(
        name="LibreOffice",
        found=str(find_libreoffice() or ""),
        cost="不能由 Word 报告转出 PDF（--pdf-from docx），不影响其他功能",
    )
    window = "" if _fault("tkinter") is not None else "可以打开窗口（xl-report window）"
    yield Requirement(
        name="窗口组件（tkinter）", found=window, cost="不能打开窗口；Debian、统信、麒麟上请安装 python3-tk"
    )
    yield Requirement(name="Excel", found=_excel(), cost="不能在打开的 Excel 里实时检查；可以保存后用 xl-report check")


def _package(name: str, module: str, use: str, loss: str) -> Requirement:
    fault = _fault(module)
    if fault is None:
        return Requirement(name=name, found=use, cost="")
    remedy = f"运行 {AGAIN} {module} 重新安装" if fault else f"运行 {EXTRA} 安装"
    return Requirement(name=name, found="", cost=f"{loss}；{remedy}", broken=fault)


def _fault(module: str) -> str | None:
    """Why a package does not load: empty if it is not installed, None if it does load."""
    try:
        if find_spec(module) is None:
            return ""
        import_module(module)
    except ModuleNotFoundError as error:
        return "" if error.name == module else str(error)
    except Exception as error:  # whatever a package that is half there does
        return f"{type(error).__name__}：{error}"
    return None


def _fonts() -> Iterator[Requirement]:
    """The faces of a report: the font proper, or what stands in for it in a PDF."""
    if any(_fault(module) is not None for module in ("typst", "fontTools")):
        yield Requirement(name="字体", found="", cost="没有可用的 PDF 组件，没有检查；Word 报告不受影响")
        return
    from toolkit.render.fonts import FREE_FONTS, installed_fonts
    from toolkit.render.page import BODY_FACE, HEI_FACE, KAI_FACE, LATIN_FACE, SONG_FACE, TITLE_FACE

    families = {font.family for font in installed_fonts().fonts()}
    for face in (TITLE_FACE, BODY_FACE, KAI_FACE, HEI_FACE, SONG_FACE, LATIN_FACE):
        own = next((family for family in face.families if family in families), "")
        substitute = own in face.stand_ins
        found = f"没有这款字体，PDF 里用 {own} 代替" if substitute else own
        free = f"（{FREE_FONTS}）" if any(name.startswith("Fandol") for name in face.stand_ins) else ""
        cost = f"不能直接生成 PDF；可以安装 {'、'.join(face.stand_ins[:3])}{free}。Word 报告不受影响"
        yield Requirement(name=f"字体 {face.name}", found=found, cost=cost, substitute=substitute)


def _excel() -> str:
    """Where Excel is, as far as can be known without starting it."""
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
        except OSError:
            return ""
        return "已安装"
    application = Path("/Applications/Microsoft Excel.app")
    return str(application) if application.exists() else ""
