"""Local requirements that files are held to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.bounds import REQUIREMENT_NOTICES
from toolkit.errors import InvalidRequest, ReportError
from toolkit.form import Form, Forms
from toolkit.form.registry import forms_at_hand
from toolkit.form.requirements import Requirements
from toolkit.rules.requirement_files import checked_requirements


def with_requirements(files: Iterable[Path | str], *, forms: Forms | None = None) -> Forms:
    """The forms at hand, with which all that is read, checked, begun and added up is held to the local requirements in
    ``files`` too. They only add to what the forms hold it to.

    :class:`~toolkit.errors.InvalidRequirements` with every mistake of a file, each with its path;
    :class:`~toolkit.errors.UnreadableFile` where there is none;
    :class:`~toolkit.errors.InvalidRequest` for two of one number, or too many.

    >>> from toolkit import api
    >>> forms = with_requirements(["examples/本地要求示例.yaml"])
    >>> [finding.code for finding in api.check("examples/hegang-2021/填报工作簿.xlsx", forms=forms).findings]
    ['LN-01', 'LN-03', 'LN-03', 'LN-05']
    """
    forms = forms or forms_at_hand()
    given: dict[str, Requirements] = {}
    for path in map(Path, files):
        notice = checked_requirements(path, forms)
        if notice.number in given:
            raise InvalidRequest(f"有两份本地要求的文号都是“{notice.number}”。", "请只写其中一份。")
        given[notice.number] = notice
    if len(given) > REQUIREMENT_NOTICES:
        raise InvalidRequest(f"给出的本地要求有 {len(given)} 份，最多 {REQUIREMENT_NOTICES} 份。", "请合并成一份。")
    return forms.holding_to(given.values())


def require_fitting(notices: Iterable[Requirements], form: Form) -> None:
    """:class:`~toolkit.errors.ReportError` for local requirements that are for another form."""
    for notice in notices:
        if not notice.fits(form):
            raise ReportError(
                f"本地要求（{notice.number}）是“{notice.requirements_for}”的，不能用于“{form.name}”。",
                "请核对给出的是不是这种报告的要求。",
            )
