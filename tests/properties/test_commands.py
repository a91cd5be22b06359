"""No figure that nobody stated leaves any command: a workbook, JSON, a report, a comparison, a sum, a finding.

What comes out was stated for that very cell of the source, is a printed blank that the form counts as zero, or is
computed from those. A command that ends with 2 has written nothing.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from shutil import rmtree

import pytest
from click.testing import Result

from tests.at_hand import FORMS
from tests.command_line import run
from tests.properties.damage import Damaged, whole
from tests.properties.figures import (
    Figures,
    invented,
    misdrawn,
    misquoted,
    of_comparison,
    of_filing,
    of_json,
    of_last_year,
    of_list,
    of_rendered,
    of_workbook,
    wrong_sides,
)
from tests.properties.rollups import RolledUp
from tests.properties.sources import source_of
from tests.sizes import sampled
from toolkit.filing import Filing, Text
from toolkit.filing.json import filing_to_json
from toolkit.filing.numerals import entry_of
from toolkit.form import Form
from toolkit.workbook.reading.read import read_workbook

TRIES = 4
FAILED = 2
_QUOTING = frozenset({"WB-07", "WB-12"})
"""They say of a cell what is stored in it, and that something else is read."""
OTHER, PARENT = "某市民政局", "某市人民政府"


@dataclass(frozen=True, kw_only=True)
class Try:
    """A damaged source on the disk, and an empty folder for what a command makes of it."""

    source: Damaged
    path: Path
    out: Path

    @property
    def form(self) -> Form:
        """The form of the source."""
        return self.source.filing.form

    def run(self, *arguments: object) -> Result:
        """A command, which must end in a way of its own, and write nothing before a 2."""
        there = set(self.out.iterdir())
        result = run(*arguments)
        assert result.exit_code < FAILED or set(self.out.iterdir()) == there, arguments
        return result

    def makes(self, *arguments: object) -> bool:
        """Whether the command made anything."""
        return self.run(*arguments).exit_code < FAILED

    def file(self, name: str) -> Path:
        """Where a result goes."""
        return self.out / name

    def holds(self, figures: Figures) -> bool:
        """Whether there are figures; none of them may be invented."""
        wrong = invented(figures, self.source, self.form)
        assert not wrong, wrong
        return bool(figures)

    @cached_property
    def figures(self) -> Figures:
        """Those that the source is read as, none of them invented; read once for all commands."""
        figures = of_filing(self.path)
        self.holds(figures)
        return figures

    def quotes(self, text: str) -> bool:
        """Whether ``text`` is that of the report, with no figure that is not one of the source, or a sum of them."""
        wrong = misquoted(text, self.figures, self.form)
        assert not wrong, wrong
        return bool(text)

    def holds_in_reports(self, files: Iterable[Path]) -> bool:
        """Likewise of reports and their charts, and of data beside them: whether there are figures in any."""
        found = []
        for file in files:
            of = {".json": lambda file: of_json(file.read_text("utf-8")), ".csv": of_list}.get(file.suffix)
            found.append(self.holds(of(file) if of else of_rendered(file, self.form)))
            if file.suffix == ".txt":
                self.quotes(file.read_text("utf-8"))
            if file.suffix in (".html", ".docx"):
                self.draws(file)
        return any(found)

    def draws(self, file: Path) -> None:
        """No bar and no number that stands out in a report or 图解 is another than the source's figures make it."""
        wrong = misdrawn(file, self.figures, self.form)
        assert not wrong, wrong

    def holds_in(self, workbook: Path) -> bool:
        """Likewise of a workbook of the form, and of the sums of its rules."""
        figures = of_workbook(workbook, self.form)
        self.holds(figures)
        wrong = wrong_sides(workbook, figures, self.source, self.form)
        assert not wrong, wrong
        return bool(figures)


def imported(case: Try) -> bool:
    book = case.file("导入.xlsx")
    return case.makes("import", case.path, "-o", book, "--form", case.form.id) and case.holds_in(book)


def filled(case: Try) -> bool:
    book = case.file("填成.xlsx")
    return case.makes("fill", case.path, "-o", book) and case.holds_in(book)


def annotated(case: Try) -> bool:
    book = case.file("标注.xlsx")
    return case.makes("annotate", case.path, "-o", book) and case.holds_in(book)


def repaired(case: Try) -> bool:
    book = case.file("修复.xlsx")
    return case.makes("repair", case.path, "-o", book) and case.holds_in(book)


def exported(case: Try) -> bool:
    data = case.file("数据.json")
    return case.makes("export", case.path, "-o", data) and case.holds(of_json(data.read_text(encoding="utf-8")))


def rendered(case: Try) -> bool:
    """As a draft, whatever is wrong."""
    if not case.makes("render", case.path, "--draft", "--to", "html,docx,md,txt", "-o", case.out):
        return False
    reports = list(case.out.iterdir())
    assert sorted(report.suffix for report in reports) == [".docx", ".html", ".md", ".txt"]
    return case.holds_in_reports(reports)


def published(case: Try) -> bool:
    """As it goes out, with the fragment and the data beside it: nothing at all while an error stands."""
    result = case.run("render", case.path, "--to", "txt,fragment", "-o", case.out)
    made = sorted(case.out.iterdir())
    assert bool(made) == (result.exit_code == 0), result.stderr
    return result.exit_code < FAILED and (not made or case.holds_in_reports(made))


def drawn(case: Try) -> bool:
    """The year's figures on one page."""
    poster = case.file("图解.svg")
    if not case.makes("render", case.path, "--draft", "--to", "poster", "-o", poster):
        return False
    case.draws(poster)
    return True


def typeset(case: Try) -> bool:
    """As a PDF."""
    report = case.file("报告.pdf")
    return case.makes("render", case.path, "--draft", "-o", report) and case.holds_in_reports([report])


def previewed(case: Try) -> bool:
    """The figures in the text."""
    result = case.run("preview", case.path)
    return result.exit_code < FAILED and case.quotes(result.stdout)


def renewed(case: Try) -> bool:
    book = case.file("明年.xlsx")
    return case.makes("new", "--from", case.path, "-o", book) and case.holds(of_last_year(book, case.form))


def compared(case: Try) -> bool:
    """With the year before and the year after."""
    found = False
    for years, place in ((1, 0), (-1, 1)):
        whole_year, book = case.path.parent / f"{years}.json", case.file(f"{years}.xlsx")
        known = other(case.form.id, years=years)
        whole_year.write_text(filing_to_json(known), encoding="utf-8")
        pair = (case.path, whole_year) if years > 0 else (whole_year, case.path)
        if case.makes("compare", *pair, "-o", book):
            *sides, change = of_comparison(book, known.form)
            found |= case.holds(sides[place])
            last, this = sides
            assert change == {cell: this[cell] - last[cell] for cell in last if cell in this}
    return found


def checked(case: Try) -> bool:
    """No cell of a finding shows a number that its cell of the source does not."""
    result = case.run("check", case.path, "--format", "json")
    if result.exit_code == FAILED:
        return False
    (report,) = json.loads(result.stdout)["files"]
    for finding in report["findings"]:
        for ref in finding["cells"] if finding["code"] not in _QUOTING else ():
            number = entry_of(ref["value"]).number
            if ref["id"] in case.form.cells and number is not None:
                assert number in case.source.may_be(ref["id"]) or number == case.figures.get(ref["id"]), finding
    return bool(report["findings"])


def rolled_up(case: Try) -> bool:
    """With a unit all of whose figures are known: what is not, is missing to the sum, and the run says so.

    The run before had all figures of the other, too.
    """
    units, book, known = case.path.parent / "units", case.file("汇总.xlsx"), other(case.form.id)
    before = units / "原.json"
    units.mkdir()
    for file, filing in ((units / "整.json", known), (before, case.source.filing)):
        file.write_text(filing_to_json(filing), encoding="utf-8")
    year, form = known.year, case.form
    asked = ("--agency", PARENT, "--year", year, "--form", form.id, "--include-errors", "--jobs", 1)
    assert case.makes("rollup", "run", units, "-o", book, *asked)
    before.unlink()
    case.path.rename(units / case.path.name)
    result = case.run("rollup", "run", units, "-o", book, *asked, "--format", "json")
    (units / case.path.name).rename(case.path)
    rmtree(units)
    if result.exit_code == FAILED:
        return False
    sums, filing = of_workbook(book, form), read_workbook(book, FORMS)[0]
    reported = json.loads(result.stdout)
    counted = reported["units"].get("counted", 0) + reported["units"].get("included", 0) == 2
    partial = {cell for cell in form.inputs if filing.entry(cell).partial}
    named = {ref["id"] for each in reported["findings"] if each["code"] == "RU-14" for ref in each["cells"]}
    assert partial == named
    added = {cell: sums[cell] - (known.number(cell) or 0) for cell in form.cells if cell in form.inputs}
    missing = {cell for cell, number in added.items() if not counted or cell in partial}
    assert {added[cell] for cell in missing} <= {0}
    for cell in form.derived:
        parts = [sums[part] for part in form.cells[cell].of.refs]
        assert sums[cell] == sum(parts)
    rollup = RolledUp(book=book, parent=PARENT, known=known, before=case.source.filing, counted=counted)
    wrong = rollup.wrong(random.Random(case.source.content).sample(sorted(form.quantities), 6))
    assert not wrong, wrong
    stated = {cell: number for cell, number in rollup.figures.items() if cell in form.cells}
    assert {cell: stated[cell] for cell in stated if cell in form.inputs} == {
        cell: number for cell, number in added.items() if cell not in missing
    }
    return case.holds(stated) and counted


Command = Callable[[Try], bool]
LIGHT: tuple[Command, ...] = (exported, previewed, rendered, published, drawn, compared, checked)
WORKBOOKS: tuple[Command, ...] = (annotated, renewed, rolled_up)
OWN: Mapping[str, Command] = {
    **dict.fromkeys(("html", "docx", "md", "txt", "bars", "pdf"), imported),
    "xlsx": repaired,
    "json": filled,
}
"""The command that is for sources of this format alone."""


@cache
def other(form_id: str, *, years: int = 0) -> Filing:
    """A filing of another year or agency that lacks nothing."""
    filing = whole(form_id, random.Random(years))
    agency = filing.agency if years else Text(value=OTHER)
    return replace(filing, agency=agency, year=(filing.year or 0) + years)


def trial(form: str, extension: str, seed: int, folder: Path, commands: tuple[Command, ...]) -> Counter[str]:
    """The commands on one source: which of them made something."""
    source = source_of(form, extension, seed)
    case = Try(source=source, path=folder / source.name, out=folder / "结果")
    made: Counter[str] = Counter()
    for command in commands:
        case.path.write_bytes(source.content)
        case.out.mkdir()
        made[command.__name__] += command(case)
        rmtree(case.out)
    return made


@pytest.mark.parametrize(
    ("form", "extension", "commands"),
    sampled(
        [
            ("gkgb-2019", "xlsx", (repaired, *WORKBOOKS, *LIGHT)),
            ("gkgb-2021-condensed", "json", (filled, *WORKBOOKS, *LIGHT)),
            ("gkgb-2021", "docx", LIGHT),
            ("gkgb-2021", "html", (imported, *WORKBOOKS, *LIGHT)),
            ("gkgb-2019", "md", LIGHT),
            ("gkgb-2021-condensed", "txt", LIGHT),
        ],
        1,
    ),
)
def test_a_damaged_source(form: str, extension: str, commands: tuple[Command, ...], tmp_path: Path) -> None:
    made = trial(form, extension, 1, tmp_path, commands)  # the damage of 0 leaves the text no figure that is certain
    assert [name for name in made if not made[name]] == []


@pytest.mark.fuzz
@pytest.mark.parametrize("extension", OWN)
@pytest.mark.parametrize("form", FORMS.available)
def test_many_damaged_sources(form: str, extension: str, tmp_path: Path) -> None:
    made: Counter[str] = Counter()
    for seed in range(TRIES):
        made += trial(form, extension, seed, tmp_path, (OWN[extension], *WORKBOOKS, *LIGHT, typeset))
    assert min(made.values()) >= TRIES // 2, made
