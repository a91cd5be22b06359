"""What is wrong with how a form lists a check: its options and its words."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.faults import template_faults
from toolkit.form.model import CheckWording
from toolkit.rules.checks.listed import FormCheck, ScopedCheck

_ALWAYS = ("actual", "expected")
"""What the words of every check may give."""


def listing_mistakes(path: str, listing: ScopedCheck, form: Form) -> Iterator[str]:
    """Every mistake as “path：what is wrong”; the check stands at ``path`` in the form file."""
    check = listing.check
    yield from wording_mistakes(f"{path}.wording", listing.listed.wording, type(check), check.own_variants())
    yield from (f"{path}.{mistake}" for mistake in check.mistakes(form))


def wording_mistakes(
    path: str, wording: CheckWording, check: type[FormCheck], variants: tuple[str, ...]
) -> Iterator[str]:
    """Messages that are missing or that nothing makes use of, and what they name that the check does not give."""
    for variant in variants:
        if variant not in wording.messages:
            yield f"{path}.messages：缺少“{variant}”"
    own = {"message": wording.message, "remedy": wording.remedy}
    for part, words in (("messages", wording.messages), ("remedies", wording.remedies)):
        for variant, template in words.items():
            own[f"{part}.{variant}"] = template
            if variant not in variants:
                yield f"{path}.{part}：不认识“{variant}”{did_you_mean(variant, variants)}"
    lines = (*check.live, *(variant for variant in variants if variant not in check.variants))
    for line in wording.lines:
        if line not in lines:
            yield f"{path}.lines：不认识“{line}”{did_you_mean(line, lines)}"
    for part, template in own.items():
        yield from template_faults(f"{path}.{part}", template, (*_ALWAYS, *check.values))
