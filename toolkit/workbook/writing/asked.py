"""What sheets tell staff of local requirements: above the text that they are about, and all of them on 填报说明."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.rules.requirements import local_checks
from toolkit.workbook.plan import GUIDE, Plan

_MOST = 12
"""Lines above a text."""


def asked_of_section(plan: Plan, section: str) -> Sequence[str]:
    """A line for each thing that is asked of the text of a section, with what it rests on."""
    own = [each for each in local_checks(plan.requirements, plan.form) if section in each.sections]
    more = [f"另有 {len(own) - _MOST} 条，见“{GUIDE}”。"] if len(own) > _MOST else []
    return [*(f"本地要求：{each.asks}（{each.basis}）。" for each in own[:_MOST]), *more]


def asked_of_report(plan: Plan) -> Sequence[tuple[str, str]]:
    """Each notice by its number and title, with all that it asks for."""
    listed = local_checks(plan.requirements, plan.form)
    headings = {section.id: f"“{section.heading}”" for section in plan.form.sections}
    return [
        (
            f"{notice.number}《{notice.title}》",
            "；\n".join(
                f"{each.requirement.clause} {headings.get(''.join(each.sections), '')}{each.asks}".strip()
                for each in listed
                if each.notice == notice
            ),
        )
        for notice in plan.requirements
    ]
