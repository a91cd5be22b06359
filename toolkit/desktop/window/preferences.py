"""What the window remembers from one day to the next: whose report it is, and where the files are."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from toolkit.desktop.linux import user_folder

_MOST_BYTES = 20_000


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """The agency's full name, its level's label, and the folder that was last used; empty where nothing is known."""

    agency: str = ""
    level: str = ""
    folder: str = ""


def preferences_file(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """Where they are kept for this user."""
    if platform == "win32" and environment.get("APPDATA"):
        return Path(environment["APPDATA"]) / "xl-report" / "window.json"
    return user_folder(environment, "XDG_CONFIG_HOME", ".config") / "xl-report" / "window.json"


def load_preferences(file: Path) -> Preferences:
    """What ``file`` holds; nothing, where there is none or it is none of ours."""
    try:
        with file.open("rb") as stream:
            kept = json.loads(stream.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    known = {each.name for each in fields(Preferences)}
    return Preferences(**{name: value for name, value in kept.items() if name in known and isinstance(value, str)})


def save_preferences(file: Path, preferences: Preferences) -> bool:
    """Keep them; False where that cannot be done, which is no reason to disturb anybody."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return False
    return True
