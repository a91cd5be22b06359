"""JSON Schemas of form files, local requirements, Filing JSON and what ``check`` prints, made from the types that read
and write them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import partial
from types import NoneType
from typing import Any, get_args, get_origin

from tests.generators.keys import key_book, keys_of
from toolkit.filing.shape import FilingShape
from toolkit.finding.shape import CheckShape
from toolkit.form import Form
from toolkit.form.model import Block, ListedCheck, Node
from toolkit.form.phrases.model import Phrases
from toolkit.form.repeating import KEYS, NEEDED
from toolkit.form.requirements import LocalRequirement, Requirements
from toolkit.form.supplement import KEY
from toolkit.rules.checks import CHECKS
from toolkit.rules.requirements import KINDS

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Any: {"type": ["string", "number", "boolean", "null"]},
}
_NOTHING: Schema = {"type": "null"}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_IDENTITIES = frozenset({"code", "id", "title", "label"})


def schemas() -> Iterator[tuple[str, str]]:
    """Each schema as text, with the name of its file."""
    made = {"form": _form(), "phrases": _phrases(), "filing": _filing(), "check": _whole(CheckShape)}
    made["requirements"] = _whole(Requirements)
    for name, schema in made.items():
        yield f"{name}.schema.json", json.dumps({"$schema": _DIALECT} | schema, ensure_ascii=False, indent=1) + "\n"


class _Definitions:
    """The types met so far; ``patch``: as a form that extends another may write them."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:
        """What a value of that type looks like."""
        origin, inner = get_origin(hint), get_args(hint)
        if hint in _SCALARS:
            return dict(_SCALARS[hint])
        if NoneType in inner:
            return {"anyOf": [self.of(inner[0]), _NOTHING]}
        if origin is tuple:
            return {"type": "array", "items": self.of(inner[0])}
        if origin is not None:
            return self._mapping(inner[0], self.of(inner[1]))
        if issubclass(hint, Enum):
            return {"enum": [str(member.value) for member in hint]}
        return self._named(hint.__name__, lambda: self._whole(hint))

    def change(self, hint: Any, key: str = "") -> Schema:
        """What a change of a value of that type looks like, which null drops."""
        origin, inner = get_origin(hint), get_args(hint)
        if key == "was":
            return {"anyOf": [{"type": "string"}, _TEXTS]}
        if NoneType in inner:
            return self.change(inner[0])
        if origin is tuple and _is_identified(inner[0]):
            item = self.change(inner[0])
            return {
                "anyOf": [{"type": "array", "items": item}, {"type": "object", "additionalProperties": item}, _NOTHING]
            }
        if origin is not None and origin is not tuple:
            return {"anyOf": [self._mapping(inner[0], self.change(inner[1])), _NOTHING]}
        if hint not in _SCALARS and origin is None and not issubclass(hint, Enum):
            changed = self._named(f"{hint.__name__}.change", lambda: self._changed(hint))
            return {"anyOf": [changed, _NOTHING]}
        return {"anyOf": [self.of(hint), _NOTHING]}

    def _named(self, name: str, made: Callable[[], Schema]) -> Schema:
        if name not in self.made:
            self.made[name] = {}  # while it is made: a thing may hold things of its own type
            self.made[name] = made()
        return {"$ref": f"#/$defs/{name}"}

    def _mapping(self, keys: Any, values: Schema) -> Schema:
        named = {"propertyNames": self.of(keys)} if keys is not str else {}
        return {"type": "object", **named, "additionalProperties": values}

    def _whole(self, thing: type) -> Schema:
        if thing is ListedCheck:
            return {"oneOf": [self._named(f"check.{name}", partial(self._check, name)) for name in CHECKS]}
        if thing is LocalRequirement:
            return {"oneOf": [self._named(f"requirement.{name}", partial(self._requirement, name)) for name in KINDS]}
        keys = keys_of(thing)
        made = _object(thing, {key: self.of(hint) for key, (hint, _) in keys.items()}, keys)
        if thing is Block:
            made["properties"]["rows"] = {"anyOf": [made["properties"]["rows"], _repeating()]}
        return made

    def _changed(self, thing: type) -> Schema:
        properties = {key: self.change(hint, key) for key, (hint, _) in keys_of(thing).items()}
        beside = {"after": {"type": "string"}, "before": {"type": "string"}} if _is_identified(thing) else {}
        made = _object(thing, properties | beside, {})
        return made | {"additionalProperties": thing is ListedCheck}  # what options there are the parent's name says

    def _check(self, name: str) -> Schema:
        """One way to list a check: with its name and its options."""
        keys = {**keys_of(ListedCheck), **keys_of(CHECKS[name])}
        words = key_book().checks[name]
        made = _object(ListedCheck, {key: self.of(hint) for key, (hint, _) in keys.items()}, keys)
        made["title"] = words.title
        for key, text in words.keys.items():
            made["properties"][key] |= {"description": text}
        made["properties"]["use"] |= {"const": name}
        return made

    def _requirement(self, name: str) -> Schema:
        """One way for a notice to ask for something: with its name and its options."""
        keys = {**keys_of(LocalRequirement), **keys_of(KINDS[name].check)}
        made = _object(LocalRequirement, {key: self.of(hint) for key, (hint, _) in keys.items()}, keys)
        made["properties"]["use"] |= {"const": name}
        made["required"] += ["section"] if KINDS[name].of_section else []
        return made


def _object(thing: type, properties: Mapping[str, Schema], keys: Mapping[str, tuple[Any, bool]]) -> Schema:
    """The schema of a dataclass, with what staff read of it, if there is anything."""
    words = key_book().of(thing) if thing.__name__ in key_book().types else None
    described = {
        key: own | ({"description": words.keys[key]} if words and key in words.keys else {})
        for key, own in properties.items()
    }
    required = [key for key, (_, must) in keys.items() if must]
    return {
        **({"title": words.title} if words else {}),
        "type": "object",
        "properties": described,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _is_identified(thing: Any) -> bool:
    return dataclasses.is_dataclass(thing) and not _IDENTITIES.isdisjoint(
        each.name for each in dataclasses.fields(thing)
    )


def _form() -> Schema:
    """A whole form, or one that extends another. Its phrases stand in a file of their own."""
    definitions = _Definitions()
    whole, changed = definitions.of(Form), definitions.change(Form)["anyOf"][0]
    row = definitions.change(Node)
    for name in ("Form", "Form.change"):
        definitions.made[name]["properties"].pop("phrases")
    for name in ("Block", "Block.change"):
        rows = definitions.made[name]["properties"]["rows"]
        described = {"description": rows.pop("description")} if "description" in rows else {}
        definitions.made[name]["properties"]["rows"] = described | {"anyOf": [rows, _repeating()]}
    beyond = definitions.made["Form.change"]
    for side in ("after", "before"):
        beyond["properties"].pop(side)
    beyond["properties"] |= {
        "extends": {"type": "string", "description": "所扩展的表式。"},
        "rows": {"type": "object", "additionalProperties": row},
        "without": {"anyOf": [{"type": "string"}, _TEXTS]},
    }
    beyond["required"] = ["extends"]
    supplement = {"if": {"type": "object", "required": [KEY]}, "then": _supplement(definitions), "else": whole}
    return {
        "if": {"type": "object", "required": ["extends"]},
        "then": changed,
        "else": supplement,
        "$defs": definitions.made,
    }


def _repeating() -> Schema:
    """Rows of which there are as many as a filing has."""
    return {
        "type": "object",
        "properties": {key: dict(_SCALARS[wanted]) for key, wanted in KEYS.items()},
        "required": list(NEEDED),
        "additionalProperties": False,
    }


def _supplement(definitions: _Definitions) -> Schema:
    """The file of a supplement."""
    own = {key: dict(_SCALARS[int if key == "version" else str]) for key in ("id", "version", "name", KEY)}
    parts = {key: definitions.of(keys_of(Form)[key][0]) for key in ("tables", "sections")}
    return {"type": "object", "properties": own | parts, "required": list(own), "additionalProperties": False}


def _phrases() -> Schema:
    """The phrases of a whole form, or of one that extends another."""
    definitions = _Definitions()
    choices = [definitions.of(Phrases), definitions.change(Phrases)["anyOf"][0]]
    return {"anyOf": choices, "$defs": definitions.made}


def _filing() -> Schema:
    """A filing, with the values of the form's fields by group and name."""
    schema = _whole(FilingShape)
    values = {"type": "object", "additionalProperties": _SCALARS[Any]}
    own = schema["$defs"][FilingShape.__name__]
    own["additionalProperties"] = values
    asked = _Definitions()
    own["properties"]["requirements"]["items"] = asked.of(Requirements)
    schema["$defs"] |= asked.made
    return schema


def _whole(root: type) -> Schema:
    definitions = _Definitions()
    return {**definitions.of(root), "$defs": definitions.made}
