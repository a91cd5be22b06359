"""The rooms of design and their order: imports run down only, modules stay small, each library has its place."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent
MODULES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
CELLAR = {
    "bounds",
    "clickable",
    "errors",
    "characters",
    "chinese_numerals",
    "location",
    "patterns",
    "places",
    "progress",
    "waiting",
}
GROUND = CELLAR | {"form", "finding", "filing", "narrative", "output"}
BELOW = {
    "bounds": set(),
    "errors": set(),
    "characters": {"patterns"},
    "clickable": {"patterns"},
    "chinese_numerals": set(),
    "location": set(),
    "patterns": set(),
    "places": {"errors", "patterns"},
    "progress": set(),
    "waiting": {"progress"},
    "form": CELLAR,
    "finding": CELLAR | {"form"},
    "filing": CELLAR | {"form", "finding"},
    "narrative": CELLAR | {"form", "finding", "filing"},
    "output": CELLAR,
    "desktop": CELLAR | {"api", "excel", "finding", "form", "render"},
    "rules": GROUND,
    "workbook": GROUND | {"rules", "charts"},
    "ingest": GROUND | {"rules", "workbook"},
    "ledger": GROUND | {"rules", "workbook", "ingest"},
    "charts": CELLAR | {"form", "filing", "output"},
    "document": GROUND | {"charts"},
    "render": GROUND | {"charts", "document"},
    "excel": GROUND | {"rules", "workbook", "ingest"},
    "rollup": GROUND | {"rules", "workbook", "ingest", "document", "render"},
    "authoring": GROUND | {"rules", "workbook", "ingest", "document", "render", "ledger"},
    "review": GROUND | {"rules", "workbook", "ingest", "document"},
    "api": GROUND | {"rules", "workbook", "ingest", "document", "render", "rollup", "ledger", "review"},
    "cli": GROUND | {"api", "rules", "render", "excel", "rollup", "ledger", "authoring", "desktop"},
}
"""What each room may import beside itself."""

LONGEST = 400
HOMES = {
    "openpyxl": {"charts", "workbook"},
    "xlwings": {"excel"},
    "click": {"cli"},
    "jinja2": {"form", "render"},
    "docx": {"render", "ingest"},
    "typst": {"render"},
    "pdfminer": {"ingest"},
    "pdfplumber": {"ingest"},
    "yaml": {"form"},
    "fsspec": {"places"},
    "distributed": {"rollup"},
    "chinese_calendar": {"ledger"},
    "pyhanko": {"review"},
    "asn1crypto": {"review"},
}
"""The only rooms that may import a library."""


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> frozenset[str]:
    """What a module imports: each module and each name of it."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _room(module: str) -> str:
    return (*module.split("."), "")[1]


def test_every_room_has_its_place_in_the_order() -> None:
    assert {_room(module) for module in MODULES} - {""} == set(BELOW)


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_down_only(module: str) -> None:
    allowed = BELOW.get(_room(module), set()) | {_room(module), ""}
    rooms = {_room(name) for name in _imports(MODULES[module]) if name.startswith("toolkit.")}
    assert rooms & set(BELOW) <= allowed


INNER = {("workbook.marking", "workbook.writing")}
"""Which room within a room may import its neighbour."""


def test_rooms_within_a_room_keep_their_order() -> None:
    pairs = {
        (_inner(module), _inner(name))
        for module, path in MODULES.items()
        for name in _imports(path)
        if name.startswith("toolkit.") and _inner(module) and _inner(name) and _room(module) == _room(name)
    }
    assert {pair for pair in pairs if pair[0] != pair[1]} <= INNER


def _inner(module: str) -> str:
    """``workbook.reading`` of what is in that room; nothing for a module directly in its room."""
    parts = module.split(".")[1:3]
    return ".".join(parts) if len(parts) == 2 and (ROOT / Path(*parts)).is_dir() else ""


def test_there_are_no_circles_among_modules() -> None:
    graph = {
        module: {name for name in _imports(path) if name in MODULES and not f"{module}.".startswith(f"{name}.")}
        for module, path in MODULES.items()
    }  # a module does not wait for the package that it is in
    TopologicalSorter(graph).prepare()


def test_modules_stay_small() -> None:
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES.values()) <= LONGEST


def test_each_public_class_has_a_name_of_its_own() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in _tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, classes in names.items() if classes > 1] == []


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_its_rooms(library: str) -> None:
    users = {
        _room(module)
        for module, path in MODULES.items()
        if any(name == library or name.startswith(f"{library}.") for name in _imports(path))
    }
    assert users <= HOMES[library]


def test_the_licensed_part_of_xlwings_is_left_alone() -> None:
    for path in MODULES.values():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"xlwings\.(pro|reports)|XLWINGS_LICENSE_KEY", text), path


def test_only_click_and_the_standard_library_at_module_level_of_the_command_line() -> None:
    for module, path in MODULES.items():
        if _room(module) != "cli":
            continue
        for node in _tree(path).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit."):
                assert re.fullmatch(r"toolkit\.(cli(\.\w+)?|errors)", node.module or ""), f"{module}: {node.module}"


def test_every_module_says_what_it_is() -> None:
    for module, path in MODULES.items():
        assert ast.get_docstring(_tree(path)), module


CUTS = {"!": {"toolkit.location", "toolkit.workbook.references"}, "，": set()}
"""Where a place, or a reference of a formula, is cut into sheet and address; a label never is into row and column."""


@pytest.mark.parametrize("sign", CUTS)
def test_places_and_labels_are_cut_nowhere_else(sign: str) -> None:
    cutting = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        if node.func.attr in ("partition", "rpartition", "split", "rsplit")
        if isinstance(node.args[0], ast.Constant) and node.args[0].value == sign
    }
    assert cutting == CUTS[sign]
