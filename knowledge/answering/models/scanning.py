"""Reads what a model writes while it writes: each sentence as soon as it is whole."""

import json
import re
from typing import Any

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_MOST = 40_000
"""Characters after which a model is no longer listened to."""


class BrokenError(ValueError):
    """What the model writes is not the JSON that was asked for."""


class Scanner:
    """Cuts the objects of the first list out of a JSON text that is still being written."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._start = 0
        self._depth = 0
        self._quoted = False
        self._escaped = False
        self.ended = False

    def feed(self, more: str) -> list[dict[str, Any]]:
        """Take in more text; return the objects that are whole now.

        Raises:
            BrokenError: an object is broken, or there is no end to it.
        """
        self._text += more
        if len(self._text) > _MOST:
            raise BrokenError("it does not stop")
        if self._depth == 0 and not self._begin():
            return []
        found = []
        while self._at < len(self._text) and not self.ended:
            whole = self._step(self._text[self._at])
            self._at += 1
            if whole:
                found.append(_read(self._text[self._start : self._at]))
        return found

    def _begin(self) -> bool:
        """Skip what stands before the object: a thought, a fence."""
        if "<think>" in self._text and "</think>" not in self._text:
            return False
        bare = _THOUGHT.sub("", self._text)
        start = bare.find("{")
        if self._at or start < 0:
            return False
        self._text = bare[start:]
        return True

    def _step(self, character: str) -> bool:
        """Read one character; True when it ends an object of the list."""
        if self._quoted:
            self._escaped, self._quoted = (
                character == "\\" and not self._escaped,
                character != '"' or self._escaped,
            )
        elif character == '"':
            self._quoted = True
        elif character in "{[":
            self._depth += 1
            if character == "{" and self._depth == 3:
                self._start = self._at
        elif character in "}]":
            self._depth -= 1
            self.ended = self._depth == 0
            return character == "}" and self._depth == 2
        return False

    def whole(self) -> dict[str, Any]:
        """Return everything as one object.

        Raises:
            BrokenError: it is none, or was not written to its end.
        """
        if not self.ended:
            raise BrokenError("it breaks off")
        return _read(self._text[: self._at])


def _read(text: str) -> dict[str, Any]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        raise BrokenError("it is no JSON") from None
    if not isinstance(loaded, dict):
        raise BrokenError("it is no object")
    return loaded
