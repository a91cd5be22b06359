"""What can be wrong with kinds of value: words to choose from, units, and words where only numbers can stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from toolkit.form.form import Form
from toolkit.form.kinds import Amount, KindName, Numeric
from toolkit.form.model import Field, Node

_LONGEST_LIST = 255
"""Characters of a list in a cell's validation."""
_NO_CHOICE = frozenset(',"{}')
_SCALES = "十百千万亿"
"""What may stand before a unit for many of it."""


def kind_faults(form: Form) -> Iterator[str]:
    """Every mistake of columns and fields as “path：what is wrong”."""
    for at, table in enumerate(form.tables):
        for place, block in enumerate(table.blocks):
            yield from _node_faults(f"tables[{at}].blocks[{place}].columns", block.columns)
    for at, section in enumerate(form.sections):
        for place, field in enumerate(section.fields):
            yield from _faults(f"sections[{at}].fields[{place}]", field)


def added_faults(form: Form) -> Iterator[str]:
    """Sums of what does not add up, or not in these units; the cells of ``form`` can be made."""
    found = {
        cell.code: quantity
        for cell in form.cells.values()
        for quantity in (cell.id, *cell.of.refs)
        if cell.of and not form.kind_of(quantity).adds
    }
    for at, declared in enumerate(form.sums):
        if declared.code in found:
            way_out = (
                "" if declared.row and declared.column else "；只合计其中能相加的，请同时写 row 和 column，一格一条"
            )
            yield f"sums[{at}]：“{found[declared.code]}”不是能相加的数{way_out}"
    derived = [cell for cell in form.cells.values() if cell.of][::-1]  # of those of one sum the first is named
    unlike = {cell.code: words for cell in derived if (words := unlike_parts(form, cell.of.refs, cell.id))}
    yield from (f"sums[{at}]：{unlike[each.code]}" for at, each in enumerate(form.sums) if each.code in unlike)


def word_among(form: Form, refs: Iterable[str]) -> str:
    """The first of ``refs`` that holds no number, as the end of a mistake about it; nothing where all do."""
    found = next((ref for ref in refs if not form.kind_of(ref).numeric), "")
    return f"“{found}”不是数字，不能比较或相加" if found else ""


def rate_among(form: Form, refs: Sequence[str]) -> str:
    """What is wrong with adding up ``refs`` where one of several is a rate; nothing where all add up."""
    found = next((ref for ref in refs if not form.kind_of(ref).adds), "") if len(refs) > 1 else ""
    return f"“{found}”这样的数不能相加" if found else ""


def unlike_parts(form: Form, parts: Collection[str], whole: str = "") -> str:
    """What is wrong with adding up ``parts``, into the cell ``whole`` if it is one; nothing where they go together."""
    every = [quantity for quantity in (whole, *parts) if quantity]
    units = {form.declared(quantity).unit: quantity for quantity in reversed(every)}
    for unit, quantity in units.items():
        for other, also in units.items():
            if unit != other and unit.lstrip(_SCALES) == other.lstrip(_SCALES) != "":
                return f"“{quantity}”以{unit}计，“{also}”以{other}计，不能相加"
    split = next((part for part in parts if isinstance(form.kind_of(part), Amount)), "")
    if whole and split and not isinstance(form.kind_of(whole), Amount):
        return f"“{split}”可以有小数，合计“{whole}”也应是 kind: amount"
    return ""


def _node_faults(path: str, nodes: tuple[Node, ...]) -> Iterator[str]:
    for at, node in enumerate(nodes):
        if not node.children:
            yield from _faults(f"{path}[{at}]", node)
        elif node.of or node.kind is not KindName.COUNT:
            yield f"{path}[{at}]：几列合起来的栏目没有自己的 kind 和 of"
        yield from _node_faults(f"{path}[{at}].children", node.children)


def _faults(path: str, declared: Node | Field) -> Iterator[str]:
    of, kind = declared.of, declared.kind
    if kind is KindName.CHOICE and len(of) < 2:
        yield f"{path}.of：choice 应列出可选的词，至少两个"
    elif kind is KindName.YESNO and len(of) not in (0, 2):
        yield f"{path}.of：yesno 应有两个词，先肯定后否定"
    elif of and kind not in (KindName.CHOICE, KindName.YESNO):
        yield f"{path}.of：只有 choice 和 yesno 才写"
    if len({"".join(word.split()).casefold() for word in of}) < len(of):
        yield f"{path}.of：有两个词相同"
    for word in of:
        if not word.strip() or word != " ".join(word.split()) or not _NO_CHOICE.isdisjoint(word):
            yield f"{path}.of：“{word}”不能作为选项（不能空着，不能有逗号、引号和花括号，首尾没有空格）"
    if len(",".join(of)) > _LONGEST_LIST:
        yield f"{path}.of：合起来超过 {_LONGEST_LIST} 个字，下拉列表放不下"
    if not declared.unit and isinstance(declared.holds, Numeric) and not declared.holds.unit:
        yield f"{path}.unit：{kind} 应写明单位，例如 万元"
    if declared.unit and not isinstance(declared.holds, Numeric):
        yield f"{path}.unit：不是数字，没有单位"
