"""The command in the process of the test: what most tests ask of it does not hang on a process of its own.

Starting an interpreter and importing everything takes a hundred times as long as most commands do.
"""

import logging
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, TextIOWrapper
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.running import environment
from tocsin.cli import main


def tocsin(
    *arguments: object, stdin: str | bytes = "", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """Call the command, and return what its process would have ended with; `tests.running.spawned` starts one."""
    line = ["tocsin", *map(str, arguments)]
    out, err = _text(b""), _text(b"")
    with pytest.MonkeyPatch.context() as here:
        here.setattr(sys, "argv", line)
        here.setattr(sys, "stdin", _text(stdin.encode() if isinstance(stdin, str) else stdin))
        here.setattr(sys, "stdout", out)
        here.setattr(sys, "stderr", err)
        # pytest listens to what is logged; without it, that goes to standard error as ever.
        here.setattr(logging.getLogger(), "handlers", [])
        for name, value in environment(env).items():
            here.setenv(name, value)
        if cwd is not None:
            here.chdir(cwd)
        # In a thread, for the test may run an event loop in its own.
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(_status).result()
    return CompletedProcess(line, status, _written(out), _written(err))


def _status() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _text(content: bytes) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding="utf-8", write_through=True)


def _written(text: TextIOWrapper) -> str:
    text.flush()
    return text.detach().getvalue().decode()
