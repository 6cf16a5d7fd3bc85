"""Asks a question of a real knowledge base, with a model behind a real HTTP endpoint."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from knowledge.answering.answer import Answerer
from knowledge.answering.models.calling import Caller
from knowledge.answering.models.endpoint import Endpoint, Output
from knowledge.answering.models.provider import LangchainModel
from knowledge.answering.models.request import Usage
from knowledge.answering.models.terms import Terms
from knowledge.answering.models.writing import Writer, Written
from knowledge.answering.question import Answer, Line, Question
from tests.llm.openai_server import Behave, Server, serve

TODAY = date(2026, 11, 23)
QINGYANG = "庆阳算力券补贴比例是多少？"


@dataclass
class Desk:
    """A writer with its server; drafts and tokens are kept."""

    answerer: Answerer
    server: Server
    writer: Writer
    drafts: list[str] = field(default_factory=list)
    used: list[Usage] = field(default_factory=list)

    async def ask(
        self,
        text: str,
        *,
        history: Sequence[Line] = (),
        private: tuple[str, ...] = (),
        terms: Terms | None = None,
    ) -> Written:
        """Ask one question, as the bot does."""
        question = Question(text, TODAY, None, None, tuple(history))
        quoted = self.quote(question)
        terms = terms or Terms(self.drafts.append, self.used.append, private=private)
        return await self.writer.write(self.answerer, question, quoted, terms)

    def quote(self, question: Question | str) -> Answer:
        """Return the answer without a model."""
        asked = Question(question, TODAY) if isinstance(question, str) else question
        return self.answerer.answer(asked)


@asynccontextmanager
async def desk(
    answerer: Answerer, behave: Behave, *, first_s: float = 2.0, total_s: float = 4.0, output: Output = ""
) -> AsyncIterator[Desk]:
    """Open a desk whose model behaves as told."""
    async with serve(behave) as server:
        endpoint = Endpoint("openai:small", server.url, "key", output, first_s, total_s)
        yield Desk(answerer, server, Writer(Caller(LangchainModel(endpoint), first_s), total_s, writes=True))
