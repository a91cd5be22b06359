"""What may stand in a form file is complete, and is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import run
from tests.generators.keys import OTHERWISE, form_types, key_book, keys_of
from tests.generators.reference import reference
from tests.regenerate import authoring_files
from toolkit.form import Form, Forms
from toolkit.form.cells import line_resolver
from toolkit.form.expression import parse_sum
from toolkit.form.locator import FORM_FILE
from toolkit.form.model import ListedCheck
from toolkit.form.relations import parse_relation
from toolkit.rules.checks import CHECKS
from toolkit.rules.form_check import checked_form


@pytest.mark.parametrize("thing", form_types(), ids=lambda thing: str(thing.__name__))
def test_every_key_of_the_model_is_reported_and_no_other(thing: type) -> None:
    words, page = key_book().of(thing), reference()
    assert words.keys.keys() - keys_of(thing).keys() == ({"options"} if thing is ListedCheck else set())
    for key in keys_of(thing):
        assert words.keys[key].endswith(("。", "；", "：")), key
        assert f"| `{key}` |" in page


def test_every_check_is_reported_with_its_options() -> None:
    assert key_book().checks.keys() == CHECKS.keys()
    for name, check in CHECKS.items():
        assert list(key_book().checks[name].keys) == list(keys_of(check))
        assert f"\n### {name}\n" in reference()


def test_nothing_is_reported_of_what_there_is_not() -> None:
    reported = {base.__name__ for thing in form_types() for base in thing.__mro__ if base.__module__ != "builtins"}
    assert key_book().types.keys() <= reported | OTHERWISE.keys()
    for name, keys in OTHERWISE.items():
        assert tuple(key_book().types[name].keys) == keys


def test_the_expressions_shown_are_ones(tmp_path: Path) -> None:
    form = shown(tmp_path, key_book().example)
    resolve = line_resolver(form.directories, "letters", column="total")
    first, *others = (each.text for each in key_book().expressions)
    sides = parse_sum(first.removesuffix(" - 1"), resolve)
    assert sides.refs == ("letters.received.total", "letters.brought.total")
    assert [type(parse_relation(text, resolve)).__name__ for text in others] == [
        "Comparison",
        "ZeroUnless",
        "RequiredIf",
    ]
    assert parse_relation(f"{first} = left", resolve).refs[-1] == "letters.left.total"


def shown(folder: Path, *sources: str) -> Form:
    """The last of the forms shown, each in a folder of its name; none of them has a mistake."""
    for source in sources:
        name = source.partition("\nid: ")[2].partition("\n")[0] or source.removeprefix("id: ").partition("\n")[0]
        (folder / name).mkdir()
        (folder / name / FORM_FILE).write_text(source, encoding="utf-8")
    forms = Forms(folders=[folder])
    return checked_form(forms.form(name), forms)


def test_the_whole_form_shown_is_right_through_every_format(tmp_path: Path) -> None:
    form = shown(tmp_path, key_book().example)
    tried = run("forms", "--check", tmp_path / form.id)
    assert (tried.exit_code, tried.stderr) == (0, "")


def test_the_extending_form_shown_is_one(tmp_path: Path) -> None:
    form = shown(tmp_path, key_book().example, key_book().extends.example)
    labels = {cell.row: cell.row_label for cell in form.cells.values()}
    assert labels["closed.withdrawn"] == "写信人撤回"
    assert list(labels).index("closed.withdrawn") == list(labels).index("closed.forwarded") + 1
    assert form.cells["letters.received.email"].column_label == "网上信箱"
    assert form.section("problems").heading == "二、存在的问题及打算"
    assert form.family == "xinxiang-2024"
    assert [(rule.code, rule.severity) for rule in form.rules] == [("L-02", "warning")]


def test_the_files_are_current() -> None:
    """``python -m tests.regenerate`` rewrites them."""
    for path, text in authoring_files():
        assert path.read_text(encoding="utf-8") == text, path
