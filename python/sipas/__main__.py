"""The command: ``sipas``, and ``python -m sipas``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def command() -> Path | None:
    """Where the command is: in the package, or on the path."""
    name = "sipas.exe" if os.name == "nt" else "sipas"
    if (inside := Path(__file__).with_name("bin") / name).is_file():
        return inside
    # What starts this file may lie on the path under the same name: a script, or on Windows a program.
    found = None if os.name == "nt" else shutil.which("sipas")
    if found is None:
        return None
    with open(found, "rb") as file:
        return None if file.read(2) == b"#!" else Path(found)


def main() -> int:
    """Runs the command with the words of this call."""
    program = command()
    if program is None:
        sys.stderr.write("sipas: this build of the package has no command in it; see the README for one that has\n")
        return 2
    words = [str(program), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(program, words)
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
