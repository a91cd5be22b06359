"""Menu entries: put in place, run by what file managers hand over, and taken away again."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import types
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolkit.desktop import shortcuts
from toolkit.desktop.linux import files
from toolkit.desktop.menu_entries import ENTRIES, interpreter
from toolkit.errors import MissingTool, OutputError


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose name has what shells and menus trip over."""
    folder = tmp_path / "用户 张三's $HOME"
    folder.mkdir()
    return folder


@pytest.fixture
def linux(home: Path) -> Mapping[str, str]:
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / "数 据"), "XDG_CONFIG_HOME": "relative/does/not/count"}


@pytest.fixture
def windows(home: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """An environment of Windows, with pywin32's shell links standing in: each writes down what it is given."""

    class Link:
        def __init__(self, *_: object) -> None:
            self.reported: list[str] = []

        def __getattr__(self, name: str) -> object:
            return lambda *values: self.reported.append(f"{name}={values[0]}")

        def QueryInterface(self, _: object) -> Link:  # noqa: N802  # COM calls it so
            return self

        def Save(self, path: str, _: int) -> None:  # noqa: N802  # COM calls it so
            Path(path).write_text("\n".join(self.reported), encoding="utf-16-le")

    com = types.SimpleNamespace(CoCreateInstance=Link, CLSCTX_INPROC_SERVER=1, IID_IPersistFile="")
    shell = types.SimpleNamespace(CLSID_ShellLink="", IID_IShellLink="")
    monkeypatch.setitem(sys.modules, "pythoncom", com)
    monkeypatch.setitem(sys.modules, "win32com.shell.shell", shell)
    return {"APPDATA": str(home / "AppData/Roaming")}


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_they_come_and_go(platform: str, home: Path, request: pytest.FixtureRequest) -> None:
    environment = request.getfixturevalue({"linux": "linux", "win32": "windows"}[platform])
    (home / "数 据").mkdir()
    (home / "AppData/Roaming/Microsoft").mkdir(parents=True)
    before = tree(home)
    first = list(shortcuts.install(platform, environment))
    after = tree(home)
    assert {path.stem for path in first} >= {entry.name for entry in ENTRIES}
    assert list(shortcuts.install(platform, environment)) == first
    assert tree(home) == after
    assert list(shortcuts.remove(platform, environment)) == first
    assert set(tree(home)) - set(before) <= {".config"}
    assert list(shortcuts.remove(platform, environment)) == []


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_file_of_the_users_own_is_kept(platform: str, home: Path, request: pytest.FixtureRequest) -> None:
    environment = request.getfixturevalue({"linux": "linux", "win32": "windows"}[platform])
    own = next(shortcuts.install(platform, environment))
    own.write_bytes("自己的".encode())
    with pytest.raises(OutputError, match="没有改动"):
        list(shortcuts.install(platform, environment))
    assert own not in list(shortcuts.remove(platform, environment))
    assert own.read_bytes() == "自己的".encode()


def test_the_links_of_windows(windows: Mapping[str, str]) -> None:
    check, *others, window = shortcuts.install("win32", windows)
    names = [link.name for link in (check, *others, window)]
    assert names == ["校验.lnk", "预览.lnk", "生成报告.lnk", "年报工具.lnk"]
    assert check.parent.parts[-3:] == ("Microsoft", "Windows", "SendTo")
    reported = dict(line.split("=", 1) for line in check.read_text(encoding="utf-16-le").splitlines())
    assert reported["SetPath"] == str(interpreter())
    assert reported["SetArguments"] == "-P -m toolkit.cli shortcuts --run check --"
    assert "SetArguments=-P -m toolkit.cli window --" in window.read_text(encoding="utf-16-le").splitlines()


def test_windows_without_pywin32_is_a_sentence(home: Path) -> None:
    with pytest.raises(MissingTool, match="pywin32"):
        list(shortcuts.install("win32", {"APPDATA": str(home)}))


def test_other_systems_are_a_sentence(linux: Mapping[str, str]) -> None:
    with pytest.raises(MissingTool, match="终端"):
        list(shortcuts.install("darwin", linux))


def test_a_folder_that_cannot_be_written_is_a_sentence(home: Path, linux: Mapping[str, str]) -> None:
    (home / "数 据").write_bytes(b"")
    with pytest.raises(OutputError, match="无法写入"):
        list(shortcuts.install("linux", linux))


def desktop_file(environment: Mapping[str, str], folder: str) -> configparser.RawConfigParser:
    """The ``.desktop`` file that is put into a folder of that name."""
    (content,) = [content for path, content in files(environment).items() if path.parent.name == folder]
    parsed = configparser.RawConfigParser()
    parsed.optionxform = str  # type: ignore[assignment,method-assign]  # how configparser is made to keep case
    parsed.read_string(content)
    return parsed


def test_the_window_is_among_the_programs_that_open_workbooks(linux: Mapping[str, str]) -> None:
    entry = desktop_file(linux, "applications")["Desktop Entry"]
    assert (entry["Type"], entry["Name"], entry["Terminal"]) == ("Application", "年报工具", "false")
    assert entry["Exec"].endswith(' "window" "--" %F')
    assert entry["MimeType"].endswith(".sheet;")


def test_the_service_menu_of_kde(linux: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", '/opt/程 序/"$x`\\100%/python')
    parsed = desktop_file(linux, "servicemenus")
    assert parsed["Desktop Entry"]["Actions"] == "check;preview;report;window;"
    assert parsed["Desktop Entry"]["MimeType"].endswith(".sheet;")
    action = parsed["Desktop Action report"]
    assert action["Name"] == "生成报告"
    assert action["Exec"].endswith(' "--run" "report" "--" %F')
    text = action["Exec"].replace("\\\\", "\\").replace("%%", "%")  # a string's escapes, then a command's
    first = re.match(r'"((?:[^"\\]|\\.)*)"', text)
    assert first
    assert re.sub(r"\\(.)", r"\1", first[1]) == '/opt/程 序/"$x`\\100%/python'


def test_scripts_are_runnable_and_nothing_beside_the_files_is_imported(
    linux: Mapping[str, str], tmp_path: Path
) -> None:
    (tmp_path / "toolkit").mkdir()
    (tmp_path / "toolkit/__init__.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "click.py").write_text("raise SystemExit('taken over')")
    script = next(path for path in shortcuts.install("linux", linux) if path.name == "校验")
    root = Path(shortcuts.__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [script, "-没有 这个.xlsx"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "找不到文件“-没有 这个.xlsx”" in done.stderr
