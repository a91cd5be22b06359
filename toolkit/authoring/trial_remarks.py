"""The result of trying a form out, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.errors import MissingTool, sentence_of
from toolkit.form import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is wrong with a form, at ``where``: a path in its file, or what was made from it."""

    where: str
    message: str
    severity: Severity = Severity.ERROR

    @property
    def text(self) -> str:
        """``where：what is wrong``."""
        return f"{self.where}：{self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; ``done`` says what was tried, or, if it was ``left_out``, why not."""

    name: str
    title: str
    done: str
    remarks: tuple[Remark, ...] = ()
    left_out: bool = False

    @property
    def state(self) -> str:
        """``ok``, ``skipped``, or how much the worst remark weighs."""
        if not self.remarks:
            return "skipped" if self.left_out else "ok"
        return next(weight.value for weight in Severity if any(each.severity is weight for each in self.remarks))

    @property
    def data(self) -> dict[str, Any]:
        """The step in JSON."""
        return {
            "step": self.name,
            "title": self.title,
            "state": self.state,
            "done": self.done,
            "remarks": [
                {"severity": each.severity.value, "where": each.where, "message": each.message} for each in self.remarks
            ],
        }


def run_step(name: str, title: str, done: str, look: Callable[[], Iterable[Remark]]) -> Step:
    """A step with the remarks that ``look`` makes, to the point where it fails, if it does."""
    remarks: list[Remark] = []
    try:
        for remark in look():
            remarks.append(remark)
    except MissingTool as error:
        return Step(name=name, title=title, done=f"没有试：{error}", left_out=True)
    except Exception as error:  # a form that makes the program fail is not ready for use
        remarks.append(Remark(where="", message=sentence_of(error)))
    return Step(name=name, title=title, done=done, remarks=tuple(remarks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """All steps that one form was taken through; ``form`` and ``name`` are empty where its file holds none."""

    source: str
    form: str
    name: str
    steps: tuple[Step, ...]

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(step.state == Severity.ERROR.value for step in self.steps)

    @property
    def data(self) -> dict[str, Any]:
        """The whole in JSON."""
        return {
            "source": self.source,
            "form": self.form or None,
            "name": self.name or None,
            "status": "errors" if self.failed else "ok",
            "steps": [step.data for step in self.steps],
        }
