"""The folder for other computers: what is in it, that it can be made again, and what is refused on the way."""

from __future__ import annotations

import ast
import io
import os
import posixpath
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.desktop.bundle_parts import wheel, windows_files
from tests.desktop.locks import locked_versions
from tests.regenerate import ROOT
from toolkit.cli.bundle import SYSTEMS
from toolkit.desktop.bundle import contents, downloads
from toolkit.desktop.bundle.archives import FOLDER, tarred, zipped
from toolkit.desktop.bundle.linux import INSTALLER, linux_members
from toolkit.desktop.bundle.lock import lock_changes, lock_text, renewed_lock, requirements
from toolkit.desktop.bundle.signatures import check_signatures
from toolkit.desktop.bundle.targets import TARGETS, Target
from toolkit.desktop.bundle.windows import PROGRAMS, windows_members
from toolkit.errors import FailedDownload, OutputError, UntrustedFile

WINDOWS = TARGETS["windows"]


@pytest.fixture
def members(tmp_path: Path) -> Mapping[str, bytes]:
    """The folder for Windows, of small parts and this source code."""
    return windows_members(windows_files(tmp_path / "files"), ROOT)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_the_lock_holds_what_the_project_requires(target: Target) -> None:
    lock = locked_versions(lock_text(target))
    for requirement in map(Requirement, requirements(ROOT, target)):
        assert requirement.specifier.contains(lock[canonicalize_name(requirement.name)]), requirement


def test_the_command_offers_every_target() -> None:
    assert set(SYSTEMS) == set(TARGETS)


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = windows_files(tmp_path / "first"), windows_files(tmp_path / "second")
    for path in second:
        os.utime(path, (0, 0))
    made = windows_members(first, ROOT), windows_members(second[::-1], ROOT)
    assert zipped(made[0]) == zipped(made[1])
    assert tarred(made[0]) == tarred(made[1])


def test_archives_hold_one_folder(members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(members))) as archive:
        assert {name.removeprefix(f"{FOLDER}/") for name in archive.namelist()} == set(members)
    with tarfile.open(fileobj=io.BytesIO(tarred({**members, "run": b"#!/bin/sh\n"}))) as archive:
        assert archive.getmember(f"{FOLDER}/run").mode == 0o755
        assert archive.getmember(f"{FOLDER}/使用说明.html").mode == 0o644


def test_what_is_used_is_in_it_and_nothing_else(members: Mapping[str, bytes]) -> None:
    held = {name.removeprefix("python/Lib/") for name in members if name.startswith("python/Lib/")}
    own = {name for name in held if name.startswith(("site-packages/toolkit/", "site-packages/workbook_templates/"))}
    assert {name for name in held - own if "dist-info" not in name} == {
        "os.py",
        "site-packages/sitecustomize.py",
        "site-packages/example/__init__.py",
        "site-packages/beside.pyd",
    }
    assert "site-packages/toolkit/cli/__main__.py" in own
    assert not [name for name in own if "__pycache__" in name]
    assert members["python/python313._pth"].endswith(b"import site\r\n")
    assert "空白工作簿/gkgb-2021/空白填报工作簿.xlsx" in members
    assert "示例/hegang-2021/填报工作簿.xlsx" in members


def test_programs_run_a_command_by_the_python_beside_them(members: Mapping[str, bytes]) -> None:
    programs = {name.removesuffix(".exe"): data for name, data in members.items() if re.fullmatch(r"[^/]+\.exe", name)}
    assert set(programs) == set(PROGRAMS) | {"xl-report"}
    for name, data in programs.items():
        assert (b"#!<launcher_dir>\\python\\python.exe\r\n" in data) == (name == "xl-report")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            script = ast.parse(archive.read("__main__.py"))
        lines = [node for node in script.body if isinstance(node, ast.Assign)]
        assert [ast.literal_eval(node.value) for node in lines] == [PROGRAMS.get(name, ())]


def started(members: Mapping[str, bytes], folder: Path, local: Path) -> Path:
    """Where a Python in ``folder`` keeps compiled modules, whose user's own folder is ``local``."""
    script = f"""
import sys
sys.executable = {str(folder / "python.exe")!r}
exec(compile(sys.stdin.read(), "sitecustomize", "exec"), {{"__name__": "sitecustomize"}})
print(sys.pycache_prefix)
"""
    source = members["python/Lib/site-packages/sitecustomize.py"].decode()
    environment = {"LOCALAPPDATA": str(local)}
    call = [sys.executable, "-c", script]
    done = subprocess.run(call, input=source, env=environment, capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def test_compiled_modules_are_kept_by_content(members: Mapping[str, bytes], tmp_path: Path) -> None:
    """All files bear one date: without that, a newer folder unpacked over this one would run this one's modules."""
    changed = windows_files(tmp_path / "changed", module=b"# Anders\n")
    places = {started(each, tmp_path, tmp_path / "own") for each in (members, windows_members(changed, ROOT))}
    assert len(places) == 2
    assert {place.parent for place in places} == {tmp_path / "compiled"}


def test_compiled_modules_of_a_read_only_folder_are_the_users_own(members: Mapping[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "compiled").write_bytes(b"")  # nothing can be made in it
    own = tmp_path / "own"
    assert started(members, tmp_path, own).parent == own / "xl-report/compiled"


def test_the_guide_says_first_what_is_needed(members: Mapping[str, bytes], tmp_path: Path) -> None:
    linux = linux_members([wheel(tmp_path, "example", "1.0", {})], ROOT, TARGETS["linux"])
    for folder, needs in ((members, "Windows 10"), (linux, "Python 3.11")):
        guide = folder[contents.GUIDE].decode()
        assert needs in guide[: guide.index("<h2>")]


def test_every_page_of_the_guide_stands_alone(members: Mapping[str, bytes]) -> None:
    """Links lead to pages of the folder, and pictures are within the page."""
    pages = {name: data.decode() for name, data in members.items() if re.fullmatch(r"(说明/)?[^/]+\.html", name)}
    assert len(pages) == 6
    linked = {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target)))
        for name, page in pages.items()
        for target in re.findall(r'(?:href|src)="([^"#:]+)"', page)
    }
    assert linked == set(pages)
    for page in pages.values():
        prose = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
        assert "**" not in re.sub(r"<[^>]+>", "", prose)
        assert not re.search(r"[一-龥]\n[一-龥]", prose)
    assert all(
        "data:image/png;base64," in pages[name]
        for name in ("使用说明.html", "说明/填报人员.html", "说明/主管部门.html")
    )


def test_the_folder_for_linux_says_which_computer_it_is_for(tmp_path: Path) -> None:
    made = linux_members([wheel(tmp_path, "example", "1.0", {})], ROOT, TARGETS["linux-arm"])
    script = made[INSTALLER].decode()
    assert "aarch64" in script
    assert "@" not in script.replace('"$@"', "")
    assert made["组件/linux-arm.lock"].decode() == lock_text(TARGETS["linux-arm"])


def test_without_the_source_code_it_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path / "site-packages" / package)
    with pytest.raises(OutputError, match="源代码"):
        contents.checkout()


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which pip finds packages, and nowhere else."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_a_lock_is_made_and_kept_to(index: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["Example_One>=1"]\noptional-dependencies = {pdf = ["other"], ledger = []}\n'
    )
    wheel(index, "example_one", "1.5", {"example.py": b""})
    wheel(index, "other", "2", {"other.py": b""})
    target = replace(WINDOWS, extra=(), sources=(), pythons=("3.12", "3.13"))
    said: list[tuple[str, int, int]] = []
    lock = renewed_lock(tmp_path, target, tmp_path / "renewed", lambda *progress: said.append(progress))
    assert locked_versions(lock) == {"example-one": "1.5", "other": "2"}
    older, newer = "下载组件（Python 3.12）", "下载组件（Python 3.13）"
    assert said == [(older, 0, 0), (older, 1, 0), (older, 2, 0), (newer, 0, 2), (newer, 1, 2), (newer, 2, 2)]
    said.clear()
    fetched = downloads.fetch_locked(lock, target, tmp_path, lambda *progress: said.append(progress))
    assert said == [(stage, done, 2) for stage in (older, newer) for done in range(3)]
    assert [path.name for path in fetched] == ["example_one-1.5-py3-none-any.whl", "other-2-py3-none-any.whl"]
    wheel(index, "other", "2", {"other.py": b"import os"})
    for path in fetched:
        path.unlink()
    with pytest.raises(FailedDownload, match=r"没能下载组件：ERROR: .*HASH"):
        downloads.fetch_locked(lock, target, tmp_path)


def test_downloads_have_bounds(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel(index, "example", "1.0", {"large.py": os.urandom(100_000)})
    with monkeypatch.context() as small:
        small.setattr(downloads, "DOWNLOAD_BYTES", 50_000)
        with pytest.raises(FailedDownload):
            downloads.download(["example"], WINDOWS, "3.13", tmp_path / "small")
    monkeypatch.setattr(downloads, "DOWNLOAD_SECONDS", 0.01)
    with pytest.raises(FailedDownload, match="已停止"):
        downloads.download(["example"], WINDOWS, "3.13", tmp_path / "late")


def test_changes_of_a_lock_are_shown() -> None:
    before = (
        "# head\nsame==1 --hash=sha256:aa\nold==1 --hash=sha256:bb\nup==1 --hash=sha256:cc\nfiles==1 --hash=sha256:dd\n"
    )
    after = (
        "# head\nfiles==1 --hash=sha256:ee\nnew==3 --hash=sha256:ff\nsame==1 --hash=sha256:aa\nup==2 --hash=sha256:cc\n"
    )
    assert lock_changes(before, after) == ["files 1：文件不同", "new：无 → 3", "old：1 → 无", "up：1 → 2"]
    assert lock_changes(before, before) == []


GENUINE = """Current message digest    : AB12
Calculated message digest : AB12

Signer's certificate:
	------------------
	Signer #0:
		Subject: /C=US/O=Python Software Foundation/CN=Python Software Foundation
"""


@pytest.mark.parametrize(
    ("shown", "genuine"),
    [
        (GENUINE, True),
        (GENUINE.replace("Calculated message digest : AB12", "Calculated message digest : CD34    MISMATCH!!!"), False),
        (GENUINE.replace("O=Python Software Foundation", "O=Somebody"), False),
        ("No signature found\n", False),
    ],
)
def test_signatures_are_checked(shown: str, genuine: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "osslsigncode"
    tool.write_text(f"#!/bin/sh\ncat <<'END'\n{shown}END\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    programs = {"python.exe": b"MZ", "DLLs/_tkinter.pyd": b"MZ", "Lib/os.py": b""}
    if genuine:
        said: list[tuple[str, int, int]] = []
        assert check_signatures(programs, lambda *progress: said.append(progress)) == 2
        assert said == [("核对数字签名", 0, 2), ("核对数字签名", 1, 2)]
    else:
        with pytest.raises(UntrustedFile, match="python"):
            check_signatures(programs)


def test_without_a_tool_for_signatures_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert check_signatures({"python.exe": b""}) is None


def test_what_it_is_made_of_is_in_what_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["toolkit"]
    data = [path for path in (ROOT / "toolkit/desktop/bundle").iterdir() if path.suffix not in (".py", "")]
    assert data
    assert all(any(path.relative_to(ROOT / "toolkit").match(pattern) for pattern in patterns) for path in data)
