"""Fonts pinned under the names that the report asks for: Fandol for the Chinese faces, Liberation for Times New Roman."""

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
PLACES = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/usr/share/texmf"), Path("/tmp/fandol"))
CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def find_fonts(extra: Path | None = None) -> dict[str, Path]:
    """Where each font file lies, as far as it is found."""
    places = [place for place in (extra, *PLACES) if place and place.is_dir()]
    return {file.name: file for place in reversed(places) for file in place.rglob("*.[ot]tf") if file.name in FACES}


def pin(files: dict[str, Path], folder: Path) -> Path:
    """Copies under the pinned names in ``folder``; returns a fontconfig file that knows no others."""
    for name, (family, postscript) in FACES.items():
        font = TTFont(files[name], lazy=True)
        names = font["name"]
        names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22)]
        for record in list(names.names):
            renamed = {1: family, 2: "Regular", 3: postscript, 4: family, 6: postscript}.get(record.nameID)
            if renamed:
                names.setName(renamed, record.nameID, 3, 1, 0x409)
                names.removeNames(record.nameID, 1, 0, 0)
        font["OS/2"].usWeightClass = 400
        font["OS/2"].fsSelection = 0x40
        font["head"].macStyle = 0
        font.save(folder / f"{postscript}{files[name].suffix}")
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
    return config
