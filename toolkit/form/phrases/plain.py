"""The phrases of a form that has none of its own: each name with its figure and its unit, at the start of a clause."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.form.phrases.grammar import SPECIAL
from toolkit.form.phrases.model import Phrase, Phrases

_MONEY = ("元", "万元")
_MOST, _LONGEST = 100, 60
"""Names of one pattern, and characters of a name."""


def plain_phrases(units: Mapping[str, str]) -> Phrases:
    """How text may word the figures of names, each with its unit; names of a column (行_列) are no words."""
    words = {name: unit for name, unit in units.items() if unit and "_" not in name and _plain(name, unit)}
    terms: dict[str, dict[str, str]] = {}
    figures: list[Phrase] = []
    for unit in dict.fromkeys(words.values()):
        names = [name for name, own in words.items() if own == unit]
        for few in (names[at : at + _MOST] for at in range(0, len(names), _MOST)):
            term = f"name_{len(terms)}"
            terms[term] = {name: name for name in few}
            figures.append(_figure(term, unit, few[0]))
    return Phrases(terms=terms, figures=tuple(figures))


def _figure(term: str, unit: str, name: str) -> Phrase:
    figure = "{money}" if unit in _MONEY else f"{{n}}{unit}"
    return Phrase(
        id=term,
        says=(f"{{start}}[{{year}}|全年|本年|共|共有]{{{term}}}[数|数量|总数][为|是|有|共|共计|合计|总计]{figure}",),
        means=(f"{{{term}}}",),
        yes={f"{name}3{unit}": f"{name} 3", f"全年{name}共12{unit}": f"{name} 12"},
        no=(f"{name}约3{unit}", f"没有{name}3{unit}"),
    )


def _plain(name: str, unit: str) -> bool:
    text = name + unit
    return len(text) <= _LONGEST and not any(sign in SPECIAL or sign.isspace() for sign in text)
