"""What the doctor asks of where things are kept: the data folder, the database, the records in it."""

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from bot.commands.findings import TIMEOUT_S, Finding, problem, well
from bot.settings import Settings


def check_data_folder(settings: Settings) -> Iterator[Finding]:
    """Try to write there, and look how much room is left."""
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"trial")
    except OSError as error:
        mend = "give the user of the bot the right to write there, or set VOUCHERBOT_DATA_DIR"
        yield problem("data folder", f"{folder} cannot be written to ({error.strerror})", mend)
        return
    free = os.statvfs(folder) if hasattr(os, "statvfs") else None
    left_mb = free.f_bavail * free.f_frsize // 1_000_000 if free else None
    if left_mb is not None and left_mb < 500:
        yield problem("data folder", f"only {left_mb} MB are left at {folder}", "free at least 500 MB")
    else:
        yield well("data folder", f"{folder} can be written to")


def check_file_rights(settings: Settings) -> Iterator[Finding]:
    """Name what others on the machine can read; it holds personal data."""
    from bot.store.file_rights import open_to_others

    folder = settings.data_dir.absolute()
    found = open_to_others(folder)
    mend = "start the bot, which takes the rights of others away, or run chmod -R go-rwx on them"
    for path in found[:5]:
        says = f"{path} can be read by others on this machine"
        yield problem("file rights", says if len(found) <= 5 else f"{says} ({len(found)} such in all)", mend)
    if not found:
        yield well("file rights", f"nobody else can read what the bot keeps in {folder}")


def check_database(settings: Settings) -> Iterator[Finding]:
    """Ask the database for its schema."""
    from bot.store.schema import revisions

    newest = revisions()[-1]
    try:
        revision = asyncio.run(asyncio.wait_for(_revision(settings), TIMEOUT_S))
    except Exception as error:  # noqa: BLE001 (whatever the driver raises)
        says = f"{_kind(settings)} does not answer ({type(error).__name__})"
        yield problem("database", says, "check VOUCHERBOT_DATABASE_URL and that the server runs")
        return
    if revision is None:
        yield well("database", f"{_kind(settings)} is empty; its tables are made at the first start")
    elif revision != newest:
        says = f"{_kind(settings)} has the schema {revision}, this version needs {newest}"
        yield problem("database", says, "stop the bot and start it again: it brings the schema up")
    else:
        yield well("database", f"{_kind(settings)} answers, schema {revision}")


def _kind(settings: Settings) -> str:
    return "SQLite" if settings.database.startswith("sqlite") else "PostgreSQL"


def _is_not_made_yet(settings: Settings) -> bool:
    from bot.store.database import address

    url = address(settings.database)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def _revision(settings: Settings) -> str | None:
    from bot.store.database import Database
    from bot.store.schema import current_revision

    if _is_not_made_yet(settings):
        return None
    database = Database(settings.database)
    try:
        async with database.read() as connection:
            return await connection.run_sync(current_revision)
    finally:
        await database.close()


def check_updates(settings: Settings) -> Iterator[Finding]:
    """Look for updates of the last days that could not be read."""
    from bot.store.schema import revisions

    if asyncio.run(_revision(settings)) != revisions()[-1]:
        return
    faults = asyncio.run(_unreadable(settings))
    if not faults:
        yield well("updates", "all of the last 7 days could be read")
        return
    count = sum(faults.values())
    kinds = ", ".join(f"{fault} ({times})" for fault, times in list(faults.items())[:5])
    yield problem(
        "updates",
        f"{count} of the last 7 days could not be read in full: {kinds}",
        "update voucherbot; a Bot API server of your own should be of the newest version",
    )


async def _unreadable(settings: Settings) -> Mapping[str, int]:
    from bot.store.clock import now
    from bot.store.database import Database
    from bot.store.unreadable import Unreadable

    database = Database(settings.database)
    try:
        return await Unreadable(database, "telegram", now).counted(timedelta(days=7))
    finally:
        await database.close()


def check_records(settings: Settings) -> Iterator[Finding]:
    """Check histories and files, where there are any."""
    from bot.store.schema import revisions

    if asyncio.run(_revision(settings)) != revisions()[-1]:
        return
    found = asyncio.run(_broken_records(settings))
    mend = "restore the last good backup with `voucherbot restore` into an empty database and compare"
    for sentence in found[:5]:
        yield problem("records", sentence, mend)
    if not found:
        yield well("records", "histories and files are whole")


async def _broken_records(settings: Settings) -> list[str]:
    from bot.store.blobs import Blobs
    from bot.store.database import Database
    from bot.store.integrity import check

    database = Database(settings.database)
    try:
        return [finding.sentence for finding in await check(database, Blobs(settings.files))]
    finally:
        await database.close()
