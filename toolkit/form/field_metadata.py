"""What the fields of the model's dataclasses are for, where they are not the key of the file of their name."""

from __future__ import annotations

REST = {"rest": True}
"""Of the field that takes every key of the file that none of its other fields does."""
SET_BY_LOADER = {"set_by_loader": True}
"""Of a field that is no key of the file: what is known of the form once it is read."""
