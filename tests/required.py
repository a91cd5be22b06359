"""What a test needs and does not find."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

from toolkit.errors import MissingTool


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it where everything is mandatory."""
    if os.environ.get("XL_REPORT_REQUIRE_ALL"):
        pytest.fail(f"{what} is required here but was not found")
    pytest.skip(f"{what} not found")


def require_fonts() -> None:
    """Skip the test where no PDF and no picture can be made, for want of the report's fonts and of stand-ins."""
    from toolkit.render.fonts import choose_fonts, installed_fonts
    from toolkit.render.page import BODY_FACE, HEI_FACE, KAI_FACE, SONG_FACE, TITLE_FACE

    try:
        choose_fonts(installed_fonts(), dict.fromkeys((TITLE_FACE, BODY_FACE, HEI_FACE, KAI_FACE, SONG_FACE), ""))
    except MissingTool as lacking:
        missing(lacking.message)
