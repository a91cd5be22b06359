"""The forms that come with the program, which most tests are about."""

from __future__ import annotations

from toolkit.form import Forms

FORMS = Forms()
