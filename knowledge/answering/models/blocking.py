"""A writer for programs that do one thing after another."""

import asyncio
from types import TracebackType
from typing import Self

from knowledge.answering.answer import Answerer
from knowledge.answering.models.calling import Caller
from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.provider import LangchainModel
from knowledge.answering.models.request import Model, Usage
from knowledge.answering.models.terms import Terms
from knowledge.answering.models.writing import Writer, Written
from knowledge.answering.question import Question


class BlockingWriter:
    """Asks and writes in one call. All calls share one event loop, to which connections are bound."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._runner = asyncio.Runner()
        self.used = Usage()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def write(self, answerer: Answerer, question: Question) -> Written:
        """Answer a question."""
        return self._runner.run(self._write(answerer, question))

    async def _write(self, answerer: Answerer, question: Question) -> Written:
        quoted = await asyncio.to_thread(answerer.answer, question)
        return await self._writer.write(answerer, question, quoted, Terms(count=self._count))

    def _count(self, usage: Usage) -> None:
        self.used += usage


def blocking_writer(endpoint: Endpoint, model: Model | None = None) -> BlockingWriter:
    """Return a writer for measuring models, with the model of an endpoint, or with another one in its place."""
    caller = Caller(model or LangchainModel(endpoint), endpoint.first_s)
    return BlockingWriter(Writer(caller, endpoint.total_s, writes=True))
