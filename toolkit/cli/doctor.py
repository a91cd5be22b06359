"""``xl-report doctor``: what this computer has, what is broken and how, what that costs, and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click


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


_LONGEST = 200
_COLOURS = {"有": "green", "代": "yellow", "无": "yellow", "坏": "red"}


@dataclass(frozen=True, slots=True)
class Part:
    """A package that commands load: what it is, what pip calls it, what it is for, and what is lost without it.

    ``module`` is what is imported of it where that has another name, ``extra`` the one of ours that brings it.
    """

    kind: str
    package: str
    use: str
    loss: str
    module: str = ""
    extra: str = ""


_PARTS = (
    Part("工作簿组件", "openpyxl", "可以新建、标注工作簿", "不能新建、标注工作簿"),
    Part("Word 组件", "python-docx", "可以生成和读取 Word 报告", "不能生成和读取 Word 报告", "docx"),
    Part("网页组件", "jinja2", "可以生成网页", "不能检查正文、生成报告"),
    Part("PDF 组件", "typst", "可以直接生成 PDF", "不能直接生成 PDF，其他格式不受影响", extra="pdf"),
    Part("PDF 读取组件", "pdfplumber", "可以读取 PDF 报告", "不能读取 PDF 报告", extra="pdf"),
    Part(
        "放假安排",
        "chinesecalendar",
        "新台账自动填好放假和调休",
        "新台账里的放假和调休要自己录入",
        "chinese_calendar",
        "ledger",
    ),
    Part(
        "电子签名组件",
        "pyHanko",
        "可以给 PDF 加电子签名、核对签名",
        "不能给 PDF 加电子签名、核对签名",
        "pyhanko",
        "sign",
    ),
    Part("Excel 连接组件", "xlwings", "可以连接打开的 Excel", "不能在打开的 Excel 里边填边查、直接到那一格"),
    Part("拖放组件", "tkinterdnd2", "可以把文件拖到窗口里", "不能把文件拖到窗口里，可以点“选择”", extra="window"),
)


@click.command(options_metavar="")
def command() -> None:
    """逐项装载这台电脑上的组件、字体、Excel 和 LibreOffice，写明缺少或损坏的有什么影响、怎么办。

    \b
    例：
      xl-report doctor
    """
    for topic, probe in _PROBES.items():
        for item in _found(topic, probe):
            click.echo(f"{click.style(item.mark, fg=_COLOURS[item.mark])}　{item.name}：{item.says}")


def _found(topic: str, probe: Callable[[], Iterator[Requirement]]) -> Iterator[Requirement]:
    """What a probe finds, to the point where it fails, if it does: a broken part is what it looks for."""
    try:
        yield from probe()
    except Exception as error:  # whatever a part that is half there does
        yield Requirement(name=topic, found="", cost="没有查完", broken=_words(error))


def _parts() -> Iterator[Requirement]:
    for part in _PARTS:
        if sys.platform == "win32" and part.package == "tkinterdnd2":
            continue  # the window does not use it there
        if part.module == "pyhanko" and find_spec("pip") is None:
            continue  # the folder for Windows does not bring it
        fault = _fault(part.module or part.package)
        found = part.use if fault is None else ""
        cost = f"{part.loss}；{_remedy(part, missing=not fault)}"
        yield Requirement(name=f"{part.kind}（{part.package}）", found=found, cost=cost, broken=fault or "")


def _remedy(part: Part, *, missing: bool) -> str:
    """How it is installed, or reinstalled; the folder for Windows brings everything, and no pip."""
    if find_spec("pip") is None:
        return "请重新解压整个“年报工具”压缩包，并核对有没有文件被杀毒软件移走"
    if missing:
        wanted = f"'xl-report[{part.extra}]'" if part.extra else part.package
        return f"运行 pip install {wanted} 安装"
    return f"运行 pip install --force-reinstall {part.package} 重新安装"


def _window() -> Iterator[Requirement]:
    fault = _fault("tkinter")
    found = "可以打开窗口（xl-report window）" if fault is None else ""
    cost = "不能打开窗口，命令和右键菜单不受影响；Debian、统信、麒麟上请安装 python3-tk，其他电脑请重新安装 Python"
    yield Requirement(name="窗口组件（tkinter）", found=found, cost=cost, broken=fault or "")


def _libreoffice() -> Iterator[Requirement]:
    from toolkit.render.libreoffice import find_libreoffice

    cost = "不能由 Word 报告转出 PDF（--pdf-from docx），不影响其他功能"
    yield Requirement(name="LibreOffice", found=str(find_libreoffice() or ""), cost=cost)


def _excel() -> Iterator[Requirement]:
    cost = "不能在打开的 Excel 里实时检查；可以保存后再检查"
    yield Requirement(name="Excel", found=_excel_place(), cost=cost)


def _fault(module: str) -> str | None:
    """Why a package does not load: empty if it is not installed, None if it does load."""
    try:
        if find_spec(module) is None:
            return ""
        import_module(module)
    except ModuleNotFoundError as error:
        return "" if error.name == module else _words(error)
    except Exception as error:  # whatever a package that is half there does
        return _words(error)
    return None


def _words(error: Exception) -> str:
    return f"{type(error).__name__}：{error}"[:_LONGEST]


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


def _excel_place() -> str:
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


_PROBES: Mapping[str, Callable[[], Iterator[Requirement]]] = {
    "组件": _parts,
    "窗口组件": _window,
    "LibreOffice": _libreoffice,
    "Excel": _excel,
    "字体": _fonts,
}
