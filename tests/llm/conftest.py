import asyncio

import pytest

from bot.app import Library
from knowledge.answering.answer import Answerer
from tests.llm.openai_server import copies
from tests.llm.talking import QINGYANG, desk


@pytest.fixture(scope="session")
def answerer(library: Library) -> Answerer:
    """The project's own documents, and everything that a first question imports."""
    answerer = library.answerer()
    asyncio.run(_ask_once(answerer))
    return answerer


async def _ask_once(answerer: Answerer) -> None:
    async with desk(answerer, copies(1), first_s=60, total_s=90) as it:
        await it.ask(QINGYANG)
