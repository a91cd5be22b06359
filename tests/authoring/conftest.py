"""The made-up forms beside the shipped ones."""

from __future__ import annotations

from tests.forms.conftest import every_form_is_found

__all__ = ["every_form_is_found"]
