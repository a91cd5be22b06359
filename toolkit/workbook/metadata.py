"""The hidden metadata sheet: which form a workbook holds, and where every id was when it was made.

Two columns: ``form``, ``version``, ``digest``, ``program``, ``words`` and ``codes`` with their values, then each
supplement with its digest, each notice with local requirements, its text behind its digest, and the form of last year's
report, adjustments and the signed rounds of review (:mod:`.kept_review`), then each id with its address; last, in a
copy with findings marked on its cells, the file that it was made of, and the SHA-256 of that. Staff may rename sheets,
and other programs may lose the defined names; the sheet then still says what stood where.

Behind ``codes`` stands each sentence of the form as it was composed when the workbook was written, with the figures
that it was made of in the third column: 指标 shows them, and nothing reads them.

A third column says of cells that were empty when the workbook was made whether their source was not read there, or
printed them empty; it means nothing once a cell holds something. A total of cells that were not read has the number
that its source states for it in the fourth, and so has an input that a roll-up added up: one to which some figure is
missing for as long as the cell holds that number, a whole one for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from toolkit import __version__
from toolkit.filing import Adjustment, Filing, Original, Review
from toolkit.filing.numerals import entry_of, number_text
from toolkit.filing.prior_form import FormReference
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.form.references import JOINT, base_id
from toolkit.workbook.fixed_cells import digest_of
from toolkit.workbook.kept_review import CONTENT, SIGNED, kept_review, review_rows
from toolkit.workbook.plan import FORM_FACTS, Plan
from toolkit.workbook.planned_cells import fixed_sheets
from toolkit.workbook.references import cell

_SUPPLEMENT, _PRIOR, _COPY, _SENTENCE, _ADJUSTED = "supplement ", "prior ", "copy of ", "sentence ", "adjusted "
_REQUIREMENTS = "requirements "
_UNREAD, _PRINTED_BLANK, _TOTAL, _PARTIAL, _SUM = "unread", "printed_blank", "total", "partial", "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the sheet says. ``words`` is a digest of all fixed words (empty where older programs wrote none).

    ``codes`` are those of the form's rules, sums and checks, ``supplements`` ids with digests, ``requirements`` texts
    by their digests; ``prior`` is last year's form, nameless, for its name is on the sheet that staff see.
    ``addresses`` are as formulas write them: ``'二 来信'!$C$7``. ``unread`` and ``printed_blank`` are ids of inputs,
    ``totals`` what the source states for derived cells of which inputs were not read, ``partial`` the numbers of
    inputs that are sums to which some figure is missing, ``sums`` those of inputs that are whole ones, as a roll-up
    found them.
    """

    form: str
    version: int
    digest: str
    words: str
    addresses: Mapping[str, str]
    codes: tuple[str, ...] = ()
    supplements: Mapping[str, str] = field(default_factory=dict)
    prior: FormReference = field(default_factory=FormReference)
    unread: frozenset[str] = frozenset()
    printed_blank: frozenset[str] = frozenset()
    totals: Mapping[str, Number] = field(default_factory=dict)
    partial: Mapping[str, Number] = field(default_factory=dict)
    sums: Mapping[str, Number] = field(default_factory=dict)
    requirements: Mapping[str, str] = field(default_factory=dict)
    adjustments: tuple[Adjustment, ...] = ()
    review: Review = field(default_factory=Review)
    original: Original | None = None

    def of(self, form: Form) -> bool:
        """Whether the workbook was made of this version of the form, so that the form says where each id stands."""
        return (JOINT.join([self.form, *self.supplements]), self.version) == (form.id, form.version)


def addresses(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every id with its address; a region's is the first cell of its header."""
    for quantity, cell_address in plan.cell_addresses.items():
        yield quantity, cell(cell_address)
    for region_id, region in plan.regions.items():
        yield region_id, cell(region.corner)


def meta_rows(plan: Plan, filing: Filing, composed: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str | int, ...]]:
    """The sheet's rows from the first; ``composed`` are sentences, each with its figures."""
    yield "form", base_id(plan.form.id)
    yield "version", plan.form.version
    yield "digest", plan.form.digest
    yield "program", __version__
    yield "words", digest_of(fixed_sheets(plan))
    yield "codes", " ".join(plan.form.wordings)
    yield from ((f"{_SENTENCE}{name}", *composed[name]) for name in plan.form.sentences)
    yield from ((f"{_SUPPLEMENT}{each.id}", each.digest) for each in plan.form.additions)
    yield from ((f"{_REQUIREMENTS}{notice.digest}", notice.text) for notice in filing.requirements)
    if filing.prior:
        last = filing.prior.reference(filing.form)
        yield f"{_PRIOR}form", last.id
        yield f"{_PRIOR}version", last.version
    for number, line in enumerate(filing.adjustments, start=1):
        plain = asdict(line) | {"amount": number_text(line.amount)}
        yield f"{_ADJUSTED}{number}", json.dumps(plain, ensure_ascii=False)
    yield from review_rows(filing.review)
    for quantity, address in addresses(plan):
        yield quantity, address, *_state(filing, quantity)


def copy_rows(original: Original) -> Iterator[tuple[str, str]]:
    """What stands below these rows in a marked copy."""
    yield f"{_COPY}name", original.name
    yield f"{_COPY}digest", original.digest


def is_meta(cells: Mapping[tuple[int, int], object]) -> bool:
    """Whether the sheet with these cells, by (row, column), is a metadata sheet."""
    return cells.get((1, 1)) == FORM_FACTS[0]


def read_meta(cells: Mapping[tuple[int, int], object]) -> Metadata | None:
    """What the sheet with these cells says; None if it is no metadata sheet."""
    if not is_meta(cells):
        return None
    keys = {row: str(value) for (row, column), value in cells.items() if column == 1}
    rows = {key: cells.get((row, 2)) for row, key in keys.items()}
    states = {key: cells.get((row, 3)) for row, key in keys.items()}
    noted = {keys[row]: entry_of(value) for (row, column), value in cells.items() if column == 4 and row in keys}
    numbers = {key: entry.number for key, entry in noted.items() if entry.number is not None}
    return Metadata(
        form=str(rows.get("form") or ""),
        version=_version(rows.get("version")),
        digest=str(rows.get("digest") or ""),
        words=str(rows.get("words") or ""),
        addresses={
            key: value
            for key, value in rows.items()
            if key not in FORM_FACTS
            and not key.startswith((_SUPPLEMENT, _PRIOR, _COPY, _SENTENCE, _ADJUSTED, _REQUIREMENTS, SIGNED, CONTENT))
            and isinstance(value, str)
        },
        codes=tuple(str(rows.get("codes") or "").split()),
        supplements={
            key.removeprefix(_SUPPLEMENT): str(value) for key, value in rows.items() if key.startswith(_SUPPLEMENT)
        },
        prior=FormReference(id=str(rows.get(f"{_PRIOR}form") or ""), version=_version(rows.get(f"{_PRIOR}version"))),
        unread=frozenset(key for key, state in states.items() if state == _UNREAD),
        printed_blank=frozenset(key for key, state in states.items() if state == _PRINTED_BLANK),
        totals={key: number for key, number in numbers.items() if states[key] == _TOTAL},
        partial={key: number for key, number in numbers.items() if states[key] == _PARTIAL},
        sums={key: number for key, number in numbers.items() if states[key] == _SUM},
        requirements={
            key.removeprefix(_REQUIREMENTS): str(value) for key, value in rows.items() if key.startswith(_REQUIREMENTS)
        },
        adjustments=tuple(_adjustments(rows)),
        review=kept_review(rows),
        original=_original(rows),
    )


def _adjustments(rows: Mapping[str, object]) -> Iterator[Adjustment]:
    """What the sheet says of them, as far as nobody has changed that."""
    for key, value in rows.items():
        if key.startswith(_ADJUSTED):
            with suppress(ValueError, TypeError, KeyError):
                plain = json.loads(str(value))
                yield Adjustment(**plain | {"amount": entry_of(plain["amount"]).number or 0})


def _original(rows: Mapping[str, object]) -> Original | None:
    name, digest = (str(rows.get(f"{_COPY}{each}") or "") for each in ("name", "digest"))
    return Original(name=name, digest=digest) if name and digest else None


def _version(written: object) -> int:
    return int(str(written)) if str(written).isdecimal() else 0


def _state(filing: Filing, quantity: str) -> tuple[str, ...]:
    """What the third and fourth columns say of an id, if anything."""
    if quantity not in filing.unread:
        # in a form that nobody has filled in, a blank must not become a zero with the first figure typed elsewhere
        filled = quantity in filing.blank_zeros or quantity not in filing.form.zero_if_printed_blank
        entry = filing.entry(quantity)
        if entry.partial:
            return _PARTIAL, number_text(entry.number)
        if entry.added_up is not None:
            return _SUM, number_text(entry.added_up)
        return (_PRINTED_BLANK,) if filled and entry.printed_blank else ()
    if quantity in filing.form.inputs:
        return (_UNREAD,)
    number = filing.number(quantity)
    return () if number is None else (_TOTAL, number_text(number))
