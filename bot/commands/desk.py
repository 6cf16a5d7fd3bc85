"""What the commands for staff share: the store, who acts, and how results and refusals are printed."""

import asyncio
import getpass
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from bot.applications.outcome import Refused
from bot.applications.rules import Rules
from bot.dialogue.notices import Notices
from bot.dialogue.speaking import Voice
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.blobs import Blobs
from bot.store.errand import FAULTS, Errand, run
from bot.store.file_rights import keep_private

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Office:
    """An open store with everything that a command needs beside it."""

    store: Store
    blobs: Blobs
    rules: Rules
    notices: Notices
    voice: Voice
    now: datetime

    async def do(self, work: Callable[[Errand], Awaitable[Result]]) -> Result:
        """Do a piece of work in one transaction."""
        return await run(self.store, work, self.now)


def in_office(work: Callable[[Office], Awaitable[Result]], *, settles: bool = True) -> Result:
    """Open the store, do the work and close it; whatever fails is one sentence.

    What `settles` makes the staff group known first; what looks whether the database is empty does not.
    """
    settings = _settings()
    keep_private(settings.data_dir)
    _log_into(settings.data_dir / "logs")

    async def whole() -> Result:
        async with open_store(settings.database) as store:
            if settles:
                await store.people.settle(settings.staff_room)
            notices = Notices(settings.language, settings.staff_room)
            office = Office(
                store, Blobs(settings.files), settings.rules, notices, Voice(settings.language),
                datetime.now(UTC),
            )  # fmt: skip
            return await work(office)

    try:
        return asyncio.run(whole())
    except FAULTS as error:
        fail(f"The database cannot be used: {str(error).splitlines()[0]}")
    except (OSError, ValueError) as error:
        fail(str(error))


def _log_into(folder: Path) -> None:
    """Log refusals into a file: standard error is for the one sentence that a person reads."""
    log = logging.getLogger("voucherbot")
    if not log.handlers:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(folder / "staff.log", encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.propagate = False


def _settings() -> Settings:
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        fail(f"VOUCHERBOT_{str(first['loc'][0]).upper()}: {first['msg']}")


def acting_as(name: str | None) -> str:
    """Return the person who acts: `ann` is the one of `chat --as ann`; the login name when nobody is named."""
    if name is not None and not name.strip():
        fail("the name of the person is empty; leave --as out to act under your login")
    person = getpass.getuser() if name is None else name
    return person if ":" in person else f"terminal:{person}"


def fail(sentence: str) -> NoReturn:
    """Print one sentence on standard error and end with 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def refuse(office: Office, refused: Refused) -> NoReturn:
    """Print why something was not done and end with 1."""
    if refused.reason == "not-staff":
        fail("You may not do that; `voucherbot staff list` shows who may, --as says who acts.")
    if refused.hidden:
        fail("There is no such application, or it was not handed in.")
    fail(office.voice.refusal(refused).text)
