"""What is wrong with a roster: every mistake at once, each with its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from toolkit.form.cells import did_you_mean
from toolkit.rollup.roster import Unit, UnitChange, plain_name


def faults(units: Sequence[Unit]) -> Iterator[str]:
    """Sentences about all that keeps ``units`` from being a roster; none if it is sound."""
    if len(units) < 2:
        yield "名册里还没有下级单位，请从表头下一行起逐行填写，第一行是汇总单位自己。"
        return
    known: dict[str, Unit] = {}
    for unit in units:
        if unit.code in known:
            yield f"{unit.where}：单位代码“{unit.code}”与 {known[unit.code].where} 重复，请改成不同的代码。"
        known.setdefault(unit.code, unit)
    parents = {unit.parent for unit in units}
    for unit in units:
        yield from _parent_faults(unit, known)
        yield from _change_faults(unit, known, parents)
    yield from _top_faults(units)
    yield from _same_names(units, known)


def _parent_faults(unit: Unit, known: Mapping[str, Unit]) -> Iterator[str]:
    if not unit.parent:
        return
    if unit.parent not in known:
        yield f"{unit.where}：上级代码“{unit.parent}”不在名册中{did_you_mean(unit.parent, known)}。"
        return
    if known[unit.parent].change:
        yield f"{unit.where}：上级“{known[unit.parent].name}”本年已{known[unit.parent].change}，请改填现在的上级。"
    seen, above = {unit.code}, unit.parent
    while above in known and above not in seen:
        seen.add(above)
        above = known[above].parent
    if above == unit.code:
        yield f"{unit.where}：“{unit.name}”的上级一路向上又回到了自己，请核对上级代码。"


def _change_faults(unit: Unit, known: Mapping[str, Unit], parents: Set[str]) -> Iterator[str]:
    if unit.successors and not unit.change:
        yield f"{unit.where}：“{unit.name}”填了承接单位，却没有选“变动”。"
    if unit.change in (UnitChange.MERGED, UnitChange.SPLIT) and not unit.successors:
        yield f"{unit.where}：“{unit.name}”本年{unit.change}，请填写承接单位代码，结转的数才有去处。"
    for code in unit.successors:
        if code == unit.code:
            yield f"{unit.where}：“{unit.name}”的承接单位不能是自己。"
        elif code not in known:
            yield f"{unit.where}：承接单位代码“{code}”不在名册中{did_you_mean(code, known)}。"
        elif known[code].change:
            yield f"{unit.where}：承接单位“{known[code].name}”自己也已{known[code].change}，请填最终的承接单位。"
        elif code in parents:
            yield f"{unit.where}：承接单位“{known[code].name}”由下级汇总得出，请填实际承接的下级单位。"


def _top_faults(units: Sequence[Unit]) -> Iterator[str]:
    tops = [unit for unit in units if not unit.parent]
    if not tops:
        yield "每个单位都填了上级代码；最上一级（汇总单位自己）的上级代码应当空着。"
    if len(tops) > 1:
        names = "、".join(f"{unit.name}（{unit.where}）" for unit in tops[:5])
        yield f"有 {len(tops)} 个单位没有填上级代码：{names}。只有最上一级可以空着。"


def _same_names(units: Iterable[Unit], known: Mapping[str, Unit]) -> Iterator[str]:
    """Under one parent nothing but the name distinguishes units, or a government from its own office."""
    below: dict[str, dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        name = plain_name(unit.name)
        if unit.parent in known and plain_name(known[unit.parent].name) == name:
            yield f"{unit.where}：“{unit.name}”与它的上级同名；上级自己的办公厅（室）请写它的全称。"
        first = below[unit.parent].setdefault(name, unit)
        if first is not unit:
            yield f"{unit.where}：与 {first.where} 同在一个上级之下，都叫“{unit.name}”，请改成能够区分的全称。"
