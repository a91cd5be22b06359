"""A file that was made and waits to be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from toolkit.output import result_path, write_result


@dataclass(frozen=True, kw_only=True)
class ResultFile:
    """The ``content`` of a file that is nowhere yet.

    ``name`` is what it is called and ``folder`` where it goes unless somebody says otherwise; ``source`` is what it was
    made from.
    """

    content: bytes = field(repr=False)
    name: str
    folder: Path = Path()
    source: Path | None = None

    def save(self, output: Path | str | None = None) -> Path:
        """Write the file, and return the path written.

        ``output`` is a file, or a folder for it to go into by its own name; folders are made as needed. An earlier
        result is replaced while it is unchanged; anything else that is there, and ``source``, is kept, and the path
        written is another, with （2）. :class:`~toolkit.errors.OutputError` where it cannot be written, or where
        ``output`` has the suffix of another format; then nothing is.
        """
        target = result_path(Path(output or self.folder), self.name)
        return write_result(target, self.content, source=self.source)
