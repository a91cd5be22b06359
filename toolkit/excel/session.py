"""One workbook in Excel: found where it is open, or opened; left as it was found."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from toolkit.errors import MissingTool, ReportError, UnreadableFile
from toolkit.excel.book import ExcelWorkbook
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.location import Location
from toolkit.rules.engine import check_filing
from toolkit.workbook.reading.read import read_book

NO_EXCEL = "这台电脑上没有可用的 Excel，不能边填边查。"
WITHOUT_EXCEL = "请保存工作簿后运行“xl-report check 工作簿.xlsx --watch”，每次保存都会重新校验。"


class Session:
    """A workbook on the screen. ``ours`` says that we started this Excel and so may end it."""

    def __init__(self, book: Any, forms: Forms, *, ours: bool) -> None:
        self._book = book
        self._forms = forms
        self._ours = ours
        self.path = Path(book.fullname)
        self._settled = self._content()

    def check(self) -> tuple[Filing, tuple[Finding, ...]]:
        """The filing on the screen, recalculated, unsaved changes included, and its findings.

        :class:`UnreadableFile` if the workbook was closed or Excel has gone.
        """
        with _excel_present():
            self._book.app.calculate()
            book = ExcelWorkbook(self._book)
        filing, reading = read_book(book, self.path.name, self._forms)
        return filing, check_filing(filing, reading)

    def jump(self, where: Location) -> None:
        """Show and select ``二 来信!C7``."""
        with _excel_present():
            select_cell(self._book, where)

    def saved_at(self) -> float:
        """When the file was last written; 0 while it is not on disk."""
        try:
            return self.path.stat().st_mtime
        except OSError:
            return 0.0

    def note_saved(self) -> None:
        """Take what is on the screen as saved."""
        with _excel_present():
            self._settled = self._content()

    def close(self) -> bool:
        """End the Excel that we started; False if it stays open because it holds changes that are not saved."""
        if not self._ours:
            return True
        with contextlib.suppress(Exception):  # whatever is wrong with an Excel that goes away anyway
            if self._content() != self._settled:
                return False
            app = self._book.app
            self._book.close()
            app.quit()
        return True

    def _content(self) -> list[Any]:
        book = ExcelWorkbook(self._book)
        return [(sheet, book.cells(sheet)) for sheet in book.sheets]


@contextlib.contextmanager
def session(path: Path | None, forms: Forms) -> Iterator[Session]:
    """The workbook at ``path``, or the one that is active in Excel.

    :class:`MissingTool` without Excel; :class:`UnreadableFile` if there is no such workbook or it cannot be opened.
    """
    apps = _apps()
    book, ours = _open_book(apps, path), False
    if book is None:
        if path is None:
            raise UnreadableFile("Excel 里没有打开的工作簿。", "请先打开要填报的工作簿，或在命令后写上它的文件名。")
        book, ours = _opened(apps, path), True
    with _excel_present():
        current = Session(book, forms, ours=ours)
    try:
        yield current
    finally:
        current.close()


def shown_in_excel(path: Path, where: Location) -> bool:
    """Select a cell of a workbook that is open in a running Excel; False where it is not, or Excel is busy.

    May be called in any thread.
    """
    try:
        with _com_of_this_thread():
            book = _open_book(_apps(), path)
            if book is None:
                return False
            with _excel_present():
                select_cell(book, where)
    except ReportError:
        return False
    return True


@contextlib.contextmanager
def _com_of_this_thread() -> Iterator[None]:
    """Windows hands Excel only to threads that have asked to use COM."""
    if sys.platform != "win32":
        yield
        return
    try:
        com = import_module("pythoncom")
    except ImportError:
        raise MissingTool(NO_EXCEL, WITHOUT_EXCEL) from None
    com.CoInitialize()
    try:
        yield
    finally:
        com.CoUninitialize()


def select_cell(book: Any, where: Location) -> None:
    """Bring Excel to the front with the cell selected."""
    target = book.sheets[where.sheet]
    book.app.activate(steal_focus=True)
    target.activate()
    target.range(where.place).select()


def _apps() -> Any:
    try:
        import xlwings
    except ImportError:
        raise MissingTool(NO_EXCEL, WITHOUT_EXCEL) from None
    if not len(xlwings.engines):
        raise MissingTool(NO_EXCEL, WITHOUT_EXCEL)
    return xlwings.apps


def _open_book(apps: Any, path: Path | None) -> Any:
    """The workbook where it is open already, or None."""
    with _excel_present():
        if path is None:
            active = apps.active
            return active.books.active if active is not None and len(active.books) else None
        for app in apps:
            for book in app.books:
                if _same_file(book.fullname, path):
                    return book
    return None


def _opened(apps: Any, path: Path) -> Any:
    """The workbook in an Excel of our own; no link is updated, so that no question comes up."""
    if not path.is_file():
        raise UnreadableFile(f"没有找到文件“{path}”。", "请核对文件名。")
    try:
        app = apps.add(visible=True, add_book=False)
    except Exception:
        raise MissingTool(NO_EXCEL, WITHOUT_EXCEL) from None
    try:
        return app.books.open(str(path), update_links=False)
    except Exception:
        app.quit()
        raise UnreadableFile(f"Excel 打不开“{path.name}”。", "请先在 Excel 中手工打开它，看看有什么提示。") from None


def _same_file(fullname: str, path: Path) -> bool:
    try:
        return path.samefile(fullname)
    except OSError:
        return os.path.normcase(fullname) == os.path.normcase(path.absolute())


@contextlib.contextmanager
def _excel_present() -> Iterator[None]:
    """Whatever Excel's own interface raises means that it is gone, closed, or busy with a cell being edited."""
    try:
        yield
    except ReportError:
        raise
    except Exception as error:
        raise UnreadableFile(
            "Excel 没有回应：工作簿可能已经关闭，或正在编辑某个单元格。",
            "请在 Excel 中按回车结束编辑；如已关闭，请重新打开后再试。",
        ) from error
