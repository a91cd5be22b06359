"""A section that must speak of its fields: they are filled, fit one another, and the text agrees with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.errors import ExpressionError
from toolkit.filing import Filing, Paragraph, Source
from toolkit.filing.numerals import number_text
from toolkit.finding import Finding
from toolkit.form import Form
from toolkit.form.cells import did_you_mean
from toolkit.form.relations import RelationState, RequiredIf
from toolkit.narrative import paragraphs
from toolkit.rules.cell_refs import cell_ref, cell_refs, paragraph_ref, slot_ref
from toolkit.rules.checks.base import FormCheck, ScopedCheck, Stage, says
from toolkit.rules.chinese_numbers import with_digits
from toolkit.rules.live_checks import OPEN, CheckLine, CheckWorkbook, FormulaValue, constant, counted
from toolkit.rules.sentences import own_words, quoted, sentences
from toolkit.rules.stated_figures import figures_of_match, matches

_PARTS = "其中"  # what follows are parts of the figures before it


@dataclass(frozen=True, kw_only=True)
class SectionFigures(FormCheck):
    """A section says one of ``topic``; its fields are ``filled`` and keep ``relations``; its text agrees with them.

    Each relation has a message and a line of its name. How its text words the figures is for the form's phrases of the
    section to say; ``sentence`` is the form's own of them.
    """

    topic: tuple[str, ...] = ()
    filled: bool = False
    relations: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""

    stage = Stage.REPORT
    variants = ("blank", "unread", "text")
    values = ("names", "label", "quote")
    live = ("filled",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """What the section does not say, what is not filled in, then the figures among themselves and with the text."""
        for slot in listing.slots:
            text = paragraphs(filing, slot)
            if text and not any(self.speaks_of_it(paragraph.text) for paragraph in text):
                yield listing.finding(filing, [slot_ref(filing, slot)])
            if filing.source is not Source.REPORT:
                yield from self.blanks(filing, listing)
            yield from self._among_themselves(filing, listing)
            for paragraph in filing.narrative.get(slot, ()):
                yield from self._against_text(filing, listing, slot, paragraph)

    def mistakes(self, form: Form) -> Iterator[str]:
        """Relations and sentences that there are not."""
        for name, text in self.relations.items():
            try:
                form.relation(text)
            except ExpressionError as error:
                yield f"relations.{name}：{error.message}"
        if self.sentence and self.sentence not in form.sentences:
            yield f"sentence：没有“{self.sentence}”这一句{did_you_mean(self.sentence, form.sentences)}"

    def own_variants(self) -> tuple[str, ...]:
        """One more for each relation."""
        return (*self.variants, *self.relations)

    def lines(self, book: CheckWorkbook, listing: ScopedCheck) -> Iterator[CheckLine]:
        """The fields are filled and keep their relations."""
        form, code, severity = book.filing.form, listing.listed.code, listing.listed.severity
        fields = self._fields(form, listing)
        if fields and self.filled:
            listed = ",".join(book.cell(name) for name in fields)
            blank = sum(1 for name in fields if book.written(name) is None)
            count = FormulaValue(formula=f"{len(fields)}-COUNTA({listed})", shown=blank)
            rule, cell_addresses = listing.live("filled"), tuple(book.at(name) for name in fields)
            yield counted(code, rule, count, severity, cell_addresses, wrong=constant(OPEN), unfilled=count)
        for name, text in self.relations.items():
            rule, weight = listing.live(name), constant(severity.label)
            yield book.relation(form.relation(text), code=code, rule=rule, severity=weight)

    def blanks(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """The figures that are not there. A published report need not print them; the workbook made from it must."""
        fields = self._fields(filing.form, listing) if self.filled else []
        missing = [name for name in fields if filing.entry(name).blank]
        for variant, fields in (
            ("blank", [name for name in missing if name not in filing.unread]),
            ("unread", [name for name in missing if name in filing.unread]),
        ):
            if fields:
                names = "、".join(f"“{filing.form.label(name)}”" for name in fields)
                yield listing.finding(filing, cell_refs(filing, fields), variant=variant, names=names)

    def speaks_of_it(self, text: str) -> bool:
        """Whether ``text`` says one of the words of the topic."""
        return not self.topic or says(text, self.topic)

    def _fields(self, form: Form, listing: ScopedCheck) -> list[str]:
        return [entry.id for section in listing.sections(form) for entry in section.fields]

    def _among_themselves(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """The first relation that does not hold; a figure that must be there, and is blank, is reported as one."""
        for name, text in self.relations.items():
            relation = filing.form.relation(text)
            outcome = relation.evaluate(filing.number, filing.level)
            if outcome.state is not RelationState.VIOLATED or outcome.left is None:
                continue
            left, right = number_text(outcome.left), number_text(outcome.right)
            sides = {"actual": right} if isinstance(relation, RequiredIf) else {"actual": left, "expected": right}
            yield listing.finding(filing, cell_refs(filing, relation.refs), variant=name, **sides)
            return

    def _against_text(self, filing: Filing, listing: ScopedCheck, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
        for sentence in sentences(with_digits(own_words(paragraph, filing))):
            for quantity, actual in self._slips(filing, slot, sentence.partition(_PARTS)[0]):
                yield listing.finding(
                    filing,
                    [paragraph_ref(slot, paragraph), cell_ref(filing, quantity)],
                    variant="text",
                    quote=quoted(sentence),
                    label=filing.form.label(quantity),
                    actual=actual,
                    expected=number_text(filing.number(quantity)),
                )

    def _slips(self, filing: Filing, slot: str, sentence: str) -> Iterator[tuple[str, str]]:
        """Each field of which the sentence says something else, with its words."""
        quantities = filing.form.quantities
        for wording in filing.form.phrase_book.of_section(slot):
            match = next(matches(wording, sentence), None)
            for figure in figures_of_match(wording, match, filing.form) if match else ():
                accepted = [quantities[meaning[0]].value(filing.number) for meaning in figure.meanings]
                if accepted[0] is not None and figure.number not in accepted:
                    yield quantities[figure.meanings[0][0]].refs[0], wording.phrase.quote or figure.words
