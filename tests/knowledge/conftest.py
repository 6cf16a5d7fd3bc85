"""The answers of the project's own documents."""

import pytest

from bot.app import Library
from knowledge.answering.answer import Answerer


@pytest.fixture(scope="session")
def answerer(library: Library) -> Answerer:
    """Answer from the project's own documents, without a language model."""
    return library.answerer()
