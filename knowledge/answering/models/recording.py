"""What a model wrote, kept in a file: a run can be repeated without the model, word for word."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path

from knowledge.answering.models.request import Model, ModelError, Piece, Request, Usage


class Recorder:
    """Passes on what a model writes, and adds each finished request to a file, a line a request."""

    def __init__(self, model: Model, path: Path) -> None:
        self._model = model
        self._path = path
        path.write_text(json.dumps({"model": model.name}) + "\n", encoding="utf-8")

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Write what the model writes.

        Raises:
            ModelError: the model fails; nothing is recorded then.
        """
        texts, used = [], Usage()
        async with aclosing(self._model.stream(request)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                texts.append(piece.text)
                used += piece.usage
                yield piece
        line = {"key": request.key, "purpose": request.purpose, "text": "".join(texts), "usage": asdict(used)}
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


class Replay:
    """A model that only knows what was recorded."""

    def __init__(self, path: Path) -> None:
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        self.name = str(json.loads(first)["model"])
        self._kept = {line["key"]: line for line in map(json.loads, lines)}

    async def stream(self, request: Request) -> AsyncIterator[Piece]:
        """Write what was recorded for this very request.

        Raises:
            ModelError: it was not recorded.
        """
        line = self._kept.get(request.key)
        if line is None:
            raise ModelError("this request is not in the recording")
        yield Piece(line["text"])
        yield Piece(usage=Usage(**line["usage"]))
