"""What a paragraph of a Word file shows, fragment by fragment, and what of it cannot be read as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from toolkit.ingest.note_marks import Appearance, Fragment
from toolkit.ingest.word.fields import Fields, field_text, is_contents, is_reference
from toolkit.ingest.word.losses import LostContent
from toolkit.ingest.word.package import W, first_child
from toolkit.ingest.word.styles import ParagraphLook, Styles, TextFace, is_on
from toolkit.ingest.word.symbols import symbol
from toolkit.patterns import regex

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
BOX = f"{W}txbxContent"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
_HOLDERS = tuple(f"{W}{name}" for name in ("r", "hyperlink", "fldSimple", "bdo", "sdt"))
_RUN, _LINK, _FIELD, _TURNED, _CONTROL = _HOLDERS
_RUN_PROPERTIES, _TEXT = f"{W}rPr", f"{W}t"
_KNOWN = regex(r"http://schemas\.(?:microsoft\.com/office|openxmlformats\.org)/")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_UNREAD = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "rt", "delText")}
)


_GAPS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": LostContent.PICTURE,
    "{urn:schemas-microsoft-com:vml}imagedata": LostContent.PICTURE,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": LostContent.PICTURE,
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": LostContent.OBJECT,
    f"{W}object": LostContent.OBJECT,
    f"{W}control": LostContent.OBJECT,
    f"{W}contentPart": LostContent.OBJECT,
    f"{W}subDoc": LostContent.FILE,
}


@dataclass
class ShownParagraph:
    """What a paragraph shows. ``boxes`` hold paragraphs of their own, ``ahead`` if they come before its text.

    ``prefix`` is the number that Word puts before it.
    """

    look: ParagraphLook
    prefix: str = ""
    fragments: list[Fragment] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    ahead: bool = False
    gaps: list[LostContent] = field(default_factory=list)

    @property
    def visible(self) -> bool:
        """Whether the paragraph has text that shows and is not crossed out."""
        gone = (Appearance.HIDDEN, Appearance.STRUCK, Appearance.PICTURE)
        return any(part.text.strip() for part in self.fragments if part.role not in gone)


class Paragraphs:
    """Reads the paragraphs of one story, in order."""

    def __init__(self, styles: Styles, fields: Fields) -> None:
        self.fields = fields
        self._styles = styles
        self._shown: ShownParagraph

    def read(self, paragraph: etree._Element) -> ShownParagraph:
        """What the paragraph shows."""
        look = self._styles.look(paragraph)
        self._shown = ShownParagraph(look=look)
        face = self._styles.face(None, look.style, look.table)
        stack = [(element, face) for element in reversed(paragraph)]
        while stack:
            element, face = stack.pop()
            if element.tag in _UNREAD:
                continue
            if element.tag == _RUN:
                face = self._styles.face(first_child(element, _RUN_PROPERTIES), look.style, look.table)
                stack += [(child, face) for child in reversed(element)]
            elif not self._take(element, face):
                stack += [(child, face) for child in reversed(list(branch(element)))]
        return self._shown

    def _take(self, element: etree._Element, face: TextFace) -> bool:
        """Take in what the element shows; False where that is in its children."""
        tag = element.tag
        if tag == _TEXT or tag in _BREAKS:
            self._show(_BREAKS.get(tag) or element.text or "", LostContent.FIELD, face, element)
        elif tag == f"{W}instrText":
            self.fields.code(element.text or "")
        elif tag == f"{W}fldChar":
            self._show(self.fields.turn(element), LostContent.FIELD, face, element)
        elif tag == _FIELD:
            return self._take_simple_field(element, face)
        elif not self.fields.shows:
            return False
        elif tag in (f"{W}sym", _EMOJI):
            self._show(symbol(element), LostContent.SYMBOL, face, element)
        elif tag == f"{_M}oMath":
            self._show(_formula(element), LostContent.FORMULA, face, element)
        elif tag in (BOX, WORD_ART):
            self._shown.ahead = self._shown.ahead or not self._shown.visible
            self._shown.boxes.append(element)
        elif tag in _GAPS:
            self._miss(_GAPS[tag])
        elif tag in _NOTES:
            self._shown.gaps.append(LostContent.NOTE)
        else:
            return False
        return True

    def _take_simple_field(self, element: etree._Element, face: TextFace) -> bool:
        code = element.get(f"{W}instr", "")
        if is_contents(code):
            return True
        if next(element.iter(_TEXT), None) is not None:
            return False
        self._show(field_text(code), LostContent.FIELD, face, element)
        return True

    def _show(self, text: str | None, gap: LostContent, face: TextFace, element: etree._Element) -> None:
        """Add text; None is text that only Word could compute, and leaves a gap."""
        if not self.fields.shows:
            return
        if text is None:
            self._miss(gap)
        elif text:
            self._shown.fragments.append(Fragment(text=text, role=self._role(face, element)))

    def _miss(self, gap: LostContent) -> None:
        """Say in the text that something stands here; a picture need not be a part of it."""
        self._shown.gaps.append(gap)
        role = Appearance.PICTURE if gap is LostContent.PICTURE else Appearance.PLAIN
        self._shown.fragments.append(Fragment(text=f"〔{gap}〕", role=role))

    def _role(self, face: TextFace, element: etree._Element) -> Appearance:
        if face.hidden:
            return Appearance.HIDDEN
        if face.struck or face.doubly:
            return Appearance.STRUCK
        around = _around(element)
        if face.unclear or around is Appearance.DOUBTFUL or (face.white and not self._styles.shaded(element)):
            return Appearance.DOUBTFUL
        if face.height:
            return Appearance.RAISED if face.height > 0 else Appearance.LOWERED
        return Appearance.BESIDE if self.fields.refers else around


def branch(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; of alternatives the first that Word knows how to show."""
    if element.tag != f"{MC}AlternateContent":
        yield from element
        return
    choices = [choice for choice in element.iterchildren(f"{MC}Choice") if _is_known(choice)]
    chosen = choices[0] if choices else element.find(f"{MC}Fallback")
    yield from chosen if chosen is not None else ()


def _around(element: etree._Element) -> Appearance:
    """What text is by the elements around it: a mark that leads to a note, turned round, or nobody's answer yet."""
    found = Appearance.PLAIN
    holder = element.getparent()
    while holder is not None:  # step by step: lxml's iterators by tags take longer than the way
        if holder.tag in _HOLDERS:
            own = _within(holder)
            if own is Appearance.DOUBTFUL:
                return own
            found = own if own is Appearance.BESIDE else found
        holder = holder.getparent()
    return found


def _within(holder: etree._Element) -> Appearance:
    """The same by one of them."""
    turned = holder.tag == _TURNED and holder.get(f"{W}val") == "rtl"
    if turned or (holder.tag == _CONTROL and is_on(holder.find(f"{W}sdtPr/{W}showingPlcHdr"))):
        return Appearance.DOUBTFUL
    leads = holder.tag == _LINK and holder.get(f"{W}anchor")
    refers = holder.tag == _FIELD and is_reference(holder.get(f"{W}instr", ""))
    noted = any(child.tag in _NOTES and _is_marked(child) for child in holder)
    return Appearance.BESIDE if leads or refers or noted else Appearance.PLAIN


def _is_marked(note: etree._Element) -> bool:
    """Whether a note has a mark that somebody typed, in the same run."""
    return note.get(f"{W}customMarkFollows", "0").lower() not in ("0", "false", "off")


def _is_known(choice: etree._Element) -> bool:
    """Whether Word knows all the extensions that a choice needs, as it knows its own."""
    spaces = (choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split())
    return all(space is None or _KNOWN.match(space) for space in spaces)


def _formula(formula: etree._Element) -> str | None:
    """A formula that is nothing but a row of signs; None for any other, which cannot be written in a line."""
    if any(child.tag != f"{_M}r" for child in formula):
        return None
    return "".join(text.text or "" for text in formula.iter(f"{_M}t"))
