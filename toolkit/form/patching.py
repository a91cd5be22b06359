"""A form file as a patch over the one that it extends: one rule for all of it.

A mapping changes the keys that it names, adds those that its parent has not, and drops those that are null; a preamble
that is null stays so, as any form says that it has none. A list of
things with an identity (:func:`identity_of`) is patched by a list of such things, or by a mapping from identities: what
the parent has is patched where it stands, what it has not is added at the end, or ``after`` or ``before`` another. A
thing that in a mapping states its identity once more is meant whole, and stands in the place of the parent's. Rows and
columns may be named by their full ids. Any other list is replaced. ``was`` adds to the former labels.

``rows`` at the top names rows of any table; ``without`` lists rules, checks and names to drop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.form.cells import did_you_mean

Raw = dict[str, Any]
Items = list[Raw]
Name = str | int
"""What a thing of a list goes by; an integer is the place of a block."""
_CODED = frozenset({"rules", "sums", "checks"})
_TREES = frozenset({"rows", "columns", "children"})
_BLOCKS = "blocks"
_LISTS = _CODED | _TREES | {"sections", "tables", "levels", "fields", "charts", _BLOCKS}
"""Lists of things with an identity, also where the parent has none of them."""
_NEIGHBOURS = ("after", "before")
_SAID_BY_NULL = frozenset({"preamble"})
"""What a form without would have all the same, and is without only where it says so."""


@dataclass(kw_only=True)
class Patch:
    """One form file over another; ``mistakes`` collects what cannot be done, each as “path：what is wrong”.

    ``added`` holds the paths of what the parent has not, each with a near name that it has.
    """

    mistakes: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def apply(self, parent: Raw, raw: Raw) -> Raw:
        """``parent`` with the changes of ``raw``; neither is altered."""
        changes = {key: change for key, change in raw.items() if key not in ("rows", "without")}
        merged = self._mapping(parent, changes, "")
        merged = self._rows(merged, raw.get("rows", {}))
        return self._without(parent, merged, _listed(raw.get("without")))

    def _mapping(self, parent: Raw, changes: Raw, path: str) -> Raw:
        merged = dict(parent)
        for key, change in changes.items():
            place = f"{path}.{key}".lstrip(".")
            if change is None and place in _SAID_BY_NULL:
                merged[key] = None
            elif change is None:
                if key not in merged:
                    self.mistakes.append(f"{place}：上级表式中没有“{key}”{did_you_mean(str(key), merged)}")
                merged.pop(key, None)
            else:
                merged[key] = self._value(key, parent.get(key), change, place)
        return merged

    def _value(self, key: str, old: Any, change: Any, path: str) -> Any:
        if key == "was":
            return [*_listed(old), *_listed(change)]
        if _is_identified(key, old) and isinstance(change, dict):
            return self._named(key, old or [], change, path)
        if _is_identified(key, old) and old and isinstance(change, list):
            return self._listed(key, old, change, path)
        if isinstance(old, dict) and isinstance(change, dict):
            return self._mapping(old, change, path)
        return change

    def _named(self, key: str, items: Items, changes: Raw, path: str) -> Items:
        """A list with changes by identity; one that states it once more is whole."""
        by = _key_of(key)
        for name, change in changes.items():
            place = f"{path}.{name}"
            if not isinstance(name, int if key == _BLOCKS and not isinstance(name, str) else str):
                self.mistakes.append(f"{place}：“{name}”应为文字")
                continue
            last = _last(key, name)
            stated = change.get(by, last) if isinstance(change, dict) else last
            known = _found(items, name) is not None
            if stated != last and not (known and key in _TREES):
                missing = "其中" if known else "上级表式中没有这一项，新增"
                self.mistakes.append(f"{place}：{missing}的 {by} 应为“{last}”")
                continue
            whole = isinstance(change, dict) and by in change
            named = {by: last} | change if isinstance(change, dict) and not known and isinstance(name, str) else change
            items = self._item(key, items, name, named, place, whole=whole)
        return items

    def _listed(self, key: str, items: Items, changes: list[Any], path: str) -> Items:
        """A list with the changes of another, each of which says whom it is about."""
        for index, change in enumerate(changes):
            name = identity_of(change) if isinstance(change, dict) else ""
            place = f"{path}.{name}" if name else f"{path}[{index}]"
            if not name and key != _BLOCKS:
                self.mistakes.append(f"{place}：没有写 {_key_of(key)}，不知道改的是哪一项")
                continue
            items = self._item(key, items, name or index, change, place, whole=False)
        return items

    def _item(self, key: str, items: Items, name: Name, change: Any, path: str, *, whole: bool) -> Items:
        old = _found(items, name)
        if change is None and old is not None:
            return _at(items, name, _drop)
        if change is None:
            self.mistakes.append(f"{path}：上级表式中没有这一项{_near(name, items)}")
            return items
        if not isinstance(change, dict):
            self.mistakes.append(f"{path}：应为“键: 值”的形式，现为 {change!r:.40}")
            return items
        own = {part: content for part, content in change.items() if part not in _NEIGHBOURS}
        beside = {side: change[side] for side in _NEIGHBOURS if side in change}
        if len(beside) > 1 or not all(isinstance(near, str) for near in beside.values()):
            self.mistakes.append(f"{path}：after 和 before 只写一个，写一个编号")
            return items
        if old is None:
            return self._inserted(key, items, name, own, beside, path)
        new = own if whole else self._mapping(old, own, path)
        if beside:
            return self._inserted(key, _at(items, name, _drop), name, new, beside, path)
        return _at(items, name, lambda siblings, index: [*siblings[:index], new, *siblings[index + 1 :]])

    def _inserted(self, key: str, items: Items, name: Name, new: Raw, beside: Raw, path: str) -> Items:
        """``items`` with ``new`` beside a neighbour, at the end of the group that its name says, or at the end."""
        group = str(name).rpartition(".")[0] if key in _TREES else ""
        for side, near in beside.items():
            neighbour = next((one for one in (near, f"{group}.{near}") if _found(items, one) is not None), None)
            if neighbour is None:
                self.mistakes.append(f"{path}.{side}：没有“{near}”{_near(near, items)}")
                return items
            siblings, at = _place(items, neighbour) or (items, len(items))
            at += side == "after"
            return _replaced(items, siblings, [*siblings[:at], new, *siblings[at:]])
        if hint := _near(name, items):
            self.added.append(f"{path}：上级表式中没有这一项，当作新增{hint}")
        if not group:
            return [*items, new]
        parent = _found(items, group)
        if parent is None or "children" not in parent:
            self.mistakes.append(f"{path}：上级表式中没有“{group}”这一组{_near(group, items)}")
            return items
        grown = parent | {"children": [*parent["children"], new]}
        return _at(items, group, lambda siblings, at: [*siblings[:at], grown, *siblings[at + 1 :]])

    def _rows(self, form: Raw, rows: Any) -> Raw:
        """``form`` with changes of rows by table and full id."""
        if not isinstance(rows, dict):
            self.mistakes.append("rows：应为“键: 值”的形式")
            return form
        for path, change in rows.items():
            table_id, _, row = str(path).partition(".")
            tables = _things(form.get("tables"))
            blocks = next((_things(table.get("blocks")) for table in tables if table.get("id") == table_id), [])
            block = _home(blocks, row, change)
            if block is None:
                self.mistakes.append(f"rows.{path}：上级表式中没有这一行或这一组{_new_row(blocks)}")
                continue
            own = self._named("rows", _things(block.get("rows")), {row: change}, f"rows.{table_id}")
            blocks = [block | {"rows": own} if one is block else one for one in blocks]
            form = form | {"tables": [one | {"blocks": blocks} if one["id"] == table_id else one for one in tables]}
        return form

    def _without(self, parent: Raw, form: Raw, dropped: list[Any]) -> Raw:
        coded = ("rules", "checks")
        known = {*(identity_of(each) for key in coded for each in _things(parent.get(key))), *parent.get("names", {})}
        for name in dropped:
            if not isinstance(name, str) or name not in known:
                self.mistakes.append(f"without：上级表式没有规则、检查或名称“{name}”{did_you_mean(str(name), known)}")
        kept = {key: [each for each in _things(form.get(key)) if each.get("code") not in dropped] for key in coded}
        names = {name: total for name, total in form.get("names", {}).items() if name not in dropped}
        return form | kept | {"names": names} if dropped else form


def identity_of(item: Raw) -> str:
    """The key of an item of a list: its code, its id, or its printed name; empty for items without one."""
    found = next((item[key] for key in ("code", "id", "title", "label") if item.get(key)), "")
    return found if isinstance(found, str) else ""


def _key_of(key: str) -> str:
    return "code" if key in _CODED else "title" if key == _BLOCKS else "id"


def _last(key: str, name: Name) -> Name:
    return name.rpartition(".")[2] if key in _TREES and isinstance(name, str) else name


def _is_identified(key: str, old: Any) -> bool:
    if old is None or not old:
        return key in _LISTS
    things = _things(old)
    return bool(things) and (key in _LISTS or all(map(identity_of, things)))


def _things(value: Any) -> Items:
    """A list of mappings; empty for anything else."""
    return value if isinstance(value, list) and all(isinstance(item, dict) for item in value) else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _home(blocks: Items, row: str, change: Any) -> Raw | None:
    """The block where a row, its neighbour or its group stands; the only one for a row of none of them."""
    group = row.rpartition(".")[0]
    near = [change[side] for side in _NEIGHBOURS if isinstance(change, dict) and side in change]
    for name in (row, *near, *(f"{group}.{one}" for one in near), group):
        for block in blocks:
            if _found(_things(block.get("rows")), name) is not None:
                return block
    return blocks[0] if len(blocks) == 1 and not group else None


def _new_row(blocks: Items) -> str:
    return "；新增的请用 after 写明在哪一行之后" if len(blocks) > 1 else ""


def _paths(items: Items, prefix: str = "") -> Iterator[tuple[Name, Items, int]]:
    """Every thing of a list by its name, with the list that it stands in and its place there: those below a group by
    the names of both, unless the group has no id."""
    for index, item in enumerate(items):
        yield f"{prefix}{identity_of(item)}", items, index
        yield from _paths(_things(item.get("children")), f"{prefix}{item['id']}." if item.get("id") else prefix)


def _place(items: Items, name: Name) -> tuple[Items, int] | None:
    if isinstance(name, int):
        return (items, name) if 0 <= name < len(items) else None
    return next(((siblings, index) for path, siblings, index in _paths(items) if path == name), None)


def _found(items: Items, name: Name) -> Raw | None:
    place = _place(items, name)
    return place[0][place[1]] if place else None


def _near(name: Name, items: Items) -> str:
    return did_you_mean(str(name), [str(path) for path, _, _ in _paths(items)])


def _drop(siblings: Items, index: int) -> Items:
    return siblings[:index] + siblings[index + 1 :]


def _at(items: Items, name: Name, change: Callable[[Items, int], Items]) -> Items:
    """``items`` with the list in which ``name`` stands changed, however deep; nothing is altered in place."""
    place = _place(items, name)
    return _replaced(items, place[0], change(*place)) if place else items


def _replaced(items: Items, old: Items, new: Items) -> Items:
    if items is old:
        return new
    return [
        item | {"children": _replaced(item["children"], old, new)} if _things(item.get("children")) else item
        for item in items
    ]
