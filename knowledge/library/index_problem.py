"""What can be wrong with the search index, told apart by its cause: only some causes are mended by making it anew."""

from typing import Literal

Cause = Literal["missing", "incomplete", "corrupt", "slow", "unreachable", "other"]
MADE_ANEW: frozenset[Cause] = frozenset(["missing", "incomplete", "corrupt"])
"""Causes for which a collection is built anew. One that is slow or can't be reached may be whole: it is left alone."""


class IndexProblemError(Exception):
    """The index cannot be used; the message says what is wrong and what to do, `cause` which kind of thing it is."""

    def __init__(self, sentence: str, cause: Cause = "other") -> None:
        super().__init__(sentence)
        self.cause: Cause = cause
