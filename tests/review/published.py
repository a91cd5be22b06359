"""What a website made of the sample: the report in a format, changed on its way."""

from __future__ import annotations

from pathlib import Path

from tests.at_hand import FORMS
from tests.ingest.samples import sample
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.render import FORMATS
from toolkit.review.verification import Verification, verify_published

FORM = "gkgb-2021"


def printed(name: str, filing: Filing | None = None) -> str:
    """The report in a format that is text."""
    return FORMATS[name].renderer()(compose(filing or sample(FORM))).decode()


def verified(content: str | bytes, path: Path, filing: Filing | None = None) -> Verification:
    """The sample against ``content``, as the file ``path``."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    own = filing or sample(FORM)
    return verify_published(own, read_any(path, FORMS, form=own.form)[0])


def replaced(text: str, old: str, new: str) -> str:
    """``text`` with ``old``, which stands in it once, made ``new``."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)
