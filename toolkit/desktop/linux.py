"""Menus of Linux desktops, in the user's own folders: scripts for GNOME, Cinnamon and MATE, a service menu for KDE, and
the window among the programs that files are opened with or dropped onto."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.desktop.menu_entries import ENTRIES, MARK, WINDOW, MenuEntry, arguments, interpreter

_WORKBOOKS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files(environment: Mapping[str, str]) -> Mapping[Path, str]:
    """Every file to put somewhere with its content, for the folders that the environment names (XDG)."""
    data = user_folder(environment, "XDG_DATA_HOME", ".local/share")
    config = user_folder(environment, "XDG_CONFIG_HOME", ".config")
    scripts = (data / "nautilus/scripts", data / "nemo/scripts", config / "caja/scripts")
    found = {folder / entry.name: _script(entry) for folder in scripts for entry in ENTRIES}
    return found | {
        data / "kio/servicemenus" / f"{MARK}.desktop": _service_menu(),
        data / f"applications/{MARK}.desktop": _application(),
    }


def user_folder(environment: Mapping[str, str], name: str, default: str) -> Path:
    """The folder of the user's own that the XDG variable ``name`` gives, else ``default`` below the home folder.

    Folders that are not absolute do not count, says the standard.
    """
    given = Path(environment.get(name, ""))
    return given if given.is_absolute() else Path(environment.get("HOME") or Path.home()) / default


def _script(entry: MenuEntry) -> str:
    return f'#!/bin/sh\n# {MARK}\nexec {shlex.join((str(interpreter()), *arguments(entry)))} "$@"\n'


def _service_menu() -> str:
    head = {
        "Type": "Service",
        "X-KDE-ServiceTypes": "KonqPopupMenu/Plugin",
        "MimeType": f"{_WORKBOOKS};",
        "Actions": "".join(f"{entry.action};" for entry in ENTRIES),
    }
    return "\n".join([f"# {MARK}", *_group("Desktop Entry", head), *_actions()]) + "\n"


def _application() -> str:
    entry = {
        "Type": "Application",
        "Name": WINDOW.name,
        "Comment": WINDOW.meaning,
        "Exec": _command(WINDOW),
        "MimeType": f"{_WORKBOOKS};",
        "Categories": "Office;",
        "Terminal": "false",
    }
    return "\n".join([f"# {MARK}", *_group("Desktop Entry", entry)]) + "\n"


def _actions() -> Iterator[str]:
    for entry in ENTRIES:
        yield ""
        yield from _group(f"Desktop Action {entry.action}", {"Name": entry.name, "Exec": _command(entry)})


def _command(entry: MenuEntry) -> str:
    return " ".join([*(_quoted(part) for part in (str(interpreter()), *arguments(entry))), "%F"])


def _group(name: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f"[{name}]"
    yield from (f"{key}={value}" for key, value in values.items())


def _quoted(part: str) -> str:
    """An argument as Exec wants it: in quotes, with escapes that are themselves escaped, and every % doubled."""
    inner = "".join(f"\\{character}" if character in '"`$\\' else character for character in part)
    return f'"{inner}"'.replace("\\", "\\\\").replace("%", "%%")
