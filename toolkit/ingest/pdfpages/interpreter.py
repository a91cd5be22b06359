"""Runs the content of a page, keeping count of where it may paint, how densely, and of the layers that it is on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix

from toolkit.ingest.pdfpages.clipping import Clip, outlines_of
from toolkit.ingest.pdfpages.device import Device

_LAYER = "OC"
"""The tag of content that belongs to a layer, and the key that says so of a figure."""


class Interpreter(PDFPageInterpreter):
    """Tells its device where the content may paint, and whether it belongs to a layer that is not shown."""

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._saved: list[tuple[Clip, float]] = []

    def do_q(self) -> None:
        super().do_q()
        self._saved.append((self._paper.clip, self._paper.alpha))

    def do_Q(self) -> None:  # noqa: N802 -- named for the operator
        super().do_Q()
        if self._saved:
            self._paper.clip, self._paper.alpha = self._saved.pop()

    def do_gs(self, name: Any) -> None:
        states = dict_value(self._resources.get("ExtGState") or {})
        state = resolve1(states.get(name.name)) if isinstance(name, PSLiteral) else None
        alpha = resolve1(state.get("ca")) if isinstance(state, dict) else None
        if isinstance(alpha, int | float):
            self._paper.thin(max(0.0, min(1.0, alpha)))

    def do_W(self) -> None:  # noqa: N802 -- named for the operator
        self._paper.narrow(list(outlines_of(self.curpath)))

    def do_W_a(self) -> None:  # noqa: N802 -- named for the operator
        self._paper.narrow(list(outlines_of(self.curpath)), evenodd=True)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802 -- named for the operator
        self._paper.enter(None)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802 -- named for the operator
        named = dict_value(self._resources.get("Properties") or {}) if isinstance(props, PSLiteral) else {}
        layer = isinstance(tag, PSLiteral) and tag.name == _LAYER
        inline = props if isinstance(props, dict) else {}
        self._paper.enter(named.get(props.name) if layer and named else None, inline.get("MCID"))

    def do_EMC(self) -> None:  # noqa: N802 -- named for the operator
        self._paper.leave()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 -- named for the operator
        name = xobjid_arg.name if isinstance(xobjid_arg, PSLiteral) else xobjid_arg
        figure = resolve1(self.xobjmap.get(name))
        self._paper.enter(figure.attrs.get(_LAYER) if isinstance(figure, PDFStream) else None)
        super().do_Do(xobjid_arg)
        self._paper.leave()

    @property
    def _paper(self) -> Device:
        return cast(Device, self.device)

    @property
    def _resources(self) -> Mapping[Any, Any]:
        return dict_value(self.resources or {})
