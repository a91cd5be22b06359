"""What the metadata sheet keeps of a review: the signed rounds, and what each was signed over.

Nobody types there, but nothing on it is trusted either: a content counts only with its own digest, and in bounds.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from toolkit.bounds import REVIEW_BYTES, REVIEW_CONTENTS, REVIEW_ROUNDS
from toolkit.filing import Decision, Review, ReviewRound
from toolkit.filing.review import Content, content_digest

SIGNED, CONTENT = "signed ", "content "
_TEXTS = ("name", "reviewer", "role", "opinion", "decision", "reason", "digest")
_LONGEST = 32_000
"""Characters of one cell: Excel takes 32,767."""


def review_rows(review: Review) -> Iterator[tuple[str, str]]:
    """Each signed round, then each content, cut into as many cells as it takes."""
    for number, own in enumerate(review.signed, start=1):
        day = own.day.isoformat() if own.day else ""
        plain = {name: str(getattr(own, name) or "") for name in _TEXTS} | {"day": day}
        yield f"{SIGNED}{number}", json.dumps(plain, ensure_ascii=False)
    for number, content in enumerate(review.contents.values(), start=1):
        packed = base64.b64encode(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)).decode()
        for part, at in enumerate(range(0, len(packed), _LONGEST), start=1):
            yield f"{CONTENT}{number}.{part}", packed[at : at + _LONGEST]


def kept_review(rows: Mapping[str, object]) -> Review:
    """What these rows of the sheet say, as far as nobody has changed that."""
    signed = islice((str(value) for key, value in rows.items() if key.startswith(SIGNED)), REVIEW_ROUNDS)
    parts: dict[str, list[str]] = {}
    for key, value in rows.items():
        if key.startswith(CONTENT):
            parts.setdefault(key.removeprefix(CONTENT).partition(".")[0], []).append(str(value))
    contents = (_content("".join(each)) for each in islice(parts.values(), REVIEW_CONTENTS))
    known = {content_digest(each): each for each in contents if each}
    return Review(rounds=tuple(filter(None, map(_round, signed))), contents=known)


def _round(written: str) -> ReviewRound | None:
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        plain = json.loads(written)
        texts: dict[str, Any] = {name: str(plain[name]) for name in _TEXTS if name != "decision"}
        day = dt.date.fromisoformat(plain["day"]) if plain["day"] else None
        own = ReviewRound(day=day, decision=Decision(plain["decision"]), **texts)
        return own if own.digest else None
    return None


def _content(packed: str) -> Content:
    with suppress(ValueError, TypeError, AttributeError, RecursionError, binascii.Error, zlib.error):
        unpacking = zlib.decompressobj()
        written = unpacking.decompress(base64.b64decode(packed, validate=True), REVIEW_BYTES)
        if not unpacking.unconsumed_tail:
            return {str(key): str(text) for key, text in json.loads(written).items()}
    return {}
