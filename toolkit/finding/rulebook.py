"""Every rule in one place, those of the forms and those of the catalogue: what ``explain`` and 校验规则.md tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from toolkit.finding.catalogue import Article, catalogue
from toolkit.form import Form, Severity, available_forms, load_form
from toolkit.form.model import Rule, Sum

FAMILIES = {
    "T2": "表二",
    "T3": "表三",
    "T4": "表四",
    "TX": "文字",
    "DL": "日期",
    "FM": "表式",
    "WB": "工作簿",
    "IM": "读取来源",
    "PD": "个人信息",
    "WV": "说明（免检）",
    "RU": "汇总",
}
"""What the first two letters of a code are about, in the order of the rulebook."""


@cache
def articles() -> Mapping[str, Article]:
    """Every article by code, families in the order of :data:`FAMILIES`."""
    found = dict(catalogue())
    for form in _newest_first():
        declarations: tuple[Rule | Sum, ...] = (*form.sums, *form.rules)
        for declared in declarations:
            found.setdefault(declared.code, _of_form(declared))
    families = list(FAMILIES)
    return dict(sorted(found.items(), key=lambda pair: (families.index(pair[0][:2]), pair[0])))


def severities(code: str) -> str:
    """How much the rule weighs, and for whom otherwise: ``错误；省级部门、市级部门、其他：提醒``."""
    lines = [articles()[code].severity.label]
    for form in _newest_first():
        for rule in form.rules:
            if rule.code == code:
                names = {level.id: level.label for level in form.levels}
                lines += [
                    f"{'、'.join(names[level] for level in levels)}：{severity.label}"
                    for severity, levels in rule.severity_at.items()
                ]
    return "；".join(dict.fromkeys(lines))


def remedies(article: Article) -> tuple[str, ...]:
    """Each thing to do, values that a finding would name left open."""
    return tuple(dict.fromkeys(re.sub(r"\{\w+\}", "…", text) for text in (article.remedy, *article.remedies.values())))


def rulebook() -> str:
    """校验规则.md: a heading a family, a section a code."""
    lines = ["# 校验规则", "", "每条规则的编号就是检查结果里的编号；`xl-report explain 编号` 显示同样的内容。", ""]
    family = ""
    for code, article in articles().items():
        if code[:2] != family:
            family = code[:2]
            lines += [f"## {FAMILIES[family]}（{family}）", ""]
        lines += [f"### {code} {article.title}", "", f"- 程度：{severities(code)}", f"- 为什么：{article.why}"]
        lines += [f"- 依据：{article.source}", f"- 例：{article.example}"]
        lines += [f"- 怎么改：{remedy}" for remedy in remedies(article)] + [""]
    return "\n".join(lines)


def _newest_first() -> list[Form]:
    """The edition in force words a rule that several share."""
    return sorted(map(load_form, available_forms()), key=lambda form: -form.years.first)


def _of_form(declared: Rule | Sum) -> Article:
    wording = declared.wording
    return Article(
        title=wording.title,
        severity=Severity(declared.severity),
        messages={"default": wording.message},
        remedy=wording.remedy,
        why=wording.why,
        source=wording.source,
        example=wording.example,
    )
