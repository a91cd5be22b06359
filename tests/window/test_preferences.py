"""What the window remembers, and that nothing on disk can keep it from opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.desktop.window.preferences import Preferences, load_preferences, preferences_file, save_preferences


def test_it_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "新 文件夹" / "window.json"
    known = Preferences(agency="某市某局", level="市级部门", folder="D:\\年报")
    assert save_preferences(file, known)
    assert load_preferences(file) == known


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"agency": 7, "other": "x"}', b"[" * 100_000, b"null"]
)
def test_what_is_none_of_ours_says_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.json"
    file.write_bytes(content)
    assert load_preferences(file) == Preferences()


def test_where_nothing_can_be_kept_nothing_is_disturbed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert not save_preferences(tmp_path / "file" / "window.json", Preferences())
    assert load_preferences(tmp_path / "absent.json") == Preferences()


def test_each_system_has_its_place() -> None:
    windows = preferences_file("win32", {"APPDATA": "C:\\Users\\李\\AppData\\Roaming"})
    assert windows.parts[-2:] == ("xl-report", "window.json") and "Roaming" in str(windows)
    assert preferences_file("linux", {"HOME": "/home/li"}) == Path("/home/li/.config/xl-report/window.json")
    assert preferences_file("linux", {"XDG_CONFIG_HOME": "/c"}) == Path("/c/xl-report/window.json")
