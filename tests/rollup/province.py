"""A province made up: units in four levels, a filing for each, and faults planted one to a unit.

Sums are made here from the units' numbers alone, by the statutory form's own arithmetic, never by the product's code.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.rollup.factory import sample, workbook
from toolkit.filing.json import filing_to_json
from toolkit.rollup.roster import Roster, Unit

YEAR = 2025
APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
COARSE = "gkgb-2021-condensed"
RESULTS = ("granted", "partial", "denied.third_party", "denied.registry_query", "unavailable.not_held",
           "not_processed.petition", "not_processed.repeated", "other")  # fmt: skip
DETAILED = ("other.not_corrected", "other.remaining")
DEADLINE = dt.date(YEAR + 1, 1, 26)
ON_TIME, LATE = dt.date(YEAR + 1, 1, 12), dt.date(YEAR + 1, 1, 28)


@dataclass(kw_only=True)
class Leaf:
    """A unit that files, what it says, and on which form."""

    unit: Unit
    folder: str
    numbers: dict[str, int]
    form: str = "gkgb-2021"
    year: int = YEAR
    level: str = ""
    issued_on: dt.date = ON_TIME
    as_json: bool = False
    counts: bool = True

    @property
    def path(self) -> Path:
        """Where its file is."""
        return Path(self.folder) / f"{self.unit.name}.{'json' if self.as_json else 'xlsx'}"

    def content(self) -> bytes:
        """The file."""
        level = self.level or self.unit.level or ""
        numbers = condensed(self.numbers) if self.form != "gkgb-2021" else self.numbers
        if not self.as_json:
            return workbook(self.form, self.year, level, self.unit.name, numbers, self.issued_on)
        filing = sample(self.form, self.year, level, {}, self.unit.name)
        data = json.loads(filing_to_json(filing))
        data["cover"]["issued_on"] = self.issued_on.isoformat()
        for quantity in filing.form.inputs:
            table, _, rest = quantity.partition(".")
            row, _, column = rest.rpartition(".")
            place = data["tables"].setdefault(table, {}).setdefault(row, {}) if row else data.setdefault(table, {})
            place[column] = numbers.get(quantity, 0)
        return json.dumps(data, ensure_ascii=False).encode()


@dataclass(kw_only=True)
class Province:
    """The units, their filings, and what must be reported: each fault's unit (or file) with its code."""

    units: list[Unit]
    reporting_units: dict[str, Leaf]
    workbooks: float  # which share of them files a workbook; the others Filing JSON
    expected: Counter[tuple[str, str]] = field(default_factory=Counter)
    inside: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def roster(self) -> Roster:
        """As a roster."""
        return Roster(year=YEAR, units=tuple(self.units))

    def change(self, code: str, **fields: object) -> None:
        """Something else on the roster about a unit."""
        place = next(place for place, unit in enumerate(self.units) if unit.code == code)
        self.units[place] = replace(self.units[place], **fields)  # type: ignore[arg-type]
        if code in self.reporting_units:
            self.reporting_units[code].unit = self.units[place]

    def folder_of(self, unit: Unit) -> str:
        """Where the files of a government are."""
        names = [unit.name, *(above.name for above in self.roster.ancestors(unit.code))][:-1]
        return "/".join(reversed(names))

    def write(self, folder: Path) -> None:
        """Every file where it belongs."""
        for leaf in self.reporting_units.values():
            path = folder / leaf.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(leaf.content())

    def coarse(self) -> set[str]:
        """The governments above a unit that has 其他处理 in one row."""
        leaves = [leaf.unit.code for leaf in self.reporting_units.values() if leaf.counts and leaf.form == COARSE]
        return {unit.code for leaf in leaves for unit in self.roster.ancestors(leaf)}

    def sums(self) -> Mapping[str, Counter[str]]:
        """What each government's figures must be, on the condensed form, totals included."""
        parents = {unit.code: unit.parent for unit in self.units}
        found: dict[str, Counter[str]] = {}
        for leaf in self.reporting_units.values():
            if not leaf.counts:
                continue
            code = leaf.unit.code
            while code := parents[code]:
                found.setdefault(code, Counter()).update(with_totals(condensed(leaf.numbers)))
        return found


def province(cities: int, counties: int, units: int, workbooks: float = 0.4, seed: int = 1) -> Province:
    """``cities`` with ``counties`` each; each has ``units``: its office, departments and, in counties, townships."""
    rng = random.Random(seed)
    top = Unit(code="33", name="某省人民政府", level="province", kind="下级政府")
    made = Province(units=[top], reporting_units={}, workbooks=workbooks)
    _offices(made, rng, top, "某省", "province_department", "", 4, towns=0)
    for c in range(1, cities + 1):
        city = Unit(code=f"33{c:02}", name=f"第{c}市人民政府", level="city", kind="下级政府", parent=top.code)
        made.units.append(city)
        _offices(made, rng, city, f"第{c}市", "city_department", city.name, units, towns=0)
        for k in range(1, counties + 1):
            name = f"第{c}市第{k}县"
            county = Unit(code=f"33{c:02}{k:02}", name=f"{name}人民政府", level="county", kind="下级政府",
                          parent=city.code)  # fmt: skip
            made.units.append(county)
            folder = f"{city.name}/{county.name}"
            _offices(made, rng, county, name, "county_department", folder, units // 2, towns=units - units // 2)
    return made


def _offices(
    made: Province, rng: random.Random, above: Unit, place: str, level: str, folder: str, departments: int, towns: int
) -> None:
    names = [(f"{place}人民政府办公室", level, "政府本级")]
    names += [(f"{place}第{n}局", level, "部门") for n in range(1, departments)]
    names += [(f"第{n}镇人民政府", "township", "乡镇街道") for n in range(1, towns + 1)]  # the same in each county
    for number, (name, own, kind) in enumerate(names, start=1):
        unit = Unit(
            code=f"{above.code}-{number:03}", name=name, level=own, kind=kind, parent=above.code, deadline=DEADLINE
        )
        made.units.append(unit)
        made.reporting_units[unit.code] = Leaf(
            unit=unit,
            folder=folder,
            numbers=numbers_of(rng),
            form=COARSE if rng.random() < 0.1 else "gkgb-2021",
            as_json=rng.random() >= made.workbooks,
        )


def numbers_of(rng: random.Random) -> dict[str, int]:
    """Inputs of the full form that break no rule."""
    numbers: dict[str, int] = {}
    for applicant in APPLICANTS:
        most = 12 if applicant == "natural_person" else 2
        handled = {row: rng.randrange(most) for row in (*RESULTS[:-1], *DETAILED)}
        out, carried = rng.randrange(3), rng.randrange(2)
        whole = sum(handled.values()) + out
        carried = min(carried, whole)
        handled |= {"received": whole - carried, "carried_in": carried, "carried_out": out}
        numbers |= {f"applications.{row}.{applicant}": value for row, value in handled.items()}
    issued = rng.randrange(5)
    numbers |= {
        "disclosure.normative_documents.issued": issued,
        "disclosure.normative_documents.in_force": issued + rng.randrange(40),
        "disclosure.licensing.decisions": rng.randrange(90),
        "disclosure.penalties.decisions": rng.randrange(90),
        "disclosure.fees.amount": rng.randrange(90),
        "disputes.reconsideration.upheld": 1 + rng.randrange(3),
        "disputes.reconsideration.other": rng.randrange(2),
        "disputes.litigation_after_reconsideration.upheld": rng.randrange(2),
    }
    return numbers


def condensed(numbers: Mapping[str, int]) -> dict[str, int]:
    """The same with （六）其他处理 as one row."""
    plain = {quantity: value for quantity, value in numbers.items() if not quantity.startswith("applications.other.")}
    for applicant in APPLICANTS:
        plain[f"applications.other.{applicant}"] = sum(numbers[f"applications.{row}.{applicant}"] for row in DETAILED)
    return plain


def with_totals(numbers: Mapping[str, int]) -> dict[str, int]:
    """Every total of the three tables beside the inputs (condensed form), zeros left out."""
    found = Counter(numbers)
    for applicant in APPLICANTS:
        found[f"applications.total.{applicant}"] = sum(numbers[f"applications.{row}.{applicant}"] for row in RESULTS)
    for row in (*RESULTS, "received", "carried_in", "carried_out", "total"):
        found[f"applications.{row}.total"] = sum(found[f"applications.{row}.{applicant}"] for applicant in APPLICANTS)
    for row in ("reconsideration", "direct_litigation", "litigation_after_reconsideration"):
        found[f"disputes.{row}.total"] = sum(value for q, value in numbers.items() if q.startswith(f"disputes.{row}."))
    return {quantity: value for quantity, value in found.items() if value}
