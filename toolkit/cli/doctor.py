"""``xl-report doctor``: what this computer has, and what each absence costs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click

NO_PDF = "不能直接生成 PDF（--to pdf）；运行 pip install 'xl-report[pdf]' 安装"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something a command may need. ``found`` says what there is of it; where empty, ``cost`` says
    what is lost without it.

    ``substitute``: what is found stands in for the thing itself.
    """

    name: str
    found: str
    cost: str
    substitute: bool = False

    @property
    def mark(self) -> str:
        """Have, have a substitute, have not."""
        if self.substitute:
            return "代"
        return "有" if self.found else "无"


@click.command(options_metavar="")
def command() -> None:
    """查看这台电脑上的字体、Excel、LibreOffice 和 PDF 组件，以及缺少时的影响。

    \b
    例：
      xl-report doctor
    """
    for item in (*_programs(), *_fonts()):
        colour = "green" if item.mark == "有" else "yellow"
        click.echo(f"{click.style(item.mark, fg=colour)}　{item.name}：{item.found or item.cost}")


def _programs() -> Iterator[Item]:
    from toolkit.render.office import find_libreoffice

    yield Item(name="PDF 组件（typst）", found="可以直接生成 PDF" if find_spec("typst") else "", cost=NO_PDF)
    yield Item(
        name="PDF 读取组件（pdfplumber）",
        found="可以读取 PDF 报告" if find_spec("pdfplumber") else "",
        cost="不能读取 PDF 报告；运行 pip install 'xl-report[pdf]' 安装",
    )
    yield Item(
        name="LibreOffice",
        found=str(find_libreoffice() or ""),
        cost="不能由 Word 报告转出 PDF（--pdf-from docx），不影响其他功能",
    )
    yield Item(name="Excel", found=_excel(), cost="不能在打开的 Excel 里实时检查；可以保存后用 xl-report check")


def _fonts() -> Iterator[Item]:
    """The faces of a report: the font proper, or what stands in for it in a PDF."""
    if not find_spec("typst"):
        yield Item(name="字体", found="", cost="没有 PDF 组件，没有检查；Word 报告不受影响")
        return
    from toolkit.render.fonts import FREE_FONTS, installed
    from toolkit.render.page import BODY_FACE, HEI_FACE, KAI_FACE, LATIN_FACE, SONG_FACE, TITLE_FACE

    families = {font.family for font in installed().fonts()}
    for face in (TITLE_FACE, BODY_FACE, KAI_FACE, HEI_FACE, SONG_FACE, LATIN_FACE):
        own = next((family for family in face.families if family in families), "")
        substitute = own in face.stand_ins
        found = f"没有这款字体，PDF 里用 {own} 代替" if substitute else own
        free = f"（{FREE_FONTS}）" if any(name.startswith("Fandol") for name in face.stand_ins) else ""
        cost = f"不能直接生成 PDF；可以安装 {'、'.join(face.stand_ins[:3])}{free}。Word 报告不受影响"
        yield Item(name=f"字体 {face.name}", found=found, cost=cost, substitute=substitute)


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
