"""What the agency's own indicators may be called: what text can name, and nothing else is called."""

from __future__ import annotations

from toolkit.form import Form
from toolkit.narrative.names import COVER_NAMES
from toolkit.narrative.syntax import Expression, tokens


def indicator_fault(name: str, form: Form) -> str:
    """``taken`` where the form or the cover has the name, ``illegal`` where text cannot name it; else nothing."""
    if name in form.once(_reserved_names):
        return "taken"
    return "" if tokens(f"{{{{ {name} }}}}") == (Expression(f"{{{{ {name} }}}}", name),) else "illegal"


def _reserved_names(form: Form) -> frozenset[str]:
    """Names that text uses for something else."""
    tables = (table.short for table in form.tables)
    return frozenset((*form.quantities, *form.sentences, *COVER_NAMES, *tables))
