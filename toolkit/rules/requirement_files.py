"""Files of local requirements, with all that is wrong with them on the forms that they are for."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import InvalidRequirements
from toolkit.form import Forms
from toolkit.form.cells import did_you_mean
from toolkit.form.requirements import KEY, Requirements
from toolkit.rules.requirements import forms_of, requirement_mistakes


def checked_requirements(path: Path, forms: Forms) -> Requirements:
    """Those in the file at ``path``.

    :class:`~toolkit.errors.InvalidRequirements` with every mistake, each with its path;
    :class:`~toolkit.errors.UnreadableFile` where there is no such file.
    """
    from toolkit.form.requirements_file import read_requirements  # with a YAML parser

    notice, mistakes = read_requirements(path)
    if notice is not None:
        mistakes = (*mistakes, *_on_forms(notice, forms))
    if notice is None or mistakes:
        raise InvalidRequirements(path.name, mistakes)
    return notice


def _on_forms(notice: Requirements, forms: Forms) -> tuple[str, ...]:
    """What is wrong with requirements on any form that they are for, or that they are for none."""
    own = forms_of(notice, forms)
    if not own:
        known = dict.fromkeys((*forms.available, *forms.families))
        hint = did_you_mean(notice.requirements_for, known)
        return (f"{KEY}：没有表式或一族表式“{notice.requirements_for}”{hint}；可用的：{'、'.join(known)}",)
    return tuple(dict.fromkeys(mistake for form in own for mistake in requirement_mistakes(notice, form)))
