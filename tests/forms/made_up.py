"""Forms that were made up for the tests, so that nothing in them is any real form's."""

from __future__ import annotations

from pathlib import Path

from toolkit.form import Forms

FOLDER = Path(__file__).parent
MADE_UP = tuple(sorted(file.parent.name for file in FOLDER.glob("*/form.yaml")))
FORMS = Forms(folders=[FOLDER])
"""The shipped ones and these."""
