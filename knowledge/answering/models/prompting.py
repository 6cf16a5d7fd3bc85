"""From a question and its passages to what a model is sent: reviewed instructions, then data in marked blocks."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.models.forms import Understood, Written, schema_of
from knowledge.answering.models.passages import Numbered
from knowledge.answering.models.redaction import redact
from knowledge.answering.models.request import Request
from knowledge.answering.question import Line, Question
from knowledge.answering.verifying import Refusal
from knowledge.language import Language, clean

_LINES = 4
_LONGEST_LINE, _LONGEST_QUESTION = 400, 1200
_ROLES = {"zh": {"founder": "提问者", "bot": "助手"}, "en": {"founder": "founder", "bot": "bot"}}


@cache
def instructions(name: str, language: Language) -> str:
    """Return the reviewed text of an instruction."""
    return (
        (files("knowledge.answering.prompts") / f"{name}.{language}.md").read_text(encoding="utf-8").strip()
    )


def plain(text: str) -> str:
    """Take from data what could end its block or look like another one."""
    return re.sub(r"[<>]", lambda mark: "‹" if mark[0] == "<" else "›", clean(text))


def to_write(
    question: Question, language: Language, numbered: Iterable[Numbered], private: Sequence[str]
) -> Request:
    """Ask for an answer."""
    data = "\n".join(
        [
            _passages(numbered),
            *_conversation(question, language, private),
            _question(question, language, private),
        ]
    )
    return Request("write", instructions("write", language), data, schema_of(Written, "answer"))


def to_mend(first: Request, language: Language, refused: Sequence[Refusal]) -> Request:
    """Ask once more for the sentences that were refused, with the reasons."""
    listed = "\n".join(f"- {plain(it.sentence.text)} ({it.reason})" for it in refused[:6])
    again = instructions("mend", language).replace("{refused}", listed)
    return Request("mend", first.instructions, f"{first.data}\n\n{again}", first.schema)


def to_understand(
    question: Question, language: Language, facts: Iterable[str], private: Sequence[str]
) -> Request:
    """Ask what a question means."""
    text = instructions("understand", language).replace("{facts}", ", ".join(facts))
    data = "\n".join([*_conversation(question, language, private), _question(question, language, private)])
    return Request("understand", text, data, schema_of(Understood, "understanding"))


def _passages(numbered: Iterable[Numbered]) -> str:
    return "\n".join(["<passages>", *(plain(item.line) for item in numbered), "</passages>"])


def _conversation(question: Question, language: Language, private: Sequence[str]) -> list[str]:
    """List the last lines, without those that try to give orders."""
    kept = [line for line in question.history[-_LINES:] if not speaks_to_answerer(line.text)]
    if not kept:
        return []
    return ["<conversation>", *(_line(line, language, private) for line in kept), "</conversation>"]


def _line(line: Line, language: Language, private: Sequence[str]) -> str:
    text = redact(line.text[:_LONGEST_LINE], language, private)
    return f"{_ROLES[language][line.role]}: {' '.join(plain(text).split())}"


def _question(question: Question, language: Language, private: Sequence[str]) -> str:
    text = redact(question.text[:_LONGEST_QUESTION], language, private)
    return f"<question>\n{question.day.isoformat()}\n{plain(text)}\n</question>"
