"""Answers that were written before: the same question of the same release is not asked again."""

import hashlib
from collections import OrderedDict
from dataclasses import replace

from knowledge.answering.models.request import Request
from knowledge.answering.question import Answer


class Cache:
    """The last answers of this process. A key holds the release, so that a publish makes all of them new."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    @staticmethod
    def key(model: str, request: Request, quoted: Answer) -> str:
        """Return what identifies a question: everything that its answer depends on."""
        parts = [model, quoted.release, quoted.text, request.key]
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    def get(self, key: str, quoted: Answer) -> Answer | None:
        """Return the answer under a key, as an answer to the question at hand."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return replace(found, question=quoted.question)

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer."""
        self._kept[key] = answer
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
