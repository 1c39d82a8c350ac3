"""Checks files one after the other, each in a process of its own, and prints what each took: `python -m ... FILE...`."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

MOST_SECONDS = 30  # a check that would go on for ever is ended


def main(files: list[str]) -> None:
    """One line of JSON for each file: status, words, seconds of the processor, megabytes at most."""
    from casereview.cli.main import main as casereview

    for file in files:
        said = Path(file + ".said")
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
            words = os.open(said, os.O_CREAT | os.O_WRONLY)
            os.dup2(words, 1)
            os.dup2(words, 2)
            os._exit(casereview(["questions", "check", file]))
        _, ended, used = os.wait4(child, 0)
        words_said = said.read_text(encoding="utf-8")
        said.unlink()
        seconds = used.ru_utime + used.ru_stime
        status = os.waitstatus_to_exitcode(ended)
        sys.stdout.write(json.dumps([file, status, words_said, seconds, used.ru_maxrss / 1024]) + "\n")
        sys.stdout.flush()  # else the next child would say it again


if __name__ == "__main__":
    main(sys.argv[1:])
