"""Fonts pinned under the names that the report asks for: Fandol for Chinese, Liberation for Times New Roman."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

FACES = {
    "FandolFang-Regular.otf": ("仿宋_GB2312", "FangSong_GB2312"),
    "FandolKai-Regular.otf": ("楷体_GB2312", "KaiTi_GB2312"),
    "FandolHei-Regular.otf": ("黑体", "SimHei"),
    "FandolSong-Regular.otf": ("宋体", "SimSun"),
    "FandolSong-Bold.otf": ("方正小标宋简体", "FZXBSJW"),
    "LiberationSerif-Regular.ttf": ("Times New Roman", "TimesNewRomanPSMT"),
}
PLACES = tuple(map(Path, ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texlive", "/usr/share/texmf")))
CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def find_fonts(extra: Path | None = None) -> dict[str, Path]:
    """Where each font file is, as far as it is found."""
    places = [place for place in (extra, *PLACES) if place and place.is_dir()]
    return {file.name: file for place in reversed(places) for file in place.rglob("*.[ot]tf") if file.name in FACES}


def pin(files: dict[str, Path], folder: Path) -> Path:
    """Copies under the pinned names in ``folder``; returns a fontconfig file that knows no others."""
    for name, (family, postscript) in FACES.items():
        with TTFont(files[name], lazy=True) as font:
            _rename(font, family, postscript)
            font.save(folder / f"{postscript}{files[name].suffix}")
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
    return config


def _rename(font: TTFont, family: str, postscript: str) -> None:
    """One regular face of that family, whatever it was."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22)]
    wanted = {1: family, 2: "Regular", 3: postscript, 4: family, 6: postscript}
    for number, text in wanted.items():
        names.removeNames(number)
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
