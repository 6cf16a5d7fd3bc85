"""Writes answers with a language model: passages in, proved sentences out, else what was quoted."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from knowledge.answering.answer import Answerer
from knowledge.answering.models.cache import Cache
from knowledge.answering.models.calling import Caller
from knowledge.answering.models.forms import WrittenSentence
from knowledge.answering.models.page import Page
from knowledge.answering.models.passages import number
from knowledge.answering.models.prompting import to_mend, to_write
from knowledge.answering.models.proving import Ground
from knowledge.answering.models.reading import Reader
from knowledge.answering.models.request import ModelError, Request
from knowledge.answering.models.scanning import BrokenError, Scanner
from knowledge.answering.models.terms import Terms
from knowledge.answering.question import Answer, Question

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, and how it came about: what was proved and what was taken out; `why` it is only quoted."""

    answer: Answer
    proved: int = 0
    refused: tuple[str, ...] = ()
    why: str = ""

    @property
    def by_model(self) -> bool:
        """True when sentences of the model are in it."""
        return self.proved > 0


@dataclass
class Writer:
    """Turns quoted answers into written ones. Whatever goes wrong, the quoted answer stands.

    Unless it `writes`, the model only helps to understand a question: no sentence of its own is asked for or shown.
    """

    caller: Caller
    total_s: float
    writes: bool = False
    cache: Cache = field(default_factory=Cache)

    async def write(self, answerer: Answerer, question: Question, quoted: Answer, terms: Terms) -> Written:
        """Write an answer to what the rules have answered or left open; never to what they refuse."""
        started = time.perf_counter()
        spent_ms = quoted.elapsed_ms
        if quoted.outcome in {"refused", "out_of_scope", "failed"}:
            return Written(quoted, why=quoted.outcome)
        deadline = asyncio.get_running_loop().time() + self.total_s
        if quoted.outcome in {"clarify", "not_covered"} or not quoted.citations:
            quoted = await self._made_whole(answerer, question, quoted, terms, deadline)
        written = (
            await self._written(answerer, question, quoted, terms, deadline)
            if self.writes
            else Written(quoted, why="writing is off")
        )
        elapsed_ms = spent_ms + (time.perf_counter() - started) * 1000
        return replace(written, answer=replace(written.answer, elapsed_ms=elapsed_ms))

    async def _made_whole(
        self, answerer: Answerer, question: Question, quoted: Answer, terms: Terms, deadline: float
    ) -> Answer:
        """Answer again where the model understands what the rules left open."""
        reader = Reader(self.caller, answerer)
        found: list[Answer] = []

        async def read() -> None:
            better = await reader.answer_whole(question, quoted, terms)
            if better is not None:
                found.append(better)

        await self._within(read, terms, deadline)
        return found[0] if found else quoted

    async def _written(
        self, answerer: Answerer, question: Question, quoted: Answer, terms: Terms, deadline: float
    ) -> Written:
        if not quoted.citations:
            return Written(quoted, why=quoted.outcome)
        numbered = await asyncio.to_thread(number, answerer, quoted, question.text)
        if not numbered:
            return Written(quoted, why="no passage")
        request = to_write(question, quoted.language, numbered, terms.private)
        key = Cache.key(self.caller.model.name, request, quoted)
        if (kept := self.cache.get(key, quoted)) is not None:
            terms.show(kept.text)
            return Written(kept, proved=1)
        ground = Ground({item.number: item for item in numbered}, quoted.language)
        page = Page(quoted, ground)
        why = await self._within(lambda: self._fill(page, request, terms), terms, deadline)
        answer = page.finish(broken_off=bool(why))
        reasons = tuple(it.reason for it in page.refused)
        if page.kept and not why:
            self.cache.keep(key, answer)
        return Written(answer, len(page.kept), reasons, why if page.kept else why or "no sentence was proved")

    async def _fill(self, page: Page, request: Request, terms: Terms) -> None:
        """Let the model write, and once more where what it wrote does not hold."""
        await self._read_in(page, request, terms)
        if page.refused and (not page.kept or page.misses_the_point):
            await self._read_in(page, to_mend(request, page.ground.language, page.refused), terms)

    async def _read_in(self, page: Page, request: Request, terms: Terms) -> None:
        scanner = Scanner()
        async with aclosing(self.caller.stream(request, terms.count)) as texts:  # type: ignore[type-var]
            async for text in texts:
                for found in scanner.feed(text):
                    if _take(page, found):
                        terms.show(page.text)
        page.complete = scanner.whole().get("complete") is True

    async def _within(self, work: Callable[[], Awaitable[None]], terms: Terms, deadline: float) -> str:
        """Do some work until the deadline or until told to stop; return why it did not end, if it did not."""
        if terms.stop.is_set():
            return "stopped"
        task = asyncio.ensure_future(work())
        stopped = asyncio.ensure_future(terms.stop.wait())
        try:
            left_s = max(0.0, deadline - asyncio.get_running_loop().time())
            await asyncio.wait({task, stopped}, timeout=left_s, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                return "stopped" if stopped.done() else "out of time"
            return _why(task.exception())
        finally:
            stopped.cancel()
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await asyncio.wait({task}, timeout=0.2)


def _take(page: Page, found: dict[str, Any]) -> bool:
    try:
        sentence = WrittenSentence.model_validate(found)
    except ValidationError as error:
        raise BrokenError("a sentence is not as asked for") from error
    return page.add(sentence.text, sentence.labels)


def _why(error: BaseException | None) -> str:
    if error is None:
        return ""
    if isinstance(error, ModelError | BrokenError):
        _log.warning("the language model was of no use: %s", error)
        return str(error)
    _log.error("the language model failed: %s", type(error).__name__)
    return type(error).__name__
