"""The questions of this folder's data files."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.answering.answer import Answerer
from knowledge.answering.question import Answer, Line, Question

TODAY = date(2026, 11, 30)


def data(name: str) -> Any:  # noqa: ANN401 (data files differ)
    """Read a data file of this folder."""
    return yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))


def ask(answerer: Answerer, first: str, *more: str) -> Answer:
    """Ask one question after the other in one conversation and return the last answer."""
    history: tuple[Line, ...] = ()
    answer = answerer.answer(Question(first, TODAY))
    history = (Line("founder", first), Line("bot", answer.text, answer.programmes, answer.slots))
    for turn in more:
        answer = answerer.answer(Question(turn, TODAY, history=history))
        history = (*history, Line("founder", turn), Line("bot", answer.text, answer.programmes, answer.slots))
    return answer
