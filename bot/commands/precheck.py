"""`voucherbot precheck`: verdicts for a set of facts, without a conversation."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from knowledge.language import LANGUAGES, Language

if TYPE_CHECKING:
    from bot.settings import Settings

_KEYS = {"id", "facts", "as_of", "programmes"}


class PrecheckError(ValueError):
    """One sentence that says what is wrong with what was asked."""


class Asked(NamedTuple):
    """One pre-check as it is asked for; `programmes` None means all that are offered."""

    id: object
    facts: object
    day: date
    programmes: tuple[str, ...] | None


def precheck(
    facts: Annotated[
        str | None,
        typer.Option("--facts", metavar="FILE", help="A JSON file of facts; - reads standard input."),
    ] = None,
    programme: Annotated[
        list[str] | None,
        typer.Option("--programme", metavar="ID", help="Only this programme; may be given again."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Judge on this day instead of today.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="zh or en.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,  # noqa: FBT002
    batch: Annotated[  # noqa: FBT002
        bool,
        typer.Option("--batch", help="Read JSON lines from standard input, print one JSON line for each."),
    ] = False,
) -> None:
    """Tell which programmes a set of facts fits, and for how much."""
    if batch and facts is not None:
        raise typer.BadParameter("--batch reads standard input; leave --facts out")
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    from knowledge.eligibility.rulebook import keep_last_good

    chosen = tuple(programme) if programme else None
    try:
        settings = _settings()
        day = _day(as_of) if as_of is not None else datetime.now(settings.zone).date()
        default = Asked(None, {}, day, chosen)
        keep_last_good(settings.data_dir / "knowledge" / "rules")
        run(facts, default, language or settings.language, _release(settings), as_json=as_json, batch=batch)
    except problems() as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def problems() -> tuple[type[Exception], ...]:
    """Name the errors whose text is the one sentence to print."""
    from knowledge.eligibility.rulebook import UnknownProgrammeError
    from knowledge.eligibility.rulefile import RuleError
    from knowledge.eligibility.vocabulary import FactError

    return (PrecheckError, FactError, UnknownProgrammeError, RuleError)


def run(
    file: str | None,
    default: Asked,
    language: Language,
    release: str | None = None,
    *,
    as_json: bool,
    batch: bool,
) -> None:
    """Judge one set of facts, or every line of standard input."""
    if batch:
        for line in sys.stdin:
            if line.strip():
                typer.echo(_dump(answer(line, default, language, release)))
        return
    text = _read(file) if file is not None else ""
    asked = _asked(_loads(text), default, bare=True) if file is not None else default
    with _telling_where(file, text):
        typer.echo(_dump(_judged(asked, language, release), indent=2) if as_json else _text(asked, language))


@contextmanager
def _telling_where(file: str | None, text: str) -> Iterator[None]:
    """Name the file and the line of a fact that is wrong."""
    from knowledge.eligibility.vocabulary import FactError

    try:
        yield
    except FactError as error:
        place = text.find(json.dumps(error.fact, ensure_ascii=False)) if error.fact else -1
        if file is None or place < 0:
            raise
        name = "standard input" if file == "-" else file
        raise PrecheckError(f"{name}, line {text.count(chr(10), 0, place) + 1}: {error}") from None


def answer(line: str, default: Asked, language: Language, release: str | None) -> dict[str, Any]:
    """Judge one line of a batch; what is wrong with it becomes its answer."""
    id_: object = None
    try:
        loaded = _loads(line)
        id_ = loaded.get("id") if isinstance(loaded, Mapping) else None
        return _judged(_asked(loaded, default, bare=False), language, release)
    except problems() as error:
        return {"id": id_, "error": str(error)}


def _judged(asked: Asked, language: Language, release: str | None) -> dict[str, Any]:
    from knowledge.eligibility.judging import judge_all
    from knowledge.eligibility.report import precheck_json
    from knowledge.eligibility.rulebook import rulebook
    from knowledge.eligibility.vocabulary import vocabulary

    facts = vocabulary().read(asked.facts)
    judgements = judge_all(rulebook().choose(asked.programmes), facts, asked.day)
    return precheck_json(judgements, asked.day, language, id_=asked.id, release=release)


def _text(asked: Asked, language: Language) -> str:
    from knowledge.eligibility.explaining import precheck_text
    from knowledge.eligibility.judging import judge_all
    from knowledge.eligibility.rulebook import rulebook
    from knowledge.eligibility.vocabulary import vocabulary

    facts = vocabulary().read(asked.facts)
    judgements = judge_all(rulebook().choose(asked.programmes), facts, asked.day)
    return precheck_text(judgements, facts, language)


def _settings() -> "Settings":
    from bot.settings import Settings

    return Settings()


def _release(settings: "Settings") -> str | None:
    """Name the release that serves; verdicts do not wait for a database that does not answer."""
    from knowledge.library.pointer import serving

    try:
        return serving(settings.database)
    except OSError:
        return None


def _asked(loaded: object, default: Asked, *, bare: bool) -> Asked:
    """Read what is asked; with `bare` an object without `facts` is taken for the facts themselves."""
    if not isinstance(loaded, Mapping):
        raise PrecheckError(
            'A pre-check must be a JSON object such as {"facts": {"applicant_type": "enterprise"}}.'
        )
    if bare and not isinstance(loaded.get("facts"), Mapping):
        return default._replace(facts=loaded)
    unknown = sorted(set(loaded) - _KEYS)
    if unknown:
        raise PrecheckError(f"{unknown[0]!r} is not a key of a pre-check; it has {', '.join(sorted(_KEYS))}.")
    if "facts" not in loaded:
        raise PrecheckError("The key 'facts' is missing.")
    day, named = loaded.get("as_of"), loaded.get("programmes")
    return Asked(
        loaded.get("id"),
        loaded["facts"],
        default.day if day is None else _day(day),
        default.programmes if named is None else tuple(_names(named)),
    )


def _names(named: object) -> Iterable[str]:
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        raise PrecheckError("'programmes' must be a list of programme ids.")
    return named


def _day(text: object) -> date:
    try:
        day = date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise PrecheckError(f"as-of must be a date such as 2026-11-23, not {str(text)[:40]!r}.")
    return day


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PrecheckError(f"The file {file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise PrecheckError(f"The file {file} is not UTF-8 text.") from None


def _loads(text: str) -> Any:  # noqa: ANN401 (JSON)
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise PrecheckError(f"This is not JSON{where}.") from None


def _dump(document: Mapping[str, Any], indent: int | None = None) -> str:
    return json.dumps(document, ensure_ascii=False, indent=indent, default=str)
