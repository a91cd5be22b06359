"""The edition that corrects a report after it was published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.api.checking import Checked, check_once
from toolkit.api.rendering import tidied_filing
from toolkit.api.verifying import read_published
from toolkit.form import Forms
from toolkit.progress import Progress, quiet


def correct(
    source: Checked | Path | str,
    published: Path | str,
    *,
    forms: Forms | None = None,
    tidied: bool = False,
    progress: Progress = quiet,
) -> Checked:
    """``source``, so that its report says in its title and below it that it corrects ``published``, and where.

    ``published`` is the edition before, in any format; ``tidied`` as the report will be
    (:func:`~toolkit.api.render`). :class:`~toolkit.errors.InvalidRequest` where nothing is corrected, where figures of
    ``published`` could not be read, or where it is of another year or form; and what :func:`~toolkit.api.read` raises.

    >>> from toolkit.errors import InvalidRequest
    >>> try:
    ...     correct("examples/hegang-2021/填报工作簿.xlsx", "examples/hegang-2021/filing.json")
    ... except InvalidRequest as error:
    ...     print(error.message)
    工作簿与已公布的报告相同，没有要更正的。
    """
    from toolkit.review.corrections import correction_of

    checked = check_once(source, forms, progress)
    before = read_published(published, checked.filing.form, forms, progress)
    printed = tidied_filing(checked.filing)[0] if tidied else checked.filing
    return replace(checked, filing=replace(checked.filing, correction=correction_of(printed, before.filing)))
