"""A notice with local requirements of every kind, and what is made of it for a test."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from toolkit.form.requirements import Requirements, requirements_of

NUMBER = "某政办公开〔2025〕18号"
DATA: dict[str, Any] = {
    "requirements_for": "gkgb",
    "number": NUMBER,
    "title": "某市人民政府办公室关于做好年度报告工作的通知",
    "year": 2025,
    "checks": [
        {"use": "due_by", "clause": "第二条", "by": "01-15", "levels": ["city_department"]},
        {
            "use": "must_cover",
            "section": "overview",
            "clause": "第三条",
            "terms": {"干部培训": ["培训"], "评议": ["评议", "测评"]},
        },
        {"use": "must_cover", "section": "other", "further": ["（一）重点任务"]},
        {"use": "length", "section": "overview", "clause": "第四条", "least": 20, "most": 100, "severity": "error"},
        {
            "use": "required_indicators",
            "names": [{"name": "网站条数", "unit": "条", "least": 1}, {"name": "培训次数"}],
            "remedy": "请问办公室{电话}。",
        },
    ],
}


def changed(**keys: Any) -> dict[str, Any]:
    """Its data with other keys."""
    return {**deepcopy(DATA), **keys}


def asking(*checks: dict[str, Any], **keys: Any) -> Requirements:
    """One that asks for these things."""
    return requirements_of(changed(checks=list(checks), **keys))


NOTICE = requirements_of(DATA)
