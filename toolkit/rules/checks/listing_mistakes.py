"""What is wrong with how a form lists a check: its options and its words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.finding.catalogue import catalogue
from toolkit.form import Form
from toolkit.form.cells import unknown
from toolkit.form.faults import template_faults
from toolkit.form.model import CheckWording
from toolkit.form.name_faults import coded_parts
from toolkit.rules.checks.base import FormCheck, ScopedCheck

_ALWAYS = ("actual", "expected")
"""What the words of every check may give."""
_RANGES = {"least": (0, None), "handful": (0, None), "alike": (1, 100)}
"""What numbers some options may be; any other is at least one."""


def listing_mistakes(path: str, listing: ScopedCheck, form: Form) -> Iterator[str]:
    """Every mistake as “path：what is wrong”; the check stands at ``path`` in the form file."""
    check = listing.check
    yield from wording_mistakes(f"{path}.wording", listing.listed.wording, type(check), check.own_variants())
    yield from (f"{path}.{mistake}" for mistake in (*odd_numbers(check), *check.mistakes(form)))


def code_mistakes(form: Form) -> Iterator[str]:
    """Codes that the program has for rules of its own."""
    own = catalogue()
    yield from (f"{path}.code：“{code}”是通用规则的编号" for path, code in coded_parts(form) if code in own)


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
        yield from unknown(f"{path}.{part}：不认识", words, variants)
    lines = (*check.live, *(variant for variant in variants if variant not in check.variants))
    yield from unknown(f"{path}.lines：不认识", wording.lines, lines)
    for part, template in own.items():
        yield from template_faults(f"{path}.{part}", template, (*_ALWAYS, *check.values))


def odd_numbers(options: Any, path: str = "") -> Iterator[str]:
    """A mistake, “path：what is wrong”, for each number among a check's options with which it would find everything, or
    nothing."""
    for each in dataclasses.fields(options):
        least, most = _RANGES.get(each.name, (1, None))
        place, value = f"{path}{each.name}", getattr(options, each.name)
        listed = {f"{place}.{key}": own for key, own in value.items()} if isinstance(value, Mapping) else {place: value}
        for where, own in listed.items():
            if isinstance(own, int | float) and not isinstance(own, bool) and not least <= own <= (most or own):
                yield f"{where}：应在 {least} 到 {most} 之间" if most else f"{where}：至少应为 {least}"
        if isinstance(value, tuple):
            inner = ((at, one) for at, one in enumerate(value) if dataclasses.is_dataclass(one))
            yield from (fault for at, one in inner for fault in odd_numbers(one, f"{place}[{at}]."))
