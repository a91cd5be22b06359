"""One file as the roll-up keeps it: a row of plain values, made where the file is read and sent home small."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.characters import escaped
from toolkit.errors import InaccessibleFile, MissingTool, NotAReport, ReportError
from toolkit.filing import Entry, Filing, Prior, Source, Text, Waiver
from toolkit.filing.prior import names_by_id
from toolkit.finding import Finding
from toolkit.form import Form, Forms
from toolkit.ingest import read_any
from toolkit.location import NOWHERE
from toolkit.output import is_untouched
from toolkit.rollup.judgement import judged_by
from toolkit.rollup.serialization import (
    Numbers,
    Words,
    figures_of,
    packed,
    packed_figures,
    packed_numbers,
    places_of,
    plain_finding,
)
from toolkit.rules.compared_sentences import compared_sentences
from toolkit.rules.engine import check_filing


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """The result of reading a file. Where it could not be read, ``reason`` says why, calling the file ``named``, and
    all else is empty.

    ``figures``, ``words``, ``places``, ``findings``, ``sentences`` and ``waivers`` are packed
    (:mod:`toolkit.rollup.serialization`). ``errors`` counts the findings that forbid a clean report. With ``retry`` it
    is not the file that is at fault: the next run reads it again.
    """

    form: str = ""
    agency: str = ""
    year: int | None = None
    level: str | None = None
    issued_on: str = ""
    source: str = ""
    errors: int = 0
    unfilled: int = 0  # numbers that the file does not state
    reason: str = ""
    named: str = ""
    retry: bool = False
    figures: str = ""
    words: str = "{}"
    places: bytes = b""
    findings: bytes = b""
    waivers: str = "[]"
    carried: str = ""  # what last year handed on as the file itself knows it, by the input that it goes into
    sentences: bytes = b""  # those by which its text is compared with others
    content: str = ""  # a digest of the file
    original: str = ""  # of a copy with marked findings: that of the file that it was made of
    untouched: bool = False  # such a copy, and nobody has changed it since
    size: int = 0
    judged_by: str = ""  # the code and the forms that the row was made with


def read_result(path: str, forms: Forms) -> FileResult:
    """Read and check one file. Nothing that a file holds raises: what cannot be read is given in ``reason``."""
    row, filing = _read(Path(path), forms)
    return replace(row, named=escaped(Path(path).name), judged_by=judged_by(forms, filing))


def _read(path: Path, forms: Forms) -> tuple[FileResult, Filing | None]:
    try:
        filing, reported = read_any(path, forms)
        row = _row(filing, check_filing(filing, reported))
        content = path.read_bytes()
        row = replace(row, content=hashlib.sha256(content).hexdigest())
        if filing.original is not None:
            row = replace(row, original=filing.original.digest, untouched=is_untouched(content))
    except (MissingTool, InaccessibleFile) as error:
        return unreadable_result(str(error), retry=True), None
    except NotAReport as error:
        return replace(unreadable_result(str(error)), source=Source.REPORT.value), None
    except ReportError as error:
        return unreadable_result(str(error)), None
    except Exception as error:  # one file, however odd, must not stop ten thousand
        hint = "请用本工具的 check 命令单独检查这个文件。"
        return unreadable_result(f"读取时出错（{type(error).__name__}），{hint}", retry=True), None
    return row, filing


def unreadable_result(reason: str, *, retry: bool = False) -> FileResult:
    """The row of a file that cannot be read, for that one reason."""
    return FileResult(reason=escaped(reason), errors=1, retry=retry)


def filing_of(row: FileResult, prior: Prior | None, forms: Forms) -> Filing:
    """As much of the filing as rules on figures need, with last year's put in."""
    form, places = forms.form(row.form), places_of(row.places)
    figures, words = figures_of(row.figures, forms), words_of(row)
    rows = (cells for table in form.repeated_rows.values() for cells in table)
    nowhere = {cell for cells in rows if cells[0] not in words for cell in cells}  # rows that there are not
    entries = {quantity: Entry(number=number) for quantity, number in figures.items()}
    entries |= {quantity: Entry(text=text) for quantity, text in words.items()}
    entries |= {quantity: Entry() for quantity in nowhere & entries.keys()}
    return Filing(
        form=form,
        source=Source(row.source),
        agency=Text(value=row.agency),
        year=row.year,
        level=row.level,
        issued_on=dt.date.fromisoformat(row.issued_on) if row.issued_on else None,
        inputs={quantity: replace(entry, where=places.get(quantity, NOWHERE)) for quantity, entry in entries.items()},
        waivers=tuple(Waiver(code=code, reason=reason, cells=tuple(c)) for code, reason, c in json.loads(row.waivers)),
        prior=prior,
    )


def words_of(row: FileResult) -> Words:
    """What the file's cells for words hold."""
    return dict(json.loads(row.words))


def _words(filing: Filing) -> Words:
    """The words that are filled in, and the name of each repeated row that there is."""
    said = {quantity: filing.entry(quantity).text for quantity in filing.form.inputs}
    words = {quantity: text for quantity, text in said.items() if text and not filing.form.kind_of(quantity).numeric}
    return {**words, **names_by_id(filing.row_names)}


def _row(filing: Filing, findings: tuple[Finding, ...]) -> FileResult:
    read = {quantity: filing.number(quantity) for quantity in filing.form.inputs}
    numbers = {quantity: number for quantity, number in read.items() if number is not None}
    places = {quantity: str(where) for quantity in filing.form.inputs if (where := filing.where(quantity))}
    return FileResult(
        form=filing.form.id,
        agency=filing.agency.value,
        year=filing.year,
        level=filing.level,
        issued_on=filing.issued_on.isoformat() if filing.issued_on else "",
        source=filing.source.value,
        errors=sum(each.blocks for each in findings),
        unfilled=sum(filing.number(each) is None for each in _needed(filing.form)),
        figures=packed_figures(filing.form, numbers),
        words=json.dumps(_words(filing), ensure_ascii=False),
        places=packed(places),
        findings=packed([plain_finding(each) for each in findings]),
        sentences=packed(dict(compared_sentences(filing))),
        carried=packed_numbers(_carried(filing)),
        waivers=json.dumps([(waiver.code, waiver.reason, waiver.cells) for waiver in filing.waivers]),
    )


def _needed(form: Form) -> Iterator[str]:
    """The inputs that every filing on the form states a number in."""
    return (quantity for quantity in form.numeric_inputs if quantity not in form.repeated)


def _carried(filing: Filing) -> Numbers:
    last = {quantity: filing.last_year(source) for quantity, source in filing.form.carried.items()}
    return {quantity: number for quantity, number in last.items() if number is not None}
