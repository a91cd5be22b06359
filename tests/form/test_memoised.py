"""What follows from a form is made once for it, and kept with it alone."""

from __future__ import annotations

from dataclasses import replace

from tests.at_hand import FORMS
from toolkit.form import Form
from toolkit.form.editions import comparable
from toolkit.rules.checks import checks_of

FORM = FORMS.form("gkgb-2021")


def test_the_same_is_made_once() -> None:
    made: list[tuple[str, bool]] = []

    def make(form: Form, *, twice: bool = False) -> str:
        made.append((form.id, twice))
        return form.id * (1 + twice)

    own = replace(FORM)
    assert [own.once(make), own.once(make), own.once(make, twice=True)] == [FORM.id, FORM.id, FORM.id * 2]
    assert made == [(FORM.id, False), (FORM.id, True)]
    assert replace(FORM).once(make) == FORM.id
    assert len(made) == 3


def test_forms_of_one_digest_keep_what_is_their_own() -> None:
    assert checks_of(FORM) is checks_of(FORM)
    fewer = replace(FORM, checks=FORM.checks[:-1])
    assert len(checks_of(fewer)) == len(checks_of(FORM)) - 1
    other = replace(FORM, tables=FORM.tables[1:], sections=FORM.sections)
    assert comparable(FORM, other) < comparable(FORM, FORM)
