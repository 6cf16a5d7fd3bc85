"""What the bot is asked to do is named with its command, or refused with the nearest help."""

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.drafting import phrases
from knowledge.reading.slots import slots
from tests.answering.questions import ask, data

MISSED = 6
"""How many of the wordings the present weights may miss."""


def test_wishes_are_answered_with_what_there_is(answerer: Answerer) -> None:
    missed = []
    for name in (name for name, slot in slots().items() if slot.of == "bot"):
        for example in slots()[name].examples:
            answer = ask(answerer, example)
            key = f"plan-general-{name.replace('.', '-')}"
            said = {phrases.say(answer.language, key) for key in (key, "answer-greeting", "answer-about")}
            missed += [(example, answer.text)] if answer.text not in said else []
    for miss in missed:
        print(*miss, sep=" | ")  # noqa: T201
    assert len(missed) <= MISSED


@pytest.mark.parametrize(
    ("wish", "command"),
    [("帮我写申请书", "/apply"), ("Write the application letter for me", "/apply"), ("我要注销，删掉我的资料", "/delete_me"), ("Where is my application now?", "/status"), ("先帮我看看够不够格", "/check")],
)  # fmt: skip
def test_the_nearest_help_is_named(wish: str, command: str, answerer: Answerer) -> None:
    assert command in ask(answerer, wish).text


def test_founders_questions_get_their_kind_of_answer(answerer: Answerer) -> None:
    wrong = []
    for row in data("general.yaml"):
        answer = ask(answerer, row["q"])
        if answer.outcome not in row["outcome"] or not any(word in answer.text for word in row["words"]):
            wrong.append((row["q"], answer.outcome, answer.text))
    for each in wrong:
        print(each)  # noqa: T201
    assert len(wrong) <= 4
