"""Which form a report was made on, recognised by the labels of its tables, or without any by its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.form import Form, Forms
from toolkit.form.model import Node, Table
from toolkit.ingest.labels import key, rest_key

_FEWEST_LABELS = 5
_FEWEST_OF_TABLE = 3  # 其他 and 总计 are labels of several
_DOUBT = 3
_LONGEST_TEXT = 100
_SHORTEST_CUT = 12
"""Characters of a label that may be found cut over several texts; a shorter one stands in other words by chance."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A row or column label of a form, with the keys that name it, its table, and those of the group around it."""

    text: str
    known: frozenset[str]
    table: str
    group: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Match:
    """How a form's labels are found in a report. ``sought`` are those that should be there: of a table that is there,
    within a group that is there."""

    form: Form
    sought: tuple[_Label, ...]
    found: tuple[_Label, ...]

    @property
    def certain(self) -> bool:
        """Whether so many are found that they are no accident."""
        return len(self.found) >= _FEWEST_LABELS

    @property
    def score(self) -> int:
        """How many more are found than missing."""
        return 2 * len(self.found) - len(self.sought)


@dataclass(frozen=True, kw_only=True)
class RecognisedForm:
    """A form. In doubt, the ``rival`` it may be instead, with the labels that are ``missing`` or ``foreign`` here;
    none where the source has nothing that distinguishes the two.

    ``labelled`` is False where no table identified the form at all.
    """

    form: Form
    labelled: bool = True
    rival: Form | None = None
    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def recognise_form(texts: Iterable[str], year: int | None, forms: Forms) -> RecognisedForm:
    """The form, with those of its supplements whose tables are there as well (:func:`_recognised`)."""
    short, pieces = _texts_and_pieces(texts)
    words, whole = {key(text) for text in (*short, *pieces)}, "".join(map(rest_key, pieces))
    known = _recognised(words, whole, year, forms)
    there = [
        each
        for each in forms.supplements_to(known.form)
        if _is_added(forms.with_supplements(known.form, [each]), words, whole)
    ]
    return replace(known, form=forms.with_supplements(known.form, there))


def _is_added(form: Form, words: set[str], whole: str) -> bool:
    """Whether most labels of the tables that the only supplement of ``form`` adds are there."""
    [supplement] = form.additions
    own = [label for label in form.once(_labels) if label.table in supplement.tables]
    return 2 * sum(_is_there(label.known, words, whole) for label in own) > len(own)


def _recognised(words: set[str], whole: str, year: int | None, forms: Forms) -> RecognisedForm:
    """The form whose labels are found with the fewest missing; of equal ones, and without tables, the fullest in force
    in ``year``.

    There is doubt where a third or more of the labels that distinguish it from the next best speak for that one, or
    where there is none of them.
    """
    matches = [_match(form, words, whole) for form in map(forms.form, forms.available)]
    matches.sort(key=lambda match: (match.certain, match.score, *_precedence(match.form, year)), reverse=True)
    best, *others = matches
    if not best.certain:
        return _unlabelled([match.form for match in matches], words, year)
    others = [other for other in others if other.form.tables]
    if not others:
        return RecognisedForm(form=best.form)
    rival = others[0]
    here, there = _only(best.sought, rival.form), _only(rival.sought, best.form)
    missing = tuple(label.text for label in here if label not in best.found)
    foreign = tuple(label.text for label in there if label in rival.found)
    odd = len(missing) + len(foreign)
    told_apart = bool(here or there) or rival.score < best.score
    certain = told_apart and (not odd or _DOUBT * odd < len(here) + len(there))
    return (
        RecognisedForm(form=best.form)
        if certain
        else RecognisedForm(form=best.form, rival=rival.form, missing=missing, foreign=foreign)
    )


def _unlabelled(forms: Sequence[Form], words: set[str], year: int | None) -> RecognisedForm:
    """Of the forms whose headings are found most, the fullest in force; its rival is the next that is in force as well,
    if there is one. A form without tables needs no label.
    """
    headed = {form.id: sum(key(section.heading) in words for section in form.sections) for form in forms}
    most = [form for form in forms if headed[form.id] == max(headed.values())]
    best, *others = sorted(most, key=lambda form: _precedence(form, year), reverse=True)
    rival = next((form for form in others if year is None or (year in form.years) == (year in best.years)), None)
    return RecognisedForm(form=best, labelled=not best.tables and rival is None, rival=rival)


def _match(form: Form, words: set[str], whole: str) -> _Match:
    labels = form.once(_labels)
    found = tuple(label for label in labels if _is_there(label.known, words, whole))
    counts = Counter(label.table for label in found)
    tables = {table for table, count in counts.items() if count >= _FEWEST_OF_TABLE}
    sought = (
        label for label in labels if label.table in tables and (not label.group or _is_there(label.group, words, whole))
    )
    return _Match(form=form, sought=tuple(sought), found=found)


def _texts_and_pieces(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Texts as short as labels, and all pieces between blanks of what are no sentences."""
    short: list[str] = []
    pieces: list[str] = []
    for text in texts:
        if len(text) <= _LONGEST_TEXT:
            short.append(text)
        if "。" not in text or len(text) > _LONGEST_TEXT:
            pieces += (piece for piece in text.split() if len(piece) <= _LONGEST_TEXT and "。" not in piece)
    return short, pieces


def _is_there(known: frozenset[str], words: set[str], whole: str) -> bool:
    return not words.isdisjoint(known) or any(len(word) >= _SHORTEST_CUT and word in whole for word in known)


def _only(labels: Sequence[_Label], other: Form) -> list[_Label]:
    """The labels that none of the form ``other`` can be read as."""
    shared = frozenset[str]().union(*(label.known for label in other.once(_labels)))
    return [label for label in labels if shared.isdisjoint(label.known)]


def _labels(form: Form) -> tuple[_Label, ...]:
    """Every row and column label, once for all that are written alike."""
    nodes = (
        (table, node) for table in form.tables for block in table.blocks for node in (*block.own_rows, *block.columns)
    )
    labels = (label for table, node in nodes for label in _named(table, node, frozenset()))
    return tuple({label.known: label for label in labels}.values())


def _named(table: Table, node: Node, group: frozenset[str]) -> Iterator[_Label]:
    own = frozenset(key(label) for label in (node.label, *node.aliases) if label)  # a former one distinguishes editions
    yield _Label(node.label, own, table.id, group)
    for child in node.children:
        yield from _named(table, child, own)


def _precedence(form: Form, year: int | None) -> tuple[bool, bool, int, int]:
    """Forms in force in ``year`` before others, variants last; of those the newest, of these the one with the most
    cells."""
    return year is not None and year in form.years, not form.variant, form.years.first, len(form.cells)
