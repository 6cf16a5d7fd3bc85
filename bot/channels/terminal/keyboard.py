"""Lines from a person's keyboard, with editing and a history, or from a pipe."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

_REMEMBERED = 500


def piped_lines(stream: BinaryIO) -> Iterator[str]:
    """Read one message a line; bytes that are no UTF-8 become question marks."""
    for line in stream:
        text = line.decode("utf-8-sig", "replace").strip()
        if text:
            yield text


class Keyboard:
    """Prompts a person. Where there is no readline (Windows), typing works all the same."""

    def __init__(self, history: Path, prompt: str) -> None:
        self._history = history
        self._prompt = prompt

    def __enter__(self) -> Self:
        try:
            import readline
        except ImportError:
            return self
        readline.set_history_length(_REMEMBERED)
        try:
            readline.read_history_file(self._history)
        except OSError:
            readline.clear_history()
        return self

    def __exit__(self, *_: object) -> None:
        if "readline" not in sys.modules:
            return
        import readline

        try:
            self._history.touch(mode=0o600)
            readline.write_history_file(self._history)
        except OSError:
            return

    def line(self) -> str | None:
        """Return what is typed, or None when the person is done; Ctrl-C empties the line."""
        try:
            return input(self._prompt).strip()
        except EOFError:
            print()  # noqa: T201 (the prompt's line ends)
            return None
