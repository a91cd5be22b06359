"""Forms that were made up for the tests, so that nothing in them is any real form's."""

from __future__ import annotations

from pathlib import Path

from tests.at_hand import FORMS as SHIPPED
from toolkit.form import Forms

FOLDER = Path(__file__).parent
FORMS = Forms(folders=[FOLDER])
"""The shipped ones and these."""
MADE_UP = tuple(form.id for form in FORMS.combinations if form.id not in SHIPPED.available)
"""Those made up, and a shipped one with a supplement that was."""
