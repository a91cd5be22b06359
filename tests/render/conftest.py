"""Pages to measure: each sample as PDF by LibreOffice from its Word file and by typst, both in pinned fonts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.libreoffice import LibreOffice
from tests.render import pinned
from tests.render.samples import document
from tests.required import missing
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
def pages(fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """``pages("large", "docx")`` is the PDF of that sample's Word file, ``pages("large", "pdf")`` that of typst."""
    made: dict[tuple[str, str], Path] = {}
    office = LibreOffice(tmp_path_factory.mktemp("libreoffice"), {"FONTCONFIG_FILE": str(fonts / "fonts.conf")})

    def make(sample: str, source: str) -> Path:
        if (sample, source) not in made:
            file = tmp_path_factory.mktemp(sample) / f"{sample}.{source}"
            options = {"font_folders": (fonts,), "system_fonts": False} if source == "pdf" else {}
            file.write_bytes(FORMATS[source].renderer()(document(sample), **options))
            made[sample, source] = file if source == "pdf" else office.convert(file, file.with_suffix(".pdf"))
        return made[sample, source]

    yield make
    office.close()
