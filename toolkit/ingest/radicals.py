"""Characters that look like ordinary ideographs but are others, as text taken out of PDF files has them."""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_RADICALS = "⺒⺓⺝⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲"
_READ_AS = "巳幺月民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙亀"
_SUPPLEMENT = dict(zip(_RADICALS, _READ_AS, strict=True))
"""Unicode gives the radicals of the Kangxi block a plain form, but not those of the supplement."""


def plain_ideographs(text: str) -> str:
    """``text`` with radicals and compatibility ideographs as the characters that they are read as."""
    return _LOOKALIKE.sub(lambda sign: _SUPPLEMENT.get(sign[0]) or unicodedata.normalize("NFKC", sign[0]), text)
