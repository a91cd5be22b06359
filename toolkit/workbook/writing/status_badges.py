"""What the cover and the top of each sheet say of the lines of 校验: counts that a clerk can check by counting.

Formulas know the tables, the cover and whether there is text; they know neither what reading the text finds, nor how a
number is shown (CELL would say, by the locale and not before the next calculation), nor what stands between the form's
cells. So the best that a badge says is what formulas have checked. Whatever is not 通过 counts against: a line that
shows an error, because somebody deleted a sheet, is neither passed over nor taken for right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.form import Severity
from toolkit.form.excel import quoted
from toolkit.rules.live_checks import BAD, JUDGED, OK, OPEN, CheckLine, FormulaValue
from toolkit.workbook.plan import CHECKS, INDICATORS
from toolkit.workbook.writing.pages import Tint

READY = "表格检查通过"
ASK, ASK_OF_TEXT = "文字和数字格式请用检查功能核对", "文字请用检查功能核对"
BROKEN = "有公式算不出来，请用检查功能核对"
UNFILLED_COLUMN, UNWRITTEN_COLUMN = "L", "M"
"""Hidden columns of 校验: cells of a line that are empty, places of its text that are still to be written."""
TINTS = (
    ("项错误", Tint.FAILING),
    ("不通过", Tint.FAILING),
    ("问题", Tint.FAILING),
    ("算不出", Tint.FAILING),
    ("没填", Tint.UNFILLED),
    ("没写", Tint.UNFILLED),
    ("没有核对", Tint.UNFILLED),
    (JUDGED, Tint.UNFILLED),
    ("请核对", Tint.UNFILLED),
    ("项提醒", Tint.UNFILLED),
    ("项提示", Tint.UNFILLED),
    ("通过", Tint.PASSING),
    ("已写", Tint.PASSING),
)
"""How a badge looks by its words, the first that it holds."""

_ERROR = Severity.ERROR.label
_MILD = tuple(severity.label for severity in Severity if severity is not Severity.ERROR)


@dataclass(frozen=True)
class Badges:
    """The badges over ``lines``, which stand on 校验 from row ``first`` on; ``texts`` are the sheets of text."""

    lines: Sequence[CheckLine]
    first: int
    texts: frozenset[str]

    def overall(self) -> FormulaValue:
        """How the whole workbook stands."""
        broken = f"{len(self.lines)}-{self._states(OK, BAD, OPEN, JUDGED)}"
        problems = f"({self._count(E=BAD, F=_ERROR)}+{broken})"
        unfilled, unwritten = self._left(F=_ERROR)
        left = f'TRIM({_part(problems, "项问题")}&" "&{_part(unfilled, "格没填")}&" "&{_part(unwritten, "处没写")})'
        waiting, judged = self._count(E=OPEN, F=_ERROR), self._count(E=JUDGED, F=_ERROR)
        mild = "+".join(self._count(E=f"<>{OK}", F=severity) for severity in _MILD)
        passing = f'"{READY}，"&IF({mild}=0,"","另有 "&({mild})&" 项请核对，")&"{ASK}"'
        formula = _first(
            (f"ISERROR({quoted(INDICATORS)}!$A$1)", f'"{BROKEN}"'),  # no line refers to it: somebody deleted it
            (f"LEN({left})>0", f'"还有 "&SUBSTITUTE(SUBSTITUTE({left}," ","、"),"_"," ")'),
            (f"{judged}>0", f'"有 "&{judged}&" 项{JUDGED}"'),
            (f"{waiting}>0", f'"还有 "&{waiting}&" 项没有核对"'),
            otherwise=passing,
        )
        return FormulaValue(formula=f'IFERROR({formula},"{BROKEN}")', shown=self._overall_shown())

    def of_sheet(self, sheet: str) -> FormulaValue:
        """How the lines about one sheet stand: by the most severe of them."""
        own = [line for line in self.lines if line.sheet == sheet]
        if not own:
            return self.overall()
        wrong = f"({self._count(H=sheet, E=BAD, F=_ERROR)}+{len(own)}-{self._states(OK, BAD, OPEN, JUDGED, H=sheet)})"
        unfilled, unwritten = self._left(H=sheet)
        judged, waiting, doubtful = (self._count(H=sheet, E=state) for state in (JUDGED, OPEN, BAD))
        best = f"已写，{ASK_OF_TEXT}" if sheet in self.texts else "本表检查通过"
        formula = _first(
            *(
                (f"{count}>0", f'"本表 "&{count}&" {words}"')
                for count, words in (
                    (wrong, "项不通过"),
                    (unfilled, "格没填"),
                    (unwritten, "处没写"),
                    (judged, f"项{JUDGED}"),
                    (doubtful, "项请核对"),
                    (waiting, "项没有核对"),
                )
            ),
            otherwise=f'"{best}"',
        )
        return FormulaValue(formula=f'IFERROR({formula},"{BROKEN}")', shown=_sheet_shown(own, best))

    def _overall_shown(self) -> str:
        errors = [line for line in self.lines if line.severity.shown == _ERROR]
        problems = sum(line.state.shown == BAD for line in errors)
        parts = [
            f"{count} {words}"
            for count, words in (
                (problems, "项问题"),
                (_sum(line.unfilled for line in errors), "格没填"),
                (_sum(line.unwritten for line in errors), "处没写"),
            )
            if count
        ]
        judged, waiting = (sum(line.state.shown == state for line in errors) for state in (JUDGED, OPEN))
        mild = sum(line.state.shown != OK and line.severity.shown != _ERROR for line in self.lines)
        if parts:
            return f"还有 {'、'.join(parts)}"
        if judged:
            return f"有 {judged} 项{JUDGED}"
        if waiting:
            return f"还有 {waiting} 项没有核对"
        return f"{READY}，{f'另有 {mild} 项请核对，' if mild else ''}{ASK}"

    def _left(self, **criteria: str) -> tuple[str, str]:
        """How many cells and how many places of text the lines that meet the criteria find empty."""
        cells, places = (
            f"SUMIFS({self._range(letter)},{self._criteria(**criteria)})"
            for letter in (UNFILLED_COLUMN, UNWRITTEN_COLUMN)
        )
        return cells, places

    def _states(self, *states: str, **criteria: str) -> str:
        """How many lines are in one of the states."""
        return f"({'+'.join(self._count(E=state, **criteria) for state in states)})"

    def _count(self, **criteria: str) -> str:
        """How many lines meet the criteria, which columns are named by."""
        return f"COUNTIFS({self._criteria(**criteria)})"

    def _criteria(self, **criteria: str) -> str:
        return ",".join(f'{self._range(letter)},"{text}"' for letter, text in criteria.items())

    def _range(self, letter: str) -> str:
        return f"{quoted(CHECKS)}!${letter}${self.first}:${letter}${self.first + len(self.lines) - 1}"


def _sheet_shown(own: Sequence[CheckLine], best: str) -> str:
    states = [(line.state.shown, line.severity.shown) for line in own]
    counts = (
        (states.count((BAD, _ERROR)), "项不通过"),
        (_sum(line.unfilled for line in own), "格没填"),
        (_sum(line.unwritten for line in own), "处没写"),
        (sum(state == JUDGED for state, _ in states), f"项{JUDGED}"),
        (sum(state == BAD for state, _ in states), "项请核对"),
        (sum(state == OPEN for state, _ in states), "项没有核对"),
    )
    return next((f"本表 {count} {words}" for count, words in counts if count), best)


def _sum(counts: Iterable[FormulaValue]) -> int:
    return sum(int(count.shown) for count in counts)


def _part(count: str, words: str) -> str:
    """``144_格没填``, or nothing: the blank waits until the parts are joined at blanks."""
    return f'IF({count}>0,({count})&"_{words}","")'


def _first(*cases: tuple[str, str], otherwise: str) -> str:
    """The value of the first condition that holds."""
    formula = otherwise
    for condition, value in reversed(cases):
        formula = f"IF({condition},{value},{formula})"
    return formula
