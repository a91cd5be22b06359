"""A code's reason and remedy, whether it is a form's own rule or stands in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.characters import nfkc
from toolkit.errors import ReportError
from toolkit.finding.catalogue import CatalogueEntry, catalogue
from toolkit.form import Form, Forms, Severity
from toolkit.form.cells import did_you_mean
from toolkit.form.model import ListedCheck, Rule, Wording
from toolkit.form.relations import ZeroUnless


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What staff want to know of a code. ``weight`` says in words how much it weighs, by level where that differs.

    ``forms`` are the ids of the forms that declare it so; none: it holds for every form.
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


def explain(code: str, forms: Forms) -> tuple[Explanation, ...]:
    """What the forms at hand mean by ``code``, whatever its case or width: one explanation for all that mean the same.

    Of forms that were named only theirs, if they have it. :class:`ReportError` names the nearest for an unknown code.
    """
    wanted = nfkc(code).strip().upper()
    known = explanations(forms)
    if wanted not in known:
        raise ReportError(f"没有规则“{code}”{did_you_mean(wanted, known)}。", "全部规则见“校验规则.md”。")
    named = {form.id for form in forms.named}
    return tuple(each for each in known[wanted] if named.intersection(each.forms)) or known[wanted]


def title_of(code: str, form: Form) -> str:
    """What a rule is called on ``form``, whatever others call one of that code; nothing for a code that it has not."""
    known = form.wordings.get(code) or catalogue().get(code)
    return known.title if known else ""


def explanations(forms: Forms) -> Mapping[str, tuple[Explanation, ...]]:
    """Every code of every form at hand and of the catalogue, in the order for listing; the newest forms' words first.

    Codes that begin alike stand together by number, in the order in which forms, the newest first, and the catalogue
    first name one that begins so.
    """
    newest = sorted(forms.combinations, key=lambda form: (form.variant, -form.years.first))
    declared: dict[Explanation, list[str]] = {}
    for form in newest:
        for each in _of_form(form):
            declared.setdefault(each, []).append(form.id)
    found: dict[str, tuple[Explanation, ...]] = {}
    for each, ids in declared.items():
        found[each.code] = (*found.get(each.code, ()), replace(each, forms=tuple(ids)))
    for code, entry in catalogue().items():
        found[code] = (_of_catalogue(code, entry, forms.named or newest),)
    families = {beginning: place for place, beginning in enumerate(dict.fromkeys(map(_family, found)))}
    return {code: found[code] for code in sorted(found, key=lambda code: (families[_family(code)], _by_number(code)))}


def _family(code: str) -> str:
    return code.partition("-")[0]


def _by_number(code: str) -> tuple[int, str]:
    """``T2-9`` before ``T2-10``."""
    number = code.rpartition("-")[2]
    return (int(number) if number.isdecimal() else 0), code


def _of_catalogue(code: str, entry: CatalogueEntry, forms: Sequence[Form]) -> Explanation:
    return Explanation(
        code=code,
        title=entry.title,
        weight=entry.severity.label,
        why=entry.why,
        source=_by_form(forms, lambda form: form.sources.get(code, entry.source)) or entry.source,
        example=entry.example,
        remedy=_reported(entry.remedy),
        waivable=entry.severity is not Severity.ERROR,
    )


def _by_form(forms: Iterable[Form], words: Callable[[Form], str]) -> str:
    """What ``forms`` say; where they differ, which of them says what: ``甲、乙：……；丙：……``."""
    said: dict[str, list[str]] = {}
    for form in forms:
        said.setdefault(words(form), []).append(form.id)
    return next(iter(said), "") if len(said) < 2 else "；".join(f"{'、'.join(ids)}：{own}" for own, ids in said.items())


def _of_form(form: Form) -> Iterator[Explanation]:
    """Rules, listed checks and sums, as the form words them; a code of several sums once."""
    for rule in form.rules:
        yield _declared(rule.code, rule.wording, _weight(form, rule), rule.severity is not Severity.ERROR)
    for _, _, listed in form.listed_checks:
        waivable = listed.waivable or listed.severity is not Severity.ERROR
        yield _declared(listed.code, listed.wording, _listed_weight(listed), waivable)
    for code, total in {total.code: total for total in form.sums}.items():
        yield _declared(code, total.wording, total.severity.label, total.severity is not Severity.ERROR)


def _declared(code: str, wording: Wording, weight: str, waivable: bool) -> Explanation:
    return Explanation(
        code=code,
        title=wording.title,
        weight=weight,
        why=wording.why,
        source=wording.source,
        example=wording.example,
        remedy=_reported(wording.remedy),
        waivable=waivable,
    )


def _weight(form: Form, rule: Rule) -> str:
    """``错误；甲、乙：提醒；丙：不查``: the severity, and what it is at levels where it differs."""
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
