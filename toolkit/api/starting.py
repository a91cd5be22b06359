"""A blank workbook, and what it takes over from last year's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.api.checking import ReadResult, read_once
from toolkit.api.local_requirements import require_fitting
from toolkit.api.result_file import ResultFile
from toolkit.errors import InvalidRequest, ReportError, UnknownForm
from toolkit.filing import Filing
from toolkit.form import Form, Forms
from toolkit.form.levels import level_named
from toolkit.form.references import Family, Slot, base_id
from toolkit.form.registry import forms_at_hand
from toolkit.form.requirements import Requirements
from toolkit.output import safe_name
from toolkit.progress import Progress, quiet
from toolkit.rules.form_check import checked_form
from toolkit.rules.requirements import with_indicator_rows
from toolkit.workbook.slot_labels import label_of
from toolkit.workbook.writing.build import blank_filing, build_workbook
from toolkit.workbook.writing.next_year import next_year_blank


@dataclass(frozen=True, kw_only=True)
class BlankWorkbook:
    """A workbook to fill in. ``last`` is what it follows; ``left_out`` says in Chinese what of that does not go on, or
    goes on and may be out of date."""

    filing: Filing
    file: ResultFile
    last: ReadResult | None = None
    left_out: tuple[str, ...] = ()


def new(
    agency: str = "",
    year: int | None = None,
    *,
    level: str | None = None,
    last: ReadResult | Path | str | None = None,
    supplements: Iterable[str] = (),
    forms: Forms | None = None,
    progress: Progress = quiet,
) -> BlankWorkbook:
    """A blank workbook for an agency and a year.

    ``last`` is last year's workbook, Filing JSON or published report: agency, year, level, contact and supplements
    follow from it unless they are given, and its figures stand beside this year's. ``level`` is an id or a Chinese
    label. ``supplements`` are ids, files or folders. The form is the one that ``forms`` were asked for, else that of
    the supplements or of last year, else the newest that is in force. The workbook carries the local requirements of
    ``forms`` (:func:`~toolkit.api.with_requirements`), else those of ``last``.

    :class:`~toolkit.errors.InvalidRequest` without an agency or a year, or if ``forms`` were asked for several beside
    last year's;
    :class:`~toolkit.errors.UnknownForm` where there is no form for the year or more than one;
    :class:`~toolkit.errors.FormError` where the form is faulty;
    :class:`~toolkit.errors.ReportError` where ``last`` is not of the year before, where there is no such level, and
    where the local requirements are for another form;
    and what :func:`~toolkit.api.read` raises.

    >>> new(last="examples/hegang-2021/填报工作簿.xlsx").file.name
    '鹤岗市市场监督管理局2022年填报工作簿.xlsx'
    """
    forms = forms or forms_at_hand()
    supplements = [forms.supplement(name).id for name in supplements]  # last year's may be the same
    reading = read_once(last, forms.holding_to(()), progress) if last else None
    before = _last_year(reading, year) if reading else None
    agency = agency or (before.agency.value if before else "")
    year = year or (before.year + 1 if before and before.year else None)
    if not agency or not year:
        raise InvalidRequest("请用 --agency 写明机关全称、用 --year 写明报告年度，或用 --from 指明上年的报告。")
    form, left_out = _with_supplements(_form(forms, supplements, year, before), supplements, before, forms)
    checked_form(form, forms)
    require_fitting(forms.requirements, form)
    asked = level or (before.level if before else None)
    level = level_named(asked, [form]) if asked else None
    blank = (
        next_year_blank(before, form, agency=agency, level=level) if before else blank_filing(form, agency, year, level)
    )
    notices, of_notices = _requirements(forms, form, before)
    blank = with_indicator_rows(replace(blank, requirements=notices))
    left_out += of_notices
    if before and not _goes_on(before.form, form):
        left_out += (f"上年用的是“{before.form.name}”，口径不同的数字只列在“上年”表供参考，没有带入。",)
        if texts := "、".join(_texts_left(before, form)):
            left_out += (f"上年的这些部分，“{form.name}”没有，它们的文字没有带入：{texts}。",)
    file = ResultFile(
        content=build_workbook(form, filing=blank),
        name=f"{safe_name(agency)}{year}年填报工作簿.xlsx",
        source=reading.source if reading else None,
    )
    return BlankWorkbook(filing=blank, file=file, last=reading, left_out=left_out)


def _requirements(forms: Forms, form: Form, before: Filing | None) -> tuple[tuple[Requirements, ...], tuple[str, ...]]:
    """The local requirements that ``forms`` are asked to hold to, else last year's; and what becomes of these."""
    last = before.requirements if before else ()
    if forms.requirements:
        given = {notice.number for notice in forms.requirements}
        gone = "、".join(notice.number for notice in last if notice.number not in given)
        return forms.requirements, (f"上年的本地要求没有带入，用了这次给出的：{gone}。",) if gone else ()
    kept = tuple(notice for notice in last if notice.fits(form))
    foreign = "、".join(notice.number for notice in last if not notice.fits(form))
    listed = "、".join(f"《{notice.title}》（{notice.number}）" for notice in kept)
    again = f"沿用了上年工作簿带的本地要求：{listed}。请核对今年有没有新的通知，有的，请用 --requirements 写明。"
    left = f"上年的本地要求不是“{form.name}”的，没有带入：{foreign}。"
    return kept, (*((again,) if kept else ()), *((left,) if foreign else ()))


def forms_in_force(year: int, *, forms: Forms | None = None) -> tuple[Form, ...]:
    """The forms that a new workbook of ``year`` may be on: those that ``forms`` were asked for, else the newest of each
    family. Where there are several, :func:`new` wants to know which.

    >>> len(forms_in_force(2025))
    1
    """
    forms = forms or forms_at_hand()
    return forms.named or tuple(_newest(forms, forms.families, year))


def _newest(forms: Forms, families: Iterable[str], year: int) -> list[Form]:
    return [form for family in families if (form := forms.newest(family, year))]


def _last_year(reading: ReadResult, year: int | None) -> Filing:
    """Last year's filing; it must say its year, and be of the year before ``year``."""
    filing = reading.filing
    if filing.year is None or (year and filing.year != year - 1):
        reported = f"是 {filing.year} 年的" if filing.year else "没有写明年度"
        way_out = f"请指明 {year - 1} 年的报告。" if year else "请先用 import 转成工作簿，在封面填写报告年度。"
        raise ReportError(f"“{reading.source}”{reported}，不能作为上年的报告。", way_out)
    return filing


def _form(forms: Forms, supplements: Sequence[str], year: int, before: Filing | None) -> Form:
    """The form asked for, else that of the supplements, else last year's while it is its family's newest or a variant,
    else the newest in force."""
    if asked := _asked(forms, before):
        return asked
    if supplements:
        return forms.form(forms.supplement(supplements[0]).supplement_to)
    return form_after(before.form if before else None, year, forms)


def form_after(last: Form | None, year: int, forms: Forms) -> Form:
    """The form that follows last year's: that itself while it is a variant in force, else its family's newest; without
    one the newest in force. :class:`UnknownForm` if there is none or more than one."""
    if last and last.variant and year in last.years:
        return last
    return newest_form(forms, year, (last.family,) if last else None)


def newest_form(forms: Forms, year: int, families: Iterable[str] | None = None) -> Form:
    """The newest form in force, of ``families`` or of any; :class:`UnknownForm` if there is none or more than one."""
    newest = _newest(forms, families or forms.families, year)
    if len(newest) == 1:
        return newest[0]
    if newest:
        choices = "、".join(f"{form.id}（{form.name}）" for form in newest)
        raise UnknownForm(f"适用于 {year} 年的表式不止一种。", f"请用 --form 写明：{choices}。")
    raise UnknownForm(f"没有适用于 {year} 年的表式。", f"可用的表式：{'、'.join(forms.available)}。")


def _asked(forms: Forms, before: Filing | None) -> Form | None:
    """The form asked for; beside it that of last year's report may be named, so that it can be read."""
    last = base_id(before.form.id) if before else ""
    asked = [form for form in forms.named if base_id(form.id) != last] or [*forms.named]
    if len(asked) > 1:
        raise InvalidRequest("--form 只能写一种表式，另外可以写上年报告的；补充表请用 --supplement 写明。")
    return asked[0] if asked else None


def _goes_on(last: Form, form: Form) -> bool:
    """Whether a form is last year's, with no less than that has."""
    return base_id(last.id) == base_id(form.id) and last.cells.keys() <= form.cells.keys()


def _texts_left(before: Filing, form: Form) -> Iterator[str]:
    """What staff call the texts of last year that this year's form has no place for."""
    left = (slot for slot, paragraphs in before.narrative.items() if paragraphs and slot not in form.text_slots)
    return (label_of(before.form, str(Slot(Family.TEXT, slot))) for slot in left)


def _with_supplements(
    form: Form, named: Sequence[str], before: Filing | None, forms: Forms
) -> tuple[Form, tuple[str, ...]]:
    """With the supplements that are named; else with those that last year's report had, where they go with the form.
    And what is left out of the latter."""
    if named:
        return forms.with_supplements(form, named), ()
    last = before.form.additions if before and not form.additions else ()
    kept = [each.id for each in last if each.id in forms.supplements_to(form)]
    names = "、".join(each.name for each in last if each.id not in kept)
    left_out = (f"上年的补充表没有附上，它们不是“{form.name}”的：{names}。",) if names else ()
    return forms.with_supplements(form, kept), left_out
