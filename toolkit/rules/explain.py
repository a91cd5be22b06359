"""A code's reason and remedy, whether it is a form's own rule or stands in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.characters import nfkc
from toolkit.errors import ReportError
from toolkit.finding.catalogue import catalogue
from toolkit.form import Form, Forms, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.model import ListedCheck, Rule, Wording
from toolkit.form.relations import ZeroUnless


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What staff want to know of a code. ``weight`` says in words how much it weighs, by level where that differs.

    ``forms`` are the ids of the forms that declare it; none: it holds for every form.
    """

    code: str
    title: str
    weight: str
    why: str
    source: str
    example: str
    remedy: str
    waivable: bool
    forms: tuple[str, ...] = ()

    @property
    def points(self) -> Mapping[str, str]:
        """Heading and words, in the order for reading."""
        kept = "可以在“校验”表写明理由，保留不改" if self.waivable else "错误必须改正，不能以理由代替"
        forms = {"适用表式": "、".join(self.forms)} if self.forms else {}
        return {
            "程度": f"{self.weight}；{kept}",
            "为什么": self.why,
            "依据": self.source,
            "例子": self.example,
            "怎么办": self.remedy,
            **forms,
        }


def explain(code: str, forms: Forms) -> Explanation:
    """The explanation of ``code``, whatever its case or width; :class:`ReportError` names the nearest for others."""
    wanted = nfkc(code).strip().upper()
    known = explanations(forms)
    if wanted not in known:
        raise ReportError(f"没有规则“{code}”{did_you_mean(wanted, known)}。", "全部规则见“校验规则.md”。")
    found = known[wanted]
    if not forms.named and len(set(_by_family(found, forms))) > 1:
        choices = "、".join(found.forms)
        raise ReportError(f"不止一种表式有规则“{wanted}”，说的不是一回事。", f"请用 --form 写明表式：{choices}。")
    return found


def _by_family(found: Explanation, forms: Forms) -> Iterator[Explanation]:
    """What the forms of each family mean by the code: one for each, whatever the edition."""
    families = {(form := forms.form(form_id)).family: form for form_id in reversed(found.forms)}
    for form in families.values():
        yield from (replace(each, forms=()) for each in _of_form(form) if each.code == found.code)


def title_of(code: str, form: Form) -> str:
    """What a rule is called on ``form``, whatever others call one of that code; nothing for a code that it has not."""
    known = form.wordings.get(code) or catalogue().get(code)
    return known.title if known else ""


def explanations(forms: Forms) -> Mapping[str, Explanation]:
    """Every code of every form at hand and of the catalogue, in the order for listing.

    Codes that begin alike stand together by number, in the order in which forms, the newest first, and the catalogue
    first name one that begins so.
    """
    found: dict[str, Explanation] = {}
    for each in (*_of_forms(forms), *_of_catalogue()):
        found.setdefault(each.code, each)
    families = {beginning: place for place, beginning in enumerate(dict.fromkeys(map(_family, found)))}
    return {code: found[code] for code in sorted(found, key=lambda code: (families[_family(code)], _by_number(code)))}


def _family(code: str) -> str:
    return code.partition("-")[0]


def _by_number(code: str) -> tuple[int, str]:
    """``T2-9`` before ``T2-10``."""
    number = code.rpartition("-")[2]
    return (int(number) if number.isdecimal() else 0), code


def _of_catalogue() -> Iterator[Explanation]:
    for code, article in catalogue().items():
        yield Explanation(
            code=code,
            title=article.title,
            weight=article.severity.label,
            why=article.why,
            source=article.source,
            example=article.example,
            remedy=_reported(article.remedy),
            waivable=article.severity is not Severity.ERROR,
        )


def _of_forms(at_hand: Forms) -> Iterator[Explanation]:
    """Rules, listed checks and sums, worded as the newest form that declares them words them, or the one named."""
    forms = (*at_hand.named, *(form for form in reversed(at_hand.every) if form not in at_hand.named))
    declared: dict[str, Explanation] = {}
    for form in forms:
        for each in _of_form(form):
            known = declared.setdefault(each.code, each)
            if known is not each:
                declared[each.code] = replace(known, forms=(form.id, *known.forms))
    yield from declared.values()


def _of_form(form: Form) -> Iterator[Explanation]:
    for rule in form.rules:
        yield _declared(form, rule.code, rule.wording, _weight(form, rule), rule.severity is not Severity.ERROR)
    for _, _, listed in form.listed_checks:
        waivable = listed.waivable or listed.severity is not Severity.ERROR
        yield _declared(form, listed.code, listed.wording, _listed_weight(listed), waivable)
    for code, total in {total.code: total for total in form.sums}.items():
        yield _declared(form, code, total.wording, total.severity.label, total.severity is not Severity.ERROR)


def _declared(form: Form, code: str, wording: Wording, weight: str, waivable: bool) -> Explanation:
    return Explanation(
        code=code,
        title=wording.title,
        weight=weight,
        why=wording.why,
        source=wording.source,
        example=wording.example,
        remedy=_reported(wording.remedy),
        waivable=waivable,
        forms=(form.id,),
    )


def _weight(form: Form, rule: Rule) -> str:
    """``错误；省级部门、市级部门：提醒；国务院部门：不查``."""
    labels = {level.id: level.label for level in form.levels}
    parts = [rule.severity.label]
    for severity, levels in rule.severity_at.items():
        parts.append(f"{'、'.join(labels[level] for level in levels)}：{severity.label}")
    exempt = {
        level: labels[level]
        for check in form.instances(rule)
        if isinstance(check.relation, ZeroUnless)
        for level in check.relation.levels
    }
    if exempt:
        parts.append(f"{'、'.join(exempt.values())}：不查")
    return "；".join(parts)


def _listed_weight(listed: ListedCheck) -> str:
    """``错误；公布的报告：提醒``."""
    published = f"；公布的报告：{listed.published.label}" if listed.published else ""
    return f"{listed.severity.label}{published}"


class _Dots(dict[str, str]):
    """Stands in for the values of one finding where a rule is explained in general."""

    def __missing__(self, key: str) -> str:
        return "…"


def _reported(template: str) -> str:
    return template.format_map(_Dots())
