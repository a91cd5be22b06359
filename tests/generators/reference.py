"""``表式说明.md``, what may stand in a form file, made from the model and the words about its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

import workbook_templates
from tests.generators.keys import OTHERWISE, KeyDescription, form_types, key_book, keys_of
from toolkit.form.charts import ChartAxis
from toolkit.form.kinds import KindName
from toolkit.form.model import BlankMeaning, Severity, TableLayout
from toolkit.narrative.filters import FILTERS
from toolkit.narrative.names import COVER_NAMES
from toolkit.rules.checks import CHECKS

PLACE = Path(next(iter(workbook_templates.__path__))) / "表式说明.md"

_INTRODUCTION = """\
# 表式说明

一种表式写在一个文件夹的 form.yaml 里，工作簿、检查、读入旧报告和各种格式的报告都由它生成。这里列出可以写的每个键。
注明“必写”的，扩展另一种表式时可以不写。

写好以后运行 `xl-report forms --check 文件夹`，会列出全部错误，并逐步试用：例句和草稿、规则、工作簿、各种格式的报告。
能检查 YAML 的编辑器，可以用旁边的 form.schema.json、phrases.schema.json。
"""
_SENTENCES = """\
例句（sentences）用 jinja2 的写法：可以用 if、set、macro、名称和下面几种写法，不能用循环、计算和点号。
每句都要在数字为 0、为 1、有许多时读得通。

- `各项 | 非零`：去掉数字是 0 的项，`各项` 写成 `[('甲', 甲的名称), ('乙', 乙的名称)]`。
- `各项 | 列举`：连成“甲3件、乙2件”；单位写成 `列举('把')`。
- `各项 | length`：有几项。
"""
_PHRASING = """\
没有 {n} 或 {money} 的说法，是说“没有”；并列的几项共一个数的是相加，都没有的是各自为零。
拿不准说的是不是表里的数，就不写进来：漏报胜过误报。
有几种取法的，先取到的算数，不再退回，只有 {gap 8} 等会长短都试；所以它们不能写在括号里，连乘也有限度。
"""
_SCALARS: Mapping[object, str] = {str: "文字", int: "整数", float: "数", bool: "true 或 false", Any: "任意"}
_VALUES = (KindName, TableLayout, ChartAxis, Severity, BlankMeaning)


def reference() -> str:
    """The whole as Markdown."""
    return re.sub("\n{3,}", "\n\n", "\n".join(_lines()))


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield from ("## 例子", "", "一个小而完整的表式，是编的：", "", *_code(key_book().example))
    yield "## 键"
    for thing in form_types():
        if thing not in _VALUES:
            yield from _thing(thing)
    for name in OTHERWISE:
        words = key_book().types[name]
        yield from ("", f"### {words.title}", "", words.about, "", "| 键 | 说明 |", "| --- | --- |")
        yield from (f"| `{key}` | {text} |" for key, text in words.keys.items())
        yield ""
    yield "## 取值"
    for thing in _VALUES:
        yield from _thing(thing)
    yield from _expressions()
    yield from _text()
    yield from _phrasing()
    yield from _checks()
    yield from _extends()


def _thing(thing: type) -> Iterator[str]:
    words = key_book().of(thing)
    yield from ("", f"### {words.title}", "")
    if words.about:
        yield from (words.about, "")
    yield from _table(words, keys_of(thing), values=not issubclass(thing, Enum))


def _table(words: KeyDescription, keys: Mapping[str, tuple[Any, bool]], *, values: bool = True) -> Iterator[str]:
    """One line a key; ``values``: with what it holds."""
    yield "| 键 | 内容 | 说明 |" if values else "| 取值 | 说明 |"
    yield "| --- | --- | --- |" if values else "| --- | --- |"
    for key, (hint, must) in keys.items():
        held = f" {_held(hint)}{'，必写' if must else ''} |" if values else ""
        yield f"| `{key}` |{held} {words.keys[key]} |"
    others = (key for key in words.keys if key not in keys)  # keys that stand for those of something else
    yield from (f"| | | {words.keys[key]} |" for key in others)
    yield ""


def _held(hint: Any) -> str:
    """What staff call a type of the model."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return _SCALARS[hint]
    if NoneType in inner:
        return f"{_held(inner[0])}，或 null"
    if origin is tuple:
        return f"列表：{_held(inner[0])}"
    if origin is not None:
        return f"{_held(inner[0])} → {_held(inner[1])}"
    if issubclass(hint, Enum):
        return "、".join(str(member.value) for member in hint)
    return key_book().of(hint).title.partition("（")[0]


def _expressions() -> Iterator[str]:
    yield from ("## 求和式和关系式", "")
    yield from (f"- `{each.text}`：{each.about}" for each in key_book().expressions)
    yield ""


def _text() -> Iterator[str]:
    yield from ("## 正文里的名称和写法", "")
    yield f"正文和草稿里写 {{{{ 名称 }}}}。除了表式自己的名称、例句和各张表的简称，还可以用：{'、'.join(COVER_NAMES)}。"
    yield from ("", "| 写法 | 用于 |", "| --- | --- |")
    for each in FILTERS.values():
        yield f"| `{each.example.replace('|', chr(92) + '|')}` | {each.on.value} |"
    yield ""
    yield _SENTENCES


def _phrasing() -> Iterator[str]:
    yield from ("## 报告怎样写数（phrases.yaml）", "", _PHRASING)
    yield from (f"- `{each.text}`：{each.about}" for each in key_book().phrasing)
    yield ""


def _checks() -> Iterator[str]:
    yield "## 检查"
    for name, check in CHECKS.items():
        words = key_book().checks[name]
        yield from ("", f"### {name}", "", words.title, "")
        if words.keys:
            yield from _table(words, keys_of(check))
        named = {"情形（messages）": check.variants, "占位符": check.values, "“校验”表的行（lines）": check.live}
        yield from (f"- {title}：{'、'.join(f'`{each}`' for each in own)}" for title, own in named.items() if own)
    yield ""


def _extends() -> Iterator[str]:
    extends = key_book().extends
    yield from ("## 扩展另一种表式（extends）", "")
    yield from (f"- {each}" for each in extends.about)
    yield from ("", "扩展上面的例子：", "", *_code(extends.example))


def _code(text: str) -> tuple[str, ...]:
    return "```yaml", text.rstrip(), "```", ""
