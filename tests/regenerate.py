"""The committed files that the program makes: ``python -m tests.regenerate`` rewrites them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tests.at_hand import FORMS
from tests.command_line import run
from tests.generators.reference import PLACE as REFERENCE
from tests.generators.reference import reference
from tests.generators.rule_book import PLACE, rule_book
from tests.generators.schemas import schemas
from toolkit.cli import main
from toolkit.cli.group import COMMANDS
from toolkit.document.compose import compose
from toolkit.filing.json import filing_from_json
from toolkit.finding.catalogue import CATALOGUE, PACKAGE
from toolkit.finding.families import FAMILIES
from toolkit.form.locator import shipped
from toolkit.form.prepared import kept_forms, kept_yaml
from toolkit.output import safe_name, seal
from toolkit.render import FORMATS
from toolkit.workbook.plan import plan_of
from toolkit.workbook.planned_cells import KEPT_FILE, kept_text
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.writing.build import build_workbook

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "hegang-2021"
WORKBOOK = EXAMPLE / "填报工作簿.xlsx"
REPORT_FORMATS = ("docx", "html", "md", "txt")
HELP = Path(__file__).parent / "cli" / "help.txt"
BLANK = "空白填报工作簿.xlsx"


def blank(form_id: str) -> tuple[Path, bytes]:
    """The blank workbook of a form, beside its form file."""
    return PLACE.parent / form_id / BLANK, seal(build_workbook(FORMS.form(form_id)), ".xlsx")


def kept_data() -> Iterator[tuple[Path, str]]:
    """What is kept ready to use: forms and wordings, beside what they are made from, and fixed cells of workbooks."""
    for stem in (CATALOGUE, FAMILIES):
        yield ROOT / "toolkit" / "finding" / f"{stem}.json", kept_yaml(PACKAGE, stem)
    for name, text in kept_forms():
        yield PLACE.parent / name, text
    for form_id in shipped().files:
        plans = [plan_of(FORMS.form(form_id), prior=prior) for prior in (False, True)]
        yield PLACE.parent / form_id / KEPT_FILE, kept_text(plans)


def example_workbook() -> bytes:
    """What ``fill`` makes of the example's data."""
    filing, _ = filing_from_json((EXAMPLE / "filing.json").read_bytes(), "filing.json", FORMS)
    return seal(build_workbook(filing.form, filing=filing), ".xlsx")


def example_report(extension: str) -> tuple[Path, bytes]:
    """What ``render`` makes of the example's workbook."""
    filing, _ = read_workbook(WORKBOOK, FORMS)
    name = f"{safe_name(f'{filing.agency}{filing.title_text}')}.{extension}"
    return EXAMPLE / name, seal(FORMATS[extension].renderer()(compose(filing)), f".{extension}")


def help_pages() -> str:
    """What ``--help`` prints of ``xl-report`` and of each command, with those below it."""
    pages = [["--help"]]
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        below = command.commands if isinstance(command, click.Group) else ()
        pages += [[name, "--help"], *([name, each, "--help"] for each in below)]
    shown = (run(*page).stdout for page in pages)
    return "\n".join(f"$ xl-report {' '.join(page)}\n{text}" for page, text in zip(pages, shown, strict=True))


def authoring_files() -> Iterator[tuple[Path, str]]:
    """What whoever writes a form has beside the forms: the reference, and schemas."""
    yield REFERENCE, reference()
    for name, text in schemas():
        yield REFERENCE.parent / name, text


def regenerate() -> None:
    """Rewrite all of them: prepared forms, workbooks, lists of rules and keys, schemas, the example, help."""
    for path, text in kept_data():
        path.write_text(text, encoding="utf-8", newline="\n")
    for form_id in FORMS.available:
        path, content = blank(form_id)
        path.write_bytes(content)
    PLACE.write_text(rule_book(FORMS), encoding="utf-8", newline="\n")
    for path, text in authoring_files():
        path.write_text(text, encoding="utf-8", newline="\n")
    WORKBOOK.write_bytes(example_workbook())
    for extension in REPORT_FORMATS:
        path, content = example_report(extension)
        path.write_bytes(content)
    HELP.write_text(help_pages(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    regenerate()
