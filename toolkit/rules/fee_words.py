"""How reports word what was charged for information: the figure of a charge by the part that it plays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from toolkit.patterns import regex

NOTICES, CHARGED, RECEIVED = "notices", "charged", "received"
FIGURES: Mapping[str, re.Pattern[str]] = {
    NOTICES: regex(r"收费通知[^，。；：\d]{0,8}(\d{1,15})件"),
    CHARGED: regex(
        r"(?:通知|应收|合计|总)[^，。；\d]{0,14}?(?<!实收)(?<!收取)(?:总额|金额|费用)[^，。；\d]{0,4}(\d{1,15}(?:\.\d{1,9})?)(万?)元"
    ),
    RECEIVED: regex(r"(?:实际收取|实收|(?<!实际)收取)[^，。；\d]{0,20}?(\d{1,15}(?:\.\d{1,9})?)(万?)元"),
}
"""Where a sentence gives each figure."""

NOTHING: Mapping[str, tuple[re.Pattern[str], str]] = {
    RECEIVED: (regex(r"(?:未|没有|无|不)(?:发生|产生|向[^，。；]{0,10})?(?:收取|收费|收(?!到))"), "没有收取"),
    NOTICES: (regex(r"(?:未|没有)(?:新)?(?:发出|发放|开具)[^，。；、]{0,40}?收费通知"), ""),
}
"""Where a sentence says that there was none, and how that is quoted; empty: as it stands."""

ALSO: Mapping[str, str] = {RECEIVED: CHARGED}
"""“收取…元” may also mean what was charged, where nobody says 实际."""


def amount(match: re.Match[str]) -> Decimal:
    """The number that one of :data:`FIGURES` found, in its field's unit."""
    ten_thousands = match.re.groups > 1 and match[2] == "万"
    return Decimal(match[1]).scaleb(4 if ten_thousands else 0)
