"""`voucherbot read`: what the bot reads in a message, without answering it; or in many from standard input."""

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from bot.commands.ending import WrongUsageError

if TYPE_CHECKING:
    from knowledge.answering.answer import Answerer

_KEYS = frozenset(["id", "text", "asked", "language", "as_of"])


class Message(NamedTuple):
    """One message as it is to be read; `asked` is the fact whose question it answers."""

    id: object
    text: str
    asked: str | None
    language: str | None
    day: date


def read(
    text: Annotated[str | None, typer.Argument(help="The message; leave it out with --batch.")] = None,
    *,
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="FACT", help="The fact whose question it answers.")
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Read it on this day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="Read JSON lines, print a JSON line each.")] = False,
) -> None:
    """Show what the bot reads in a message: facts, spans, denials, what it would ask."""
    if batch and text is not None:
        raise WrongUsageError("--batch reads the messages from standard input; leave the message out.")
    if not batch and text is None:
        raise WrongUsageError('There is no message; write one, such as "We are a startup in Shenzhen".')
    given = {"asked": asked, "as_of": as_of}
    if batch:
        default = _message({"text": "", **given})
        for line in sys.stdin:
            if line.strip():
                _print(json.dumps(_answered(line, default), ensure_ascii=False))
        return
    found = _read(_message({"text": text, **given}))
    _print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _lines(found))


def _answered(line: str, default: Message) -> dict[str, Any]:
    """Read one line of a batch; what is wrong with it becomes its answer, and the others go on."""
    id_: object = None
    try:
        loaded = _loaded(line)
        id_ = loaded.get("id")
        given = {key: value for key, value in loaded.items() if value is not None}
        own = {"asked": default.asked, "as_of": default.day.isoformat(), **given}
        return _read(_message(own))
    except WrongUsageError as error:
        return {"id": id_, "error": str(error)}


def _loaded(line: str) -> dict[str, Any]:
    try:
        loaded = json.loads(line)
    except (ValueError, RecursionError):
        raise WrongUsageError("This line is not JSON.") from None
    if not isinstance(loaded, dict):
        raise WrongUsageError('A line must be a JSON object such as {"id": "r1", "text": "…"}.')
    return loaded


def _message(values: Mapping[str, Any]) -> Message:
    """Read a message from its parts.

    Raises:
        WrongUsageError: a part is wrong; the text says which and how it is written.
    """
    unknown = sorted(str(key) for key in set(values) - _KEYS)
    if unknown:
        raise WrongUsageError(f"{unknown[0]!r} is not a key of a message; it has {', '.join(sorted(_KEYS))}.")
    text = values.get("text")
    if not isinstance(text, str):
        raise WrongUsageError('The key "text" must hold the message, as text.')
    return Message(
        values.get("id"),
        text,
        _fact(values.get("asked")),
        _language(values.get("language")),
        _day(values.get("as_of")),
    )


def _fact(name: object) -> str | None:
    from knowledge.eligibility.vocabulary import vocabulary

    if name is None:
        return None
    if not isinstance(name, str) or name not in vocabulary():
        raise WrongUsageError(
            f"{_short(name)} is no fact; facts are called {', '.join(list(vocabulary())[:3])} and so on."
        )
    return name


def _language(name: object) -> str | None:
    from knowledge.language import LANGUAGES

    if name is not None and name not in LANGUAGES:
        raise WrongUsageError(f"The language {_short(name)} is none of {', '.join(LANGUAGES)}.")
    return None if name is None else str(name)


def _day(value: object) -> date:
    if value is None:
        from bot.settings import Settings

        return datetime.now(Settings().zone).date()
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise WrongUsageError(f"The date {_short(value)} is none; write it as 2026-11-23.") from None


def _read(message: Message) -> dict[str, Any]:
    answerer = _answerer()
    found = answerer.ear.read(message.text, message.day, message.asked).as_json()
    named = [id_ for ids in answerer.catalogue.named(message.text) for id_ in ids]
    if message.language is not None:
        found["language"] = message.language
    return {"id": message.id, **found, "programmes": list(dict.fromkeys(named))}


@cache
def _answerer() -> "Answerer":
    """Open the release that serves, once: its names of programmes and its embedding model."""
    from bot.app import Library
    from bot.settings import Settings

    return Library(Settings()).answerer()


def _lines(found: Mapping[str, Any]) -> str:
    """Write a reading for people, one line for each part that has something."""
    lines = []
    for name, value in found.items():
        if value in (None, [], {}) or name == "id":
            continue
        if isinstance(value, Mapping):
            lines += [
                f"{name}: {fact} = {json.dumps(each, ensure_ascii=False)}" for fact, each in value.items()
            ]
        else:
            lines.append(
                f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
            )
    return "\n".join(lines)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _print(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()
