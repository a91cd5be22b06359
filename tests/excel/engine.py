"""A stand-in for Excel under xlwings' public API: its own base classes, with openpyxl holding the cells.

It lets the product's code run unchanged where there is no Excel. It calculates nothing: a formula shows what the file
last cached for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import xlwings
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

from tests.built import opened


class Gone(Exception):
    """What the real interface raises when Excel has been ended or the book closed: any exception at all."""


class FakeEngine:
    """One computer with Excel on it; ``apps`` are its running instances."""

    name = "stand-in"
    type = "local"

    def __init__(self) -> None:
        self.apps = FakeApps(self)

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        """Numbers as floats and dates as date-times, as Excel gives them; errors as None unless asked for."""

        def clean(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, str) and value.startswith("#") and not err_to_str:
                return None
            if isinstance(value, int | float) and not isinstance(value, bool):
                return number_builder(value) if number_builder else float(value)
            return value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """Nothing to prepare."""
        return value


class FakeApps(base_classes.Apps):
    """The running instances."""

    def __init__(self, engine: FakeEngine) -> None:
        self.engine = engine
        self.running: list[FakeApp] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Iterator[FakeApp]:
        return iter(self.running)

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> FakeApp:
        return next(app for app in self.running if app.pid == pid)

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> FakeApp:
        app = FakeApp(self)
        self.running.append(app)
        return app

    @staticmethod
    def cleanup() -> None:
        return None


class FakeApp(base_classes.App):
    """One instance; ``quit`` takes it off the list."""

    def __init__(self, apps: FakeApps) -> None:
        self.apps = apps
        self.calculations = 0
        self.activated = 0
        self._books = FakeBooks(self)

    @property
    def engine(self) -> FakeEngine:
        return self.apps.engine

    @property
    def books(self) -> FakeBooks:
        return self._books

    @property
    def pid(self) -> int:
        return id(self)

    @property
    def version(self) -> str:
        return "16.0"

    def calculate(self) -> None:
        self.calculations += 1

    def activate(self, steal_focus: bool = False) -> None:
        self.activated += 1

    def quit(self) -> None:
        self.apps.running.remove(self)


class FakeBooks(base_classes.Books):
    """The open books of an instance; the last one opened is active."""

    def __init__(self, app: FakeApp) -> None:
        self.app = app
        self.books: list[FakeBook] = []

    def __len__(self) -> int:
        return len(self.books)

    def __iter__(self) -> Iterator[FakeBook]:
        return iter(self.books)

    def __call__(self, key: str | int) -> FakeBook:
        return self.books[key - 1] if isinstance(key, int) else {book.name: book for book in self.books}[key]

    @property
    def active(self) -> FakeBook:
        return self.books[-1]

    def open(self, fullname: str, *rest: Any, **options: Any) -> FakeBook:
        book = FakeBook(self.app, Path(fullname))
        self.books.append(book)
        return book


class FakeBook(base_classes.Book):
    """An open workbook: cells as typed, and what the file last cached for formulas."""

    def __init__(self, app: FakeApp, path: Path) -> None:
        self._app = app
        self.path = path
        self.cells = openpyxl.load_workbook(path)
        self.cached = opened(path.read_bytes(), values=True)
        self.typed: dict[tuple[str, str], Any] = {}
        self.selected: tuple[str, str] | None = None
        self.shapes: dict[str, list[FakeShape]] = {}
        self.closed = False

    @property
    def app(self) -> FakeApp:
        self.present()
        return self._app

    @property
    def api(self) -> Any:
        return self.cells

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def fullname(self) -> str:
        return str(self.path.absolute())

    @property
    def sheets(self) -> FakeSheets:
        self.present()
        return FakeSheets(self)

    @property
    def names(self) -> FakeNames:
        return FakeNames(self)

    def present(self) -> None:
        """Raise as the real interface does once the book is closed or its Excel gone."""
        if self.closed or self._app not in self._app.apps.running:
            raise Gone

    def type(self, sheet: str, address: str, value: Any) -> None:
        """What staff do: type into a cell; locked cells of a protected sheet refuse."""
        target = self.cells[sheet]
        if target.protection.sheet and target[address].protection.locked:
            raise PermissionError(address)
        target[address].value = value
        self.typed[sheet, address] = value

    def save(self, path: Any = None, password: Any = None) -> None:
        self.cells.save(path or self.path)

    def activate(self) -> None:
        self.present()

    def close(self) -> None:
        self.closed = True
        self._app.books.books.remove(self)


class FakeSheets(base_classes.Sheets):
    """The sheets of a book."""

    def __init__(self, book: FakeBook) -> None:
        self.book = book

    def __len__(self) -> int:
        return len(self.book.cells.worksheets)

    def __iter__(self) -> Iterator[FakeSheet]:
        return (FakeSheet(self.book, title) for title in self.book.cells.sheetnames)

    def __call__(self, key: str | int) -> FakeSheet:
        return FakeSheet(self.book, self.book.cells.sheetnames[key - 1] if isinstance(key, int) else key)


class FakeSheet(base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: FakeBook, title: str) -> None:
        self._book = book
        self.cells_of_sheet = book.cells[title]

    @property
    def api(self) -> Any:
        return self.cells_of_sheet

    @property
    def book(self) -> FakeBook:
        return self._book

    @property  # type: ignore[misc]  # never written to here
    def name(self) -> str:
        return str(self.cells_of_sheet.title)

    @property
    def index(self) -> int:
        return self._book.cells.sheetnames.index(self.name) + 1

    @property  # type: ignore[misc]  # never written to here
    def visible(self) -> int:
        """As Excel for Windows says it."""
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.cells_of_sheet.sheet_state]

    @property
    def shapes(self) -> FakeShapes:
        return FakeShapes(self._book.shapes.get(self.name, []))

    def activate(self) -> None:
        self._book.cells.active = self.index - 1

    def range(self, first: Any, last: Any = None) -> FakeRange:
        if isinstance(first, tuple):
            return FakeRange(self, (first[1], first[0], (last or first)[1], (last or first)[0]))
        return FakeRange(self, range_boundaries(first))

    @property
    def used_range(self) -> FakeRange:
        sheet = self.cells_of_sheet
        return FakeRange(self, (1, 1, sheet.max_column, sheet.max_row))


class FakeRange(base_classes.Range):
    """A rectangle of cells: (left, top, right, bottom)."""

    def __init__(self, sheet: FakeSheet, box: Any) -> None:
        self._sheet = sheet
        self.box = box

    @property
    def api(self) -> Any:
        return None

    @property
    def sheet(self) -> FakeSheet:
        return self._sheet

    @property
    def row(self) -> int:
        return int(self.box[1])

    @property
    def column(self) -> int:
        return int(self.box[0])

    @property
    def shape(self) -> tuple[int, int]:
        left, top, right, bottom = self.box
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def address(self) -> str:
        left, top, right, bottom = self.box
        first = f"${get_column_letter(left)}${top}"
        return first if len(self) == 1 else f"{first}:${get_column_letter(right)}${bottom}"

    def _read(self, book: openpyxl.Workbook, typed: Mapping[tuple[str, str], Any]) -> list[list[Any]]:
        left, top, right, bottom = self.box
        sheet = self._sheet.name
        rows = book[sheet].iter_rows(top, bottom, left, right)
        return [[_as_excel(typed.get((sheet, cell.coordinate), cell.value)) for cell in row] for row in rows]

    @property  # type: ignore[misc]  # never written to here
    def raw_value(self) -> list[list[Any]]:
        return self._read(self._sheet.book.cached, self._sheet.book.typed)

    @property  # type: ignore[misc]  # never written to here
    def formula(self) -> Any:
        rows = [["" if value is None else value for value in row] for row in self._read(self._sheet.book.cells, {})]
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @property  # type: ignore[misc]  # never written to here
    def number_format(self) -> str:
        left, top, _, _ = self.box
        return str(self._sheet.cells_of_sheet.cell(top, left).number_format)

    @property
    def _rows(self) -> list[float]:
        return [self._height(row) for row in range(self.box[1], self.box[3] + 1)]

    @property
    def _columns(self) -> list[float]:
        return [self._width(column) for column in range(self.box[0], self.box[2] + 1)]

    def _height(self, row: int) -> float:
        own = self._sheet.cells_of_sheet.row_dimensions.get(row)
        return 0 if own and own.hidden else 15 if own is None or own.height is None else own.height

    def _width(self, column: int) -> float:
        own = self._sheet.cells_of_sheet.column_dimensions.get(get_column_letter(column))
        return 0 if own and own.hidden else own.width if own else 8

    @property  # type: ignore[misc]  # never written to here
    def row_height(self) -> float | None:
        """None where they differ."""
        return self._rows[0] if len(set(self._rows)) == 1 else None

    @property  # type: ignore[misc]  # never written to here
    def column_width(self) -> float | None:
        """None where they differ."""
        return self._columns[0] if len(set(self._columns)) == 1 else None

    @property
    def top(self) -> float:
        return sum(map(self._height, range(1, self.row)))

    @property
    def left(self) -> float:
        return sum(map(self._width, range(1, self.column)))

    @property
    def merge_cells(self) -> bool | None:
        """None where they differ."""
        merged = self._sheet.cells_of_sheet.merged_cells.ranges
        left, top, right, bottom = self.box
        places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        inside = {any(a.min_row <= r <= a.max_row and a.min_col <= c <= a.max_col for a in merged) for r, c in places}
        return inside.pop() if len(inside) == 1 else None

    @property
    def merge_area(self) -> FakeRange:
        merged = self._sheet.cells_of_sheet.merged_cells.ranges
        row, column = self.row, self.column
        own = [a.bounds for a in merged if a.min_row <= row <= a.max_row and a.min_col <= column <= a.max_col]
        return FakeRange(self._sheet, own[0] if own else self.box)

    def select(self) -> None:
        self._sheet.book.selected = (self._sheet.name, self.address.replace("$", ""))


class FakeShape(base_classes.Shape):
    """A shape of a type, at a distance from the sheet's corner; no text where it can hold none."""

    def __init__(self, kind: str, left: float, top: float, text: str | None = None) -> None:
        self._kind, self._left, self._top, self._text = kind, left, top, text

    @property
    def api(self) -> Any:
        return None

    @property
    def type(self) -> str:
        """Of a kind that came after xlwings there is no name."""
        if self._kind == "svg":
            raise KeyError(28)
        return self._kind

    @property  # type: ignore[misc]  # never written to here
    def left(self) -> float:
        return self._left

    @property  # type: ignore[misc]  # never written to here
    def top(self) -> float:
        return self._top

    @property  # type: ignore[misc]  # never written to here
    def text(self) -> str:
        if self._text is None:
            raise ValueError(self._kind)
        return self._text


class FakeShapes(base_classes.Collection):
    """The shapes upon a sheet."""

    def __init__(self, shapes: list[FakeShape]) -> None:
        self._shapes = shapes

    def __len__(self) -> int:
        return len(self._shapes)

    def __iter__(self) -> Iterator[FakeShape]:
        return iter(self._shapes)


class FakeNames(base_classes.Names):
    """The defined names of a book."""

    def __init__(self, book: FakeBook) -> None:
        self.book = book

    def __len__(self) -> int:
        return len(self.book.cells.defined_names)

    def __call__(self, index: int) -> FakeName:
        return FakeName(*list(self.book.cells.defined_names.items())[index - 1])


class FakeName(base_classes.Name):
    """One defined name."""

    def __init__(self, name: str, defined: Any) -> None:
        self._name = name
        self._defined = defined

    @property
    def api(self) -> Any:
        return self._defined

    @property  # type: ignore[misc]  # never written to here
    def name(self) -> str:
        return self._name

    @property  # type: ignore[misc]  # never written to here
    def refers_to(self) -> str:
        return f"={self._defined.attr_text}"


def _as_excel(value: Any) -> Any:
    """Excel knows only date-times."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- workbooks know no time zones
    return value


def install() -> tuple[Any, FakeEngine]:
    """Make the stand-in xlwings' active engine; returns xlwings' engine to take away again, and the stand-in."""
    fake = FakeEngine()
    engine = xlwings.Engine(impl=fake)
    xlwings.engines.add(engine)
    engine.activate()
    return engine, fake
