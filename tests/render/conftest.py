"""Pages to measure: each sample as PDF by LibreOffice from its Word file and by typst, both in pinned fonts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Convert, missing
from tests.render import pinned
from tests.render.samples import document
from toolkit.render import FORMATS

Pages = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pinned fonts and ``fonts.conf``."""
    extra = os.environ.get("XL_REPORT_FONTS")
    files = pinned.find_fonts(Path(extra) if extra else None)
    if lacking := set(pinned.FACES) - set(files):
        missing(f"fonts {', '.join(sorted(lacking))} (XL_REPORT_FONTS)")
    folder = tmp_path_factory.mktemp("fonts")
    pinned.pin(files, folder)
    return folder


@pytest.fixture(scope="session")
def pages(request: pytest.FixtureRequest, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """``pages("large", "docx")`` is the PDF of that sample's Word file, ``pages("large", "pdf")`` that of typst."""
    made: dict[tuple[str, str], Path] = {}

    def make(sample: str, source: str) -> Path:
        if (sample, source) not in made:
            folder = tmp_path_factory.mktemp(sample)
            file = folder / f"{sample}.{source}"
            options = {"font_folders": (fonts,), "system_fonts": False} if source == "pdf" else {}
            file.write_bytes(FORMATS[source].renderer()(document(sample), **options))
            made[sample, source] = file if source == "pdf" else _converted(request, fonts, file)
        return made[sample, source]

    return make


def _converted(request: pytest.FixtureRequest, fonts: Path, file: Path) -> Path:
    soffice: Convert = request.getfixturevalue("soffice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(fonts / "fonts.conf"))
        return soffice(file, "pdf")
