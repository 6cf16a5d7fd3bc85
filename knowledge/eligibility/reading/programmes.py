"""Reads a programme file into its editions, one for every day from which another value holds."""

import re
from dataclasses import replace
from datetime import date
from typing import cast

from knowledge.eligibility.award import Award
from knowledge.eligibility.programme import Criterion, Edition, Line, NotOffered, Programme
from knowledge.eligibility.reading.awards import read_award
from knowledge.eligibility.reading.conditions import read_code, read_condition, read_period
from knowledge.eligibility.rounds import Round, RoundKind
from knowledge.eligibility.rulefile import Entry, Words, as_of, days_of, read

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_ROUND_KINDS = ("window", "force", "continuous")
_NOT_OFFERED = ("draft", "users_cannot_apply", "only_a_pot", "background")


def read_programme(text: str, file: str) -> Programme:
    """Read and compile a programme.

    Raises:
        RuleError: the file is wrong; the error says in which line, and how.
    """
    return compile_programme(read(text, file))


def compile_programme(entry: Entry) -> Programme:
    """Compile a programme whose file was read.

    Raises:
        RuleError: the file is wrong; the error says in which line, and how.
    """
    id_ = read_id(entry.take("id"))
    name, region = entry.take("name").words(), read_code(entry.take("region"))
    if "not_offered" in entry:
        return _not_offered(entry, id_, name, region)
    superseded_by = entry.maybe("superseded_by")
    for key in ("rounds", "criteria", "lines", "award", "reminders"):
        entry.maybe(key)
    entry.finish()
    days = sorted({date.min, *days_of(entry)})
    editions: list[Edition] = []
    for day in days:
        edition = _edition(as_of(entry, day), id_, day)
        if not editions or replace(edition, since=editions[-1].since) != editions[-1]:
            editions.append(edition)
    return Programme(id_, name, region, tuple(editions), read_id(superseded_by) if superseded_by else None)


def read_id(entry: Entry) -> str:
    """Read an id: small letters, digits and dashes."""
    if not _ID.fullmatch(entry.text()):
        entry.fail(f"{entry.text()!r} is no id: use small letters, digits, - and _")
    return entry.text()


def _not_offered(entry: Entry, id_: str, name: Words, region: str) -> Programme:
    reason = entry.take("not_offered").text()
    if reason not in _NOT_OFFERED:
        entry.take("not_offered").fail(f"{reason!r} is none of {', '.join(_NOT_OFFERED)}")
    note = entry.take("note").words()
    entry.finish()
    return Programme(id_, name, region, (), None, cast("NotOffered", reason), note)


def _edition(entry: Entry, programme: str, since: date) -> Edition:
    award = read_award(entry.maybe("award"))
    rounds = _rounds(entry.maybe("rounds"))
    criteria, lines, reminders = entry.maybe("criteria"), entry.maybe("lines"), entry.maybe("reminders")
    common = _criteria(criteria, programme, award)
    if lines is None:
        read_lines: tuple[Line, ...] = (Line(None, None, rounds, (), award),)
    else:
        read_lines = tuple(_line(item, programme, rounds) for item in lines.items())
    _refuse_twins(entry, [line.id for line in read_lines], "line")
    if lines is None and not common:
        entry.fail("a programme needs criteria; one that nobody can be judged by is `not_offered`")
    told = tuple(item.words() for item in reminders.items()) if reminders else ()
    return Edition(since, common, read_lines, told)


def _line(entry: Entry, programme: str, rounds: tuple[Round, ...]) -> Line:
    award = read_award(entry.maybe("award"))
    own = entry.maybe("rounds")
    line = Line(
        read_id(entry.take("id")),
        entry.take("name").words(),
        _rounds(own) if own else rounds,
        _criteria(entry.take("criteria"), programme, award),
        award,
    )
    entry.finish()
    return line


def _criteria(entry: Entry | None, programme: str, award: Award) -> tuple[Criterion, ...]:
    if entry is None:
        return ()
    criteria = tuple(_criterion(item, programme, award) for item in entry.items())
    _refuse_twins(entry, [criterion.id for criterion in criteria], "criterion")
    return criteria


def _criterion(entry: Entry, programme: str, award: Award) -> Criterion:
    id_, clause = read_id(entry.take("id")), entry.take("clause").text()
    document, label, words = entry.maybe("document"), entry.maybe("label"), entry.maybe("follows_from")
    return Criterion(
        id_,
        read_condition(entry, award),
        read_id(document) if document else programme,
        clause,
        label.words() if label else None,
        words.words() if words else None,
    )


def _rounds(entry: Entry | None) -> tuple[Round, ...]:
    return tuple(_round(item) for item in entry.items()) if entry and entry.value != "none" else ()


def _round(entry: Entry) -> Round:
    kind = entry.take("kind")
    if kind.text() not in _ROUND_KINDS:
        kind.fail(f"{kind.text()!r} is none of {', '.join(_ROUND_KINDS)}")
    period = read_period(entry)
    entry.finish()
    return Round(cast("RoundKind", kind.text()), period)


def _refuse_twins(entry: Entry, ids: list[str | None], what: str) -> None:
    for id_ in ids:
        if ids.count(id_) > 1:
            entry.fail(f"two have the {what} id {id_!r}")
