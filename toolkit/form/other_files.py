"""What a file is that somebody takes for a form file: one sentence, in place of a mistake for each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from toolkit.form.form import Form
from toolkit.form.phrases.model import Phrases

_PHRASES = frozenset(each.name for each in fields(Phrases))
_KEYS = {each.name for each in fields(Form)} - _PHRASES | {"extends"}
_OPENING = "文件：这不是表式文件"
_ARCHIVE = b"PK\x03\x04"


def archive_fault(source: bytes) -> str:
    """What is wrong with a file that is a workbook or a document; nothing of any other."""
    if not source.startswith(_ARCHIVE):
        return ""
    return f"{_OPENING}，是工作簿、Word 文档一类的文件；要检查填好的工作簿或报告，请用 check"


def other_file_fault(raw: Mapping[str, Any]) -> str:
    """The same of one that has keys, but those of something else."""
    if isinstance(raw.get("form"), str) and not raw.keys() & {"id", "sections", "extends"}:
        return f"{_OPENING}，是按表式“{raw['form']:.40}”填写的数据；要检查数据，请用 check"
    if "requirements_for" in raw:
        return f"{_OPENING}，是本地要求；要用它，请写 --requirements，要检查它，请用 forms --check"
    if raw.keys() & _KEYS:
        return ""
    if raw.keys() & _PHRASES:
        return f"{_OPENING}，是表式旁边的 phrases.yaml；请写它们所在的文件夹，一并检查"
    return f"{_OPENING}：id、name、sections、tables 这些键一个也没有；写法见《表式说明》"
