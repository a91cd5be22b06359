"""What is another between two contents of a report (:data:`~toolkit.filing.review.Content`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.filing.review import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentChange:
    """What stands under ``id`` now, and what stood there before; nothing where there is or was nothing."""

    id: str
    before: str
    after: str

    @property
    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of a text the paragraphs that are gone, and those that are new, in their order."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return _others(before, after), _others(after, before)


def content_changes(before: Content, after: Content) -> Iterator[ContentChange]:
    """Each id that holds something else, in the order of ``after``; last those that hold nothing now."""
    for key in (*after, *(key for key in before if key not in after)):
        if before.get(key, "") != after.get(key, ""):
            yield ContentChange(id=key, before=before.get(key, ""), after=after.get(key, ""))


def _others(lines: list[str], known: list[str]) -> tuple[str, ...]:
    left = [*known]
    found = []
    for line in lines:
        if line in left:
            left.remove(line)
        else:
            found.append(line)
    return tuple(found)
