"""The file in which an office says what the columns and words of its system are called in a ledger.

::

    受理编号: 编号
    申请人身份: {列: 申请人类型, 值: {公民: 列表里的甲类, 企业: 列表里的乙类}}
    联系电话:             # 后面空着：不导入
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.characters import compact_visible
from toolkit.errors import InvalidRequest
from toolkit.form.cells import did_you_mean
from toolkit.form.source import read_yaml
from toolkit.form.structure import StructureFault
from toolkit.ingest.blocks import read_bytes
from toolkit.ingest.encoding import decoded

_TITLE, _WORDS = "列", "值"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """A column of an export: the ``title`` of that of the ledger, empty if it is not wanted; ``words`` of the ledger by
    those of the export."""

    title: str
    words: Mapping[str, str] = field(default_factory=dict)


Mapped = Mapping[str, MappedColumn]
"""The columns of an export by their heads, these without white space."""


def read_mapping(path: Path, titles: Collection[str]) -> Mapped:
    """What ``path`` says of the columns called ``titles``; :class:`InvalidRequest` with all that is wrong with it."""
    try:
        raw = read_yaml(decoded(read_bytes(path)).encode())
    except StructureFault as fault:
        raise _refused(path, fault.mistakes) from None
    mistakes: list[str] = []
    found = {plain_head(str(head)): _column(str(head), said, titles, mistakes) for head, said in raw.items()}
    if mistakes:
        raise _refused(path, mistakes)
    return found


def plain_head(text: str) -> str:
    """The head of a column as heads are compared."""
    return compact_visible(text).casefold()


def _column(head: str, said: Any, titles: Collection[str], mistakes: list[str]) -> MappedColumn:
    whole = said if isinstance(said, dict) else {_TITLE: said}
    title, words = whole.get(_TITLE), whole.get(_WORDS) or {}
    for fault in (*_title_faults(title, titles), *_shape_faults(whole, words)):
        mistakes.append(f"{head}：{fault}")
    texts = {plain_head(str(word)): str(meant) for word, meant in words.items()} if isinstance(words, dict) else {}
    return MappedColumn(title=str(title or ""), words=texts)


def _title_faults(title: Any, titles: Collection[str]) -> Iterator[str]:
    if isinstance(title, dict | list):
        yield f"“{_TITLE}”应是台账里一列的名称"
    elif title is not None and title not in titles:
        yield f"台账里没有“{title}”这一列{did_you_mean(str(title), titles)}"


def _shape_faults(whole: Mapping[Any, Any], words: Any) -> Iterator[str]:
    yield from (f"不认识“{key}”，只能写“{_TITLE}”和“{_WORDS}”" for key in whole if key not in (_TITLE, _WORDS))
    if not isinstance(words, dict) or any(isinstance(word, dict | list) for word in words.values()):
        yield f"“{_WORDS}”应写成“对方的写法: 台账的写法”"


def _refused(path: Path, mistakes: Collection[str]) -> InvalidRequest:
    return InvalidRequest(
        f"对应文件“{path.name}”有错：{'；'.join(mistakes)}。", "请改正后重试，写法见 ledger import --help。"
    )
