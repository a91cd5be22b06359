"""The folder in which workbooks of earlier runs are kept, whole, so that there is one current workbook."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from toolkit.errors import OutputError, reason_of
from toolkit.patterns import regex

FORMER_RUNS = "历次汇总"
_NUMBERED = " 第{}次"
_KEPT = regex(r"(?P<stem>.+) 第\d+次")
_LOCKS = ("~${}", ".~{}", ".~lock.{}#")
"""What Excel, WPS and LibreOffice call the file that stands beside one that they have open."""


def require_closed(path: Path) -> None:
    """:class:`OutputError` where ``path`` is open in another program, as far as anything shows it."""
    locks = [path.with_name(lock.format(path.name)) for lock in _LOCKS]
    lock = next((lock for lock in locks if lock.exists()), None)
    if lock:
        raise OutputError(
            f"“{path}”正在 Excel、WPS 等程序中打开，没有写出新的汇总工作簿，原来的也没有动。",
            f"请保存并关闭它，然后重新汇总；已经关闭了的，请删去旁边的“{lock.name}”。",
        )
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise _immovable(path, error) from None


def move_aside(path: Path, note: Callable[[Path], None]) -> Path:
    """Where ``path`` is after it was moved into the folder beside it; ``note`` hears of that place before."""
    folder = path.with_name(FORMER_RUNS)
    try:
        folder.mkdir(exist_ok=True)
        names = (folder / f"{path.stem}{_NUMBERED.format(number)}{path.suffix}" for number in count(1))
        place = next(name for name in names if not name.exists())
        note(place)
        path.rename(place)
    except OSError as error:
        raise _immovable(path, error) from None
    return place


def current_place(path: Path) -> Path:
    """Where a workbook stood that is kept among those of earlier runs; any other stands where it is.

    >>> current_place(Path("历次汇总/汇总 第2次.xlsx")).as_posix()
    '汇总.xlsx'
    """
    found = _KEPT.fullmatch(path.stem) if path.parent.name == FORMER_RUNS else None
    return path.parent.parent / f"{found['stem']}{path.suffix}" if found else path


def _immovable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"“{path}”移不到“{FORMER_RUNS}”文件夹（{reason_of(error)}），没有写出新的汇总工作簿。",
        "请关闭正在使用它的程序，核对文件夹的权限，然后重新汇总。",
    )
