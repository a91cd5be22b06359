"""Which fonts a PDF is set in: found, and proven to hold every character, before anything is typeset.

The typesetter prints empty boxes without a word where a font lacks a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from typst import FontInfo, Fonts

from toolkit.characters import display_name, is_hidden
from toolkit.errors import MissingGlyphs, MissingTool
from toolkit.render.font_coverage import coverage_test
from toolkit.render.page import LATIN_FACE, Face

# What may show a character that the face proper lacks: rare characters in names.
RARE = (
    "Noto Serif CJK SC",
    "BabelStone Han",
    "HanaMinB",
    "SimSun-ExtB",
    "宋体-扩展B",
    "Source Han Serif SC",
    "AR PL UMing CN",
    "Noto Sans CJK SC",
)
_MOST_NAMED, _MOST_ADVISED = 20, 3


FREE_FONTS = "Fandol 字体可从 ctan.org/pkg/fandol 免费下载"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFonts:
    """Families to set a face in, first to last, and the weight of the first; the Latin one stands apart."""

    latin: str
    families: tuple[str, ...]
    weight: int


@cache
def installed_fonts(folders: tuple[Path, ...] = (), system: bool = True) -> Fonts:
    """The fonts of this machine and of ``folders``."""
    return Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[str(each) for each in folders])


def choose_fonts(fonts: Fonts, texts: Mapping[Face, str]) -> Mapping[Face, ChosenFonts]:
    """For each face the fonts that show its text.

    What none has is named: :class:`MissingTool` for a face, :class:`MissingGlyphs` for characters.
    """
    known = _by_family(fonts)
    lacking = [face for face in (*texts, LATIN_FACE) if not any(name in known for name in face.families)]
    if lacking:
        raise MissingTool(
            f"这台电脑缺少这些字体：{'、'.join(face.name for face in lacking)}。",
            f"请安装其中的字体，或可代替它们的开源字体：{_substitutes(lacking)}。{FREE_FONTS}。",
        )
    chosen = {face: _chosen(known, face) for face in texts}
    missing = sorted({sign for face, text in texts.items() for sign in _uncovered(known, chosen[face], text)})
    if missing:
        signs = "、".join(map(display_name, missing[:_MOST_NAMED]))
        more = f"{'等' if len(missing) > _MOST_NAMED else ''}（共 {len(missing)} 个）"
        advised = [name for name in RARE[:_MOST_ADVISED] if name not in known] or RARE[:_MOST_ADVISED]
        remedy = f"请安装字数更全的字体（如 {'、'.join(advised)}）后重试，或改用 --to docx。"
        if all(map(is_hidden, missing)):
            remedy = "请删去这些字符后重试，或改用 --to docx。"
        raise MissingGlyphs(f"已装的字体都没有这些字：{signs}{more}。", remedy, tuple(missing))
    return chosen


def _by_family(fonts: Fonts) -> Mapping[str, tuple[FontInfo, ...]]:
    known: dict[str, tuple[FontInfo, ...]] = {}
    for font in fonts.fonts():
        if font.style == "normal" and font.path:
            known[font.family] = (*known.get(font.family, ()), font)
    return known


def _chosen(known: Mapping[str, tuple[FontInfo, ...]], face: Face) -> ChosenFonts:
    own = [name for name in face.families if name in known][:2]
    spare = [name for name in RARE if name in known and name not in own]
    latin = next(name for name in LATIN_FACE.families if name in known)
    weight = face.weight if own[0] in face.stand_ins else 400
    return ChosenFonts(latin=latin, families=(*own, *spare), weight=weight)


def _uncovered(known: Mapping[str, tuple[FontInfo, ...]], chosen: ChosenFonts, text: str) -> set[str]:
    left = {sign for sign in text if not sign.isspace()}
    for family in (chosen.latin, *chosen.families):
        if not left:
            break
        font = min(known[family], key=lambda each: abs(each.weight - chosen.weight))
        holds = coverage_test(str(font.path), font.index)
        left = {sign for sign in left if not holds(ord(sign))}
    return left


def _substitutes(faces: Iterable[Face]) -> str:
    return "；".join(f"{face.name} 可用 {'、'.join(face.stand_ins[:3])}" for face in faces)
