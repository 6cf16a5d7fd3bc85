"""`voucherbot ask`: one question, one cited answer; or many from standard input."""

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.asking import read_line, read_question
from bot.commands.ending import WrongUsageError
from bot.commands.progress import bar
from bot.settings import Settings
from knowledge.answering.question import Answer, Question

if TYPE_CHECKING:
    from bot.app import Library
    from knowledge.answering.answer import Answerer

Ask = Callable[[Question], Answer]


def ask(  # noqa: PLR0913 (a question has that many parts)
    question: Annotated[str | None, typer.Argument(help="The question; leave it out with --batch.")] = None,
    *,
    language: Annotated[str | None, typer.Option("--language", help="zh or en; else the question's.")] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CODE", help="The asker's place, such as 440300.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Answer for this day.")] = None,
    release: Annotated[str | None, typer.Option("--release", help="Answer from this release.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="Read JSON lines, print a JSON line each.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the steps that led to the answer.")
    ] = False,
) -> None:
    """Answer a question about computing vouchers from the policy documents, with sources."""
    settings = Settings()
    given = {"language": language, "region": region, "as_of": as_of}
    if batch and question is not None:
        raise WrongUsageError("--batch reads the questions from standard input; leave the question out.")
    asked = read_question(given | {"question": "?" if batch else question}, settings.zone)
    with _asker(settings, release) as answer:
        if batch:
            for line in sys.stdin:
                if line.strip():
                    _print(json.dumps(_answered(line, given, answer, settings), ensure_ascii=False))
        elif as_json:
            found = answer(asked)
            steps = (
                {"explained": [{"step": step, "found": each} for step, each in found.trace]}
                if explain
                else {}
            )
            _print(json.dumps({**found.as_json(), **steps}, ensure_ascii=False, indent=2))
        else:
            found = answer(asked)
            _show(found)
            if explain:
                _explain(found)


def _explain(answer: Answer) -> None:
    """Write the steps that led to an answer, a line each."""
    for step, found in answer.trace:
        _print(f"{step}: {json.dumps(found, ensure_ascii=False)}")


@contextmanager
def _asker(settings: Settings, release: str | None) -> Iterator[Ask]:
    """Open what answers; a model only where one is set, with the switch, limits and counters of a conversation."""
    from bot.app import Library

    library = Library(settings, bar("Reading the policy documents (only the first time)"))
    fixed = library.answerer(release) if release is not None else None
    if settings.endpoint is None:
        yield lambda question: _quoted(library, fixed, question)
        return
    from bot.app.one_question import OneQuestion

    with OneQuestion(settings, library, f"terminal:{getpass.getuser()}") as desk:
        yield lambda question: desk.answer(question, fixed)


def _quoted(library: "Library", fixed: "Answerer | None", question: Question) -> Answer:
    """Answer from a fixed release, or from the one that serves by now."""
    return (fixed or library.answerer()).answer(question)


def _answered(line: str, given: Mapping[str, Any], answer: Ask, settings: Settings) -> dict[str, Any]:
    """Answer one line of a batch; what is wrong with it becomes its answer, and the others go on."""
    id_: Any = None
    try:
        asked = read_line(line)
        id_ = asked.get("id")
        own = {key: value for key, value in asked.items() if value is not None}
        question = read_question({**given, **own}, settings.zone)
    except WrongUsageError as error:
        return {"id": id_, "outcome": "failed", "error": str(error)}
    try:
        return answer(question).as_json(id_)
    except Exception as error:  # noqa: BLE001 (one broken answer must not take the others with it)
        return _failed(question, error).as_json(id_)


def _failed(question: Question, error: Exception) -> Answer:
    from bot.dialogue.words import say
    from knowledge.language import detect

    language = question.language or detect(question.text)
    text = say(language, "ask-failed", reference=_reference(error))
    return Answer(question.text, language, "failed", text, "")


def _reference(error: Exception) -> str:
    from bot import faults
    from bot.app.logs import log_into_data_dir

    log_into_data_dir()
    return faults.report(error)


def _print(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def _show(answer: Answer) -> None:
    """Write an answer for people: the text, then its sources."""
    from bot.channels.terminal.screen import Screen

    screen = Screen.of()
    lines = [*screen.paragraphs(answer.text)]
    lines += [f"  · {offer.label}" for offer in answer.offers]
    screen.write([*lines, *screen.sources(answer.citations, answer.language)])
