"""What the window does around the review of a report: what has to be asked first, then the action."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import filedialog

from toolkit import api
from toolkit.desktop.window.actions import Action, Actions
from toolkit.desktop.window.beside import do_beside
from toolkit.desktop.window.dialogs import SOURCES
from toolkit.desktop.window.review_actions import review_form, rounds_of, signature, verification
from toolkit.desktop.window.toolbar import Command


class ReviewSteps:
    """The steps over the workbook that ``source`` names: ``start`` does an action, ``failed`` shows why one could not
    begin; ``formats`` are those that are ticked."""

    def __init__(
        self,
        parent: tk.Misc,
        actions: Actions,
        *,
        source: Callable[[], Path | None],
        formats: Callable[[], Sequence[str]],
        start: Callable[[Action], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._parent, self._actions = parent, actions
        self._source, self._formats, self._start, self._failed = source, formats, start, failed

    @property
    def commands(self) -> tuple[tuple[Command, ...], ...]:
        """The buttons, by groups."""
        return (
            (Command("审核表", "T", self.make_form), Command("签认", "S", self.sign)),
            (Command("核对公布稿", "V", self.verify),),
        )

    def make_form(self) -> None:
        """The paper that the report is reviewed on."""
        if source := self._source():
            self._start(review_form(self._actions, source, pdf="pdf" in self._formats()))

    def sign(self) -> None:
        """Record a round of review, once its workbook was looked into and somebody has said what came of it."""
        if source := self._source():
            do_beside(self._parent, rounds_of(self._actions, source), partial(self._ask, source), self._failed)

    def _ask(self, source: Path, rounds: api.RoundsToSign) -> None:
        from toolkit.desktop.window.sign_dialog import SignDialog  # loads the forms' room, and the window opens before

        if given := SignDialog(self._parent, rounds).ask():
            self._start(signature(self._actions, source, given))

    def verify(self) -> None:
        """Hold a published report against the workbook."""
        source = self._source()
        if source is None:
            return
        chosen = filedialog.askopenfilename(
            parent=self._parent, title="选择公布的报告", filetypes=SOURCES, initialdir=str(source.absolute().parent)
        )
        if chosen:
            self._start(verification(self._actions, source, Path(chosen)))
