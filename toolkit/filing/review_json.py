"""The review of a filing in Filing JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from toolkit.filing.review import Decision, Review, ReviewRound, content_digest
from toolkit.filing.shape import ReviewRoundShape, ReviewShape
from toolkit.form.round_names import LONGEST_NAME, MOST_ROUNDS, are_round_names
from toolkit.location import Location

ReadDay = Callable[[str | None, str], dt.date | None]
"""The day that a text says, which stands at a path."""


def review_to_json(review: Review) -> dict[str, Any]:
    """What Filing JSON says of it; nothing where there is nothing to say."""
    contents = {digest: dict(content) for digest, content in review.contents.items()}
    parts = {"names": [*review.names], "rounds": [_round(each) for each in review.rounds], "contents": contents}
    return {key: part for key, part in parts.items() if part}


def review_from_json(shape: ReviewShape, day: ReadDay) -> Review:
    """The review in a Filing JSON without :func:`review_mistakes`."""
    rounds = (_read(each, f"review.rounds[{index}]", day) for index, each in enumerate(shape.rounds))
    return Review(names=shape.names, rounds=tuple(rounds), contents=shape.contents)


def review_mistakes(shape: ReviewShape) -> Iterator[str]:
    """Names and decisions that are none, rounds signed before others that are not, contents with another digest."""
    if shape.names and not are_round_names(shape.names):
        yield f"review.names：应是 1 至 {MOST_ROUNDS} 个不同的名称，不含标点，每个最多 {LONGEST_NAME} 个字"
    for index, each in enumerate(shape.rounds):
        if each.decision not in ("", *Decision):
            yield f"review.rounds[{index}].decision：应为“{'”或“'.join(Decision)}”，现为“{each.decision:.40}”"
        if each.digest and not all(before.digest for before in shape.rounds[:index]):
            yield f"review.rounds[{index}]：签过的轮次应排在没有签的前面"
    for digest, content in shape.contents.items():
        if content_digest(content) != digest:
            yield f"review.contents：“{digest:.64}”不是下面这份内容的指纹"


def _round(own: ReviewRound) -> dict[str, str]:
    day = own.day.isoformat() if own.day else ""
    words = {"role": own.role, "day": day, "opinion": own.opinion, "decision": own.decision or ""}
    more = {key: str(text) for key, text in (words | {"reason": own.reason, "digest": own.digest}).items() if text}
    return {"name": own.name, "reviewer": own.reviewer, **more}


def _read(shape: ReviewRoundShape, path: str, day: ReadDay) -> ReviewRound:
    return ReviewRound(
        name=shape.name,
        reviewer=shape.reviewer,
        role=shape.role,
        day=day(shape.day, f"{path}.day"),
        opinion=shape.opinion,
        decision=Decision(shape.decision) if shape.decision in [*Decision] else None,
        reason=shape.reason,
        digest=shape.digest,
        where=Location(path),
    )
