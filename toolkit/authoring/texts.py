"""The sentences and drafts of a form with figures in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.authoring.samples import Samples
from toolkit.authoring.trial_remarks import Remark
from toolkit.bounds import SENTENCE_CHARACTERS
from toolkit.filing import Filing
from toolkit.form import Form, Severity
from toolkit.narrative import evaluate, text_problems
from toolkit.narrative.form_text import drafts_with_paths
from toolkit.narrative.sentences import sentence_tree
from toolkit.narrative.syntax import Expression, tokens
from toolkit.patterns import regex

_DOUBLED = regex(r"[，、；：。！？,;]{2,}+|（[，、；：。）]|[，、；：]）")
_AROUND = 12


def text_remarks(samples: Samples) -> Iterator[Remark]:
    """What is wrong with the texts: each fault once, with the first figures that show it."""
    seen: set[tuple[str, str]] = set()
    for reported, filing in samples.every:
        for where, text in texts_of(samples.form).items():
            for fault, shown in _faults(text, filing):
                if (where, fault) not in seen:
                    seen.add((where, fault))
                    yield Remark(where=where, message=f"{fault}{shown}（{reported}时）")


def unspoken_fields(form: Form) -> Iterator[Remark]:
    """Fields that no draft and no sentence speaks of: a report prints what its text says of them, and nothing else."""
    drafts = [draft.text for _, draft in drafts_with_paths(form)]
    named = {token.name for text in drafts for token in tokens(text) if isinstance(token, Expression)}
    named |= {name for sentence in form.sentences for name in sentence_tree(sentence, form).names}
    spoken = {ref for name in named & form.quantities.keys() for ref in form.quantities[name].refs}
    for index, section in enumerate(form.sections):
        for place, entry in enumerate(section.fields):
            if entry.id not in spoken:
                silent = f"草稿和例句都没有说到“{entry.label}”"
                message = f"{silent}：正文里不写 {{{{ {entry.name} }}}}，报告里就没有它"
                yield Remark(where=f"sections[{index}].fields[{place}]", message=message, severity=Severity.NOTE)


def texts_of(form: Form) -> Mapping[str, str]:
    """Every text of a form by its path: each sentence as text names it, and each draft."""
    sentences = {f"sentences.{name}": f"{{{{ {name} }}}}" for name in form.sentences}
    return sentences | {f"{path}.text": draft.text for path, draft in drafts_with_paths(form)}


def _faults(text: str, filing: Filing) -> Iterator[tuple[str, str]]:
    """Each fault, and what of the text shows it."""
    yield from ((problem, "") for problem in text_problems(text, filing))
    written = evaluate(text, filing)
    if len(written) > SENTENCE_CHARACTERS:
        yield f"写出来超过 {SENTENCE_CHARACTERS} 个字", ""
    for match in _DOUBLED.finditer(written):
        around = written[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        yield f"标点连用“{match[0]}”", f"：…{around}…"
