"""Characters that look like ordinary ones but are others, as text taken out of PDF files has them."""

from __future__ import annotations

import unicodedata

from toolkit.patterns import regex

_LOOKALIKE = regex("[\u2e80-\u2fd5\ue78d-\ue796\uf900-\ufaff\ufe10-\ufe19\ufe35-\ufe44\U0002f800-\U0002fa1f]")
_RADICALS = "⺒⺓⺝⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲"
_READ_AS = "巳幺月民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙亀"
"""Unicode gives the radicals of the Kangxi block a plain form, but not those of the supplement."""
_TURNED = "︐︑︒︓︔︕︖︗︘︙︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄"
_UPRIGHT = "，、。：；！？〖〗…（）｛｝〔〕【】《》〈〉「」『』"
"""Punctuation for vertical text, as it is written in a line."""
_OLD_TURNED = dict(zip(map(chr, range(0xE78D, 0xE797)), "，。、：；！？〖〗…", strict=True))
"""The same where fonts made for GB 18030 have it, in the area for private use."""
_PLAIN = _OLD_TURNED | dict(zip(_RADICALS + _TURNED, _READ_AS + _UPRIGHT, strict=True))


def plain_ideographs(text: str) -> str:
    """``text`` with radicals, compatibility ideographs and vertical punctuation as what they are read as."""
    return _LOOKALIKE.sub(lambda sign: _PLAIN.get(sign[0]) or unicodedata.normalize("NFKC", sign[0]), text)
