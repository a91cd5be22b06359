"""What may stand in a form file is complete, and is current."""

from __future__ import annotations

import pytest

from tests.at_hand import FORMS
from tests.regenerate import authoring_files
from toolkit.authoring.keys import OTHERWISE, form_types, key_book, keys_of
from toolkit.authoring.reference import reference
from toolkit.form.cells import directory_of, line_resolver
from toolkit.form.expression import parse_sum
from toolkit.form.loader import parse_form
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


def test_the_expressions_shown_are_ones() -> None:
    table = FORMS.form("gkgb-2021").table("applications")
    resolve = line_resolver({table.id: directory_of(table)}, table.id, column="total")
    first, *others = (each.text for each in key_book().expressions)
    assert parse_sum(first.removesuffix(" - 1"), resolve).refs == (
        "applications.received.total",
        "applications.carried_in.total",
    )
    assert [type(parse_relation(text, resolve)).__name__ for text in others] == [
        "Comparison",
        "ZeroUnless",
        "RequiredIf",
    ]
    assert parse_relation(f"{first} = total", resolve).refs[-1] == "applications.total.total"


def test_the_extending_form_shown_is_one() -> None:
    form = checked_form(parse_form(key_book().extends.example.encode(), "例子"))
    rows = {cell.row: cell.row_label for cell in form.cells.values() if cell.table == "applications"}
    assert rows["not_processed.moved"] == "6.转由其他渠道办理"
    assert list(rows).index("not_processed.moved") == list(rows).index("not_processed.reissue") + 1
    assert rows["other.remaining"] == "4.其他情形"
    assert form.family == "gkgb"
    assert next(rule for rule in form.rules if rule.code == "T3-01").severity == "warning"
    assert "T4-04" not in form.wordings


def test_the_files_are_current() -> None:
    """``python -m tests.regenerate`` writes them anew."""
    for path, text in authoring_files():
        assert path.read_text(encoding="utf-8") == text, path
