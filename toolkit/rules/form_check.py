"""A form file as a whole: what the loader cannot see from the ground floor, beside what it reports itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from toolkit.errors import FormError
from toolkit.filing.shape import FilingShape
from toolkit.form import Form
from toolkit.narrative.form_text import text_faults
from toolkit.rules.checks import checks_of
from toolkit.rules.phrase_examples import example_faults


def checked(form: Form) -> Form:
    """``form``, which has been loaded; :class:`FormError` with all mistakes in its text, fields, phrases, checks."""
    mistakes = [*_field_faults(form), *text_faults(form), *example_faults(form)]
    try:
        checks_of(form)
    except FormError as error:
        mistakes += error.mistakes
    if mistakes:
        raise FormError(form.id, tuple(mistakes))
    return form


def _field_faults(form: Form) -> Iterator[str]:
    taken = {field.name for field in dataclasses.fields(FilingShape)}
    for index, section in enumerate(form.sections):
        for place, field in enumerate(section.fields):
            group = field.id.partition(".")[0]
            if group in taken:
                yield f"sections[{index}].fields[{place}].id：“{group}”在数据文件里有别的意思，请换一个"
