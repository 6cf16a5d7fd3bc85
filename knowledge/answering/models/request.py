"""What is asked of a language model and what comes back, whichever model it is."""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Purpose = Literal["write", "mend", "understand", "try"]


@dataclass(frozen=True, slots=True)
class Request:
    """One call: instructions, the data that they are about, and the JSON schema of what is wanted back."""

    purpose: Purpose
    instructions: str
    data: str
    schema: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What tells it from every other request."""
        parts = [self.purpose, self.instructions, self.data, json.dumps(self.schema, sort_keys=True)]
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used of a model: calls and tokens."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls, self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out
        )

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a model writes, and the tokens counted with it, if any."""

    text: str = ""
    usage: Usage = Usage()


class Model(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """Its name, as `provider:model`."""
        ...

    def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Write the JSON that is asked for, piece by piece.

        Raises:
            ModelError: it does not answer, or not as asked.
        """
        ...


class ModelError(Exception):
    """A model that cannot be used now. The text says why, in one sentence; `again` that another try may help."""

    def __init__(self, sentence: str, mend: str = "", *, again: bool = False) -> None:
        super().__init__(sentence)
        self.mend = mend
        self.again = again
