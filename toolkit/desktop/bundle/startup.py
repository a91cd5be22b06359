"""What every Python of the folder for Windows begins with: where it keeps compiled modules, so as to start faster.

Python knows by time and size whether a compiled module is still that of its source, and all files of the folder have
one date: unpacked over an older one, it would run what that one compiled. So the place is named after the modules'
content. From a CD or a read-only share it is the user's own. A script, whose source goes into the folder.
"""

# ruff: noqa: PTH103, PTH118, PTH120  # pathlib would be compiled before the place is chosen

import os
import sys

CONTENT = ""


def keep_compiled() -> None:
    """Choose the folder's own place, else the user's; where neither can be, each start compiles again."""
    own = os.path.dirname(sys.executable)
    theirs = os.environ.get("LOCALAPPDATA")
    for place in (own, *([os.path.join(theirs, "xl-report")] if theirs else [])):
        compiled = os.path.join(place, "compiled", CONTENT)
        try:
            os.makedirs(compiled, exist_ok=True)
        except OSError:
            continue
        sys.pycache_prefix = compiled
        return


if __name__ == "sitecustomize":
    keep_compiled()
