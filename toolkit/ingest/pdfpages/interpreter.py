"""Runs the content of a page, keeping count of the area that it may paint on."""

from __future__ import annotations

from typing import cast

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import Matrix

from toolkit.ingest.pdfpages.device import Device, corners
from toolkit.ingest.pdfpages.geometry import Box


class Interpreter(PDFPageInterpreter):
    """Tells its device where the content may paint: a clipping path counts as the rectangle around it."""

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._clips: list[Box] = []

    def do_q(self) -> None:
        super().do_q()
        self._clips.append(self._paper.clip)

    def do_Q(self) -> None:  # noqa: N802 -- named for the operator
        super().do_Q()
        if self._clips:
            self._paper.clip = self._clips.pop()

    def do_W(self) -> None:  # noqa: N802 -- named for the operator
        self._paper.narrow(corners(self.curpath))

    def do_W_a(self) -> None:  # noqa: N802 -- named for the operator
        self._paper.narrow(corners(self.curpath))

    @property
    def _paper(self) -> Device:
        return cast(Device, self.device)
