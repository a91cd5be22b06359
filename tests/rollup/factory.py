"""Thousands of filled workbooks fast: one is built, and its numbers, name, level and date are replaced in the package.

Formulas keep the cached values of the first, which no reader trusts.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache

from tests.at_hand import FORMS
from tests.strategies import PROBLEMS_TEXT, SUBHEADS_TEXT
from toolkit.filing import Entry, Filing, Paragraph, Source, Text
from toolkit.workbook.plan import plan_of
from toolkit.workbook.writing.build import build_workbook

Numbers = Mapping[str, int]
AGENCY, LEVEL, DAY = "样本单位名称", "county_department", dt.date(2026, 1, 20)
_FIRST = 910_000  # samples of numbers, which occur nowhere else
_NUMBER = re.compile(rb"(?<!</f>)<v>(91\d{4})</v>")


def sample(form_id: str, year: int, level: str, inputs: Mapping[str, Entry], agency: str = AGENCY) -> Filing:
    """A filing whose text breaks no rule."""
    form = FORMS.form(form_id)
    overview = [
        line
        for heading, text in zip(form.section("overview").subheads, SUBHEADS_TEXT, strict=True)
        for line in (Paragraph(text=heading, heading=True), Paragraph(text=f"{text}。"))
    ]
    fees = "没有收取信息处理费。"
    if "processing_fee.notices" in form.fields:
        fees = "发出收费通知0件，通知收费总金额0元，实际收取信息处理费0元。"
    return Filing(
        form=form,
        source=Source.WORKBOOK,
        agency=Text(value=agency),
        year=year,
        level=level,
        issued_on=dt.date(year + 1, 1, 20),
        inputs=inputs,
        narrative={
            "preamble": (Paragraph(text=f"本报告所列数据的统计期限自{year}年1月1日至{year}年12月31日。"),),
            "overview": tuple(overview),
            "problems": (Paragraph(text=f"{PROBLEMS_TEXT[0]}。"),),
            "other": (Paragraph(text=f"{year}年{fees}"),),
        },
    )


def workbook(form_id: str, year: int, level: str, agency: str, numbers: Numbers, issued_on: dt.date) -> bytes:
    """A filled workbook; inputs that ``numbers`` lack are zero."""
    parts, order = _template(form_id, year)
    label, cell = _ascii(_label(form_id, level)), _level_cell(form_id)

    def number(match: re.Match[bytes]) -> bytes:
        return b"<v>%d</v>" % numbers.get(order[int(match[1]) - _FIRST], 0)

    def changed(content: bytes) -> bytes:
        content = content.replace(_ascii(AGENCY), _ascii(agency))
        content = cell.sub(lambda match: match[1] + label, content)
        content = content.replace(b"<v>%d</v>" % _serial(DAY.replace(year=year + 1)), b"<v>%d</v>" % _serial(issued_on))
        return _NUMBER.sub(number, content)

    return _zipped({name: (part if packed else changed(part), packed) for name, (part, packed) in parts.items()})


def _serial(day: dt.date) -> int:
    return (day - dt.date(1899, 12, 30)).days


def _label(form_id: str, level: str) -> str:
    return next(each.label for each in FORMS.form(form_id).levels if each.id == level)


@cache
def _level_cell(form_id: str) -> re.Pattern[bytes]:
    """The label of the level of the template in its cell of the cover."""
    address = plan_of(FORMS.form(form_id)).at("cover.level").address
    start = f'<c r="{address}" s="\\d+" t="inlineStr"><is><t>'
    return re.compile(b"(%s)%s(?=<)" % (start.encode(), _ascii(_label(form_id, LEVEL))))


@cache
def _template(form_id: str, year: int) -> tuple[Mapping[str, tuple[bytes, bool]], tuple[str, ...]]:
    """Each part, as it is if it changes, else whole as a zip holds it; and the order of the sample numbers."""
    form = FORMS.form(form_id)
    order = tuple(quantity for quantity in form.inputs if quantity in form.cells)
    inputs = {quantity: Entry(number=_FIRST + place) for place, quantity in enumerate(order)}
    inputs |= {quantity: Entry(number=0) for quantity in form.fields}
    package = build_workbook(form, filing=sample(form_id, year, LEVEL, inputs))
    found = {}
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for name in source.namelist():
            content = source.read(name)
            same = not _NUMBER.search(content) and _ascii(AGENCY) not in content
            found[name] = (_entry(name, content, 6), True) if same else (content, False)
    return found, order


def _zipped(parts: Mapping[str, tuple[bytes, bool]]) -> bytes:
    """A zip of parts that are packed already and parts that are not yet."""
    body, directory = bytearray(), bytearray()
    for name, (part, packed) in parts.items():
        entry = part if packed else _entry(name, part, 1)
        head = entry[4:30]
        directory += b"PK\x01\x02\x14\x00" + head[:24] + struct.pack("<HHHHLL", 0, 0, 0, 0, 0, len(body))
        directory += name.encode()
        body += entry
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + end)


def _entry(name: str, content: bytes, level: int) -> bytes:
    """A part with its local header."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = squeeze.compress(content) + squeeze.flush()
    sizes = (zlib.crc32(content), len(data), len(content), len(name.encode()), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0x800, 8, 0, 33, *sizes) + name.encode() + data


def _ascii(text: str) -> bytes:
    """As sheets are written: in ASCII, all else as character references."""
    return text.encode("ascii", "xmlcharrefreplace")
