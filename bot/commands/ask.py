"""`voucherbot ask`: one question, one cited answer; or many from standard input."""

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, cast

import typer

from bot.app import Library
from bot.commands.progress import bar
from bot.settings import Settings
from knowledge.answering.question import Answer, Line, Question
from knowledge.language import LANGUAGES, Language, clean


class AskError(ValueError):
    """One sentence that says what is wrong with what was asked."""


def ask(
    question: Annotated[str | None, typer.Argument(help="The question; leave it out with --batch.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="zh or en; else the question's own.")
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CODE", help="The founder's place, a GB/T 2260 code.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Answer for this day.")] = None,
    release: Annotated[str | None, typer.Option("--release", help="Answer from this release.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,  # noqa: FBT002
    batch: Annotated[bool, typer.Option("--batch", help="Read JSON lines, print one answer each.")] = False,  # noqa: FBT002
) -> None:
    """Answer a question about computing vouchers from the policy documents, with sources."""
    from knowledge.library.embedding import EmbeddingError
    from knowledge.library.index import IndexProblemError
    from knowledge.library.reading import DocumentError

    settings = Settings()
    library = Library(settings, bar("index"))
    try:
        if batch:
            _batch(library, settings, {"language": language, "region": region, "as_of": as_of}, release)
            return
        asked = read({"question": question, "language": language, "region": region, "as_of": as_of}, settings)
        answer = library.answerer(release).answer(asked)
    except AskError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except (IndexProblemError, EmbeddingError, DocumentError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    if as_json:
        _print(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(readable(answer))


def _print(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def readable(answer: Answer) -> str:
    """Write an answer for people: the text, then its sources."""
    from bot.channels.terminal import source_lines

    lines = [answer.text]
    if answer.offers:
        lines += [f"  · {offer.label}" for offer in answer.offers]
    if answer.citations:
        lines.append("")
    for citation in answer.citations:
        lines.extend(source_lines(citation, answer.language))
    return "\n".join(lines)


def _day(value: object, settings: Settings) -> date:
    if value is None:
        return datetime.now(settings.zone).date()
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise AskError(f"{value!r} is no date; write it as 2026-05-06.") from None


def _region(value: object) -> str | None:
    from knowledge.glossary.places import gazetteer

    if value in {None, ""}:
        return None
    code = str(value)
    if code not in gazetteer().places:
        raise AskError(
            f"{code!r} is no GB/T 2260 code of a province, city or district, such as 440300 for Shenzhen."
        )
    return code


def _history(value: object) -> tuple[Line, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise AskError('"history" must be a list of {"role", "text"}.')
    lines = []
    for line in value:
        if (
            not isinstance(line, dict)
            or line.get("role") not in {"founder", "bot"}
            or not isinstance(line.get("text"), str)
        ):
            raise AskError('"history" must be a list of {"role": "founder" or "bot", "text": …}.')
        lines.append(Line(line["role"], clean(line["text"])))
    return tuple(lines)


def read(values: Mapping[str, Any], settings: Settings) -> Question:
    """Read a question from its parts.

    Raises:
        AskError: with one sentence on the part that is wrong.
    """
    text, language = values.get("question"), values.get("language")
    if not isinstance(text, str) or not text.strip():
        raise AskError(
            'There is no question; write one, such as: voucherbot ask "How much does Qingyang pay?"'
        )
    if language not in {None, *LANGUAGES}:
        raise AskError(f"The language is {language!r}; it must be one of {', '.join(LANGUAGES)}.")
    day, region = _day(values.get("as_of"), settings), _region(values.get("region"))
    return Question(text, day, cast("Language | None", language), region, _history(values.get("history")))


def _batch(library: Library, settings: Settings, defaults: Mapping[str, Any], release: str | None) -> None:
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        if not text:
            continue
        _print(json.dumps(_one(library, settings, defaults, release, text), ensure_ascii=False))


def _one(
    library: Library, settings: Settings, defaults: Mapping[str, Any], release: str | None, text: str
) -> dict[str, Any]:
    try:
        loaded = json.loads(text)
    except ValueError as error:
        return {"id": None, "error": f"The line is no JSON: {error}"}
    if not isinstance(loaded, dict):
        return {"id": None, "error": 'The line is no JSON object; write {"id": …, "question": …}.'}
    own = {name: value for name, value in loaded.items() if value is not None}
    try:
        answer = library.answerer(release).answer(read({**defaults, **own}, settings))
    except AskError as error:
        return {"id": loaded.get("id"), "error": str(error)}
    return answer.as_json(loaded.get("id"))
