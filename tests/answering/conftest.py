"""The answers of the project's own documents, and the questions that are kept as data."""

from pathlib import Path

import pytest

from bot.app import Library
from knowledge.answering.answer import Answerer

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def answerer(library: Library) -> Answerer:
    """Answer from the project's own documents, without a language model."""
    return library.answerer()
