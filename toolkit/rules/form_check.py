"""Whether a form is right as a whole: its text, fields, phrases and checks, which the loader cannot judge."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator

from toolkit.errors import FormError
from toolkit.filing.shape import FilingShape, PriorShape
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form, Forms
from toolkit.form.cells import did_you_mean
from toolkit.form.references import base_id
from toolkit.form.supplement import KEY, own_paths
from toolkit.narrative.form_text import text_faults
from toolkit.rules.checks import checks_of
from toolkit.rules.phrase_examples import example_faults


def checked_form(form: Form, forms: Forms) -> Form:
    """``form``, one of ``forms``; :class:`FormError` with all mistakes in its text, fields, phrases, checks."""
    mistakes = mistakes_of(form, forms)
    if mistakes:
        raise FormError(form.id, mistakes)
    return form


def mistakes_of(form: Form, forms: Forms) -> tuple[str, ...]:
    """All mistakes in the text, fields, phrases and checks of a form, one of ``forms``, that has no other.

    Of a form with supplements: those of the form alone, if there are any, else by their paths in the supplement's file.
    """
    if not form.additions:
        return _found(form)
    own = forms.form(base_id(form.id))
    if behind := _found(own):
        return tuple(f"{KEY}：表式“{own.id}”有错：{mistake}" for mistake in behind)
    return tuple(own_paths(_found(form), own))


def _found(form: Form) -> tuple[str, ...]:
    return tuple(mistake for look in _LOOKS for mistake in look(form))


def further_mistakes(form: Form) -> tuple[str, ...]:
    """The same of a form that has other mistakes, as far as these do not stand in the way of looking."""
    found: list[str] = []
    for look in _LOOKS:
        with contextlib.suppress(Exception):  # of a part that is missing or cannot be read, whose mistake is known
            found.extend(look(form))
    return tuple(found)


def _check_faults(form: Form) -> Iterator[str]:
    try:
        checks_of(form)
    except FormError as error:
        yield from error.mistakes


def _field_faults(form: Form) -> Iterator[str]:
    taken = {field.name for shape in (FilingShape, PriorShape) for field in dataclasses.fields(shape)}
    for index, section in enumerate(form.sections):
        for place, field in enumerate(section.fields):
            if field.group in taken:
                yield f"sections[{index}].fields[{place}].id：“{field.group}”在数据文件里有别的意思，请换一个"


def _source_faults(form: Form) -> Iterator[str]:
    for code, source in form.sources.items():
        if code in form.wordings:
            yield f"sources.{code}：这是本表式自己的规则，依据写在它的 wording 里"
        elif code not in catalogue():
            yield f"sources.{code}：没有通用规则“{code}”{did_you_mean(code, catalogue())}"
        elif not source.strip():
            yield f"sources.{code}：不能空着"


_LOOKS = (_field_faults, _source_faults, text_faults, example_faults, _check_faults)
