"""`voucherbot backup`, `voucherbot restore` and `voucherbot held`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.desk import Office, fail, in_office
from bot.commands.options import Json, print_json
from bot.store.backup import BackupError, Held, Place, back_up
from bot.store.held import count_held, drop_held, send_held
from bot.store.integrity import check
from bot.store.restore import restore as bring_back
from knowledge.upkeep.old_folder import FILLED


def _place(office: Office) -> Place:
    from bot.settings import Settings

    return Place(office.store.database, office.blobs, Settings().data_dir / "knowledge", FILLED)


def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write, such as backup.tar.gz.")],
    *,
    json: Json = False,
) -> None:
    """Write everything that is stored, files too, into one archive, while the bot goes on."""

    async def work(office: Office) -> None:
        try:
            held = await back_up(_place(office), target, office.now)
        except BackupError as error:
            fail(str(error))
        _say(target, held, json=json)
        if not any(held.rows.values()):
            fail(
                "The database holds no rows, so the archive has none; is VOUCHERBOT_DATABASE_URL the right one?"
            )

    in_office(work, settles=False)


def restore(
    source: Annotated[Path, typer.Argument(help="An archive that `backup` wrote.")],
    *,
    send: Annotated[
        bool, typer.Option("--send", help="Send what was on its way: nothing was sent since the backup.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring a backup back into an empty database, SQLite or PostgreSQL, and check it."""

    async def work(office: Office) -> None:
        try:
            held = await bring_back(_place(office), source, sends=send)
        except BackupError as error:
            fail(str(error))
        wrong = await check(office.store.database, office.blobs)
        if wrong:
            fail(wrong[0].sentence)
        _say(source, held, json=json)
        if held.waiting:
            typer.echo(
                f"{held.waiting} messages were on their way when the backup was made and may have arrived since: "
                "they are held; `voucherbot held --send` sends them, `voucherbot held --drop` drops them.",
                err=True,
            )
        if held.left_out:
            fail(f"Left out, since this version makes no such table: {', '.join(held.left_out)}.")

    in_office(work, settles=False)


def held(
    *,
    send: Annotated[bool, typer.Option("--send", help="Send them.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Drop them: they arrived before.")] = False,
    json: Json = False,
) -> None:
    """Count, send or drop the messages that a restore holds, since they may have arrived after the backup."""
    if send and drop:
        fail("Say either --send or --drop.")

    async def work(office: Office) -> None:
        database = office.store.database
        if send:
            count, done = await send_held(database, office.now), "on their way"
        elif drop:
            count, done = await drop_held(database), "dropped"
        else:
            count, done = await count_held(database), "held"
        print_json({"messages": count, "state": done}) if json else typer.echo(f"{count} messages: {done}")

    in_office(work, settles=False)


def _say(file: Path, held: Held, *, json: bool) -> None:
    if json:
        print_json({"file": str(file), "rows": held.rows, "files": held.files, "papers": held.papers})
    else:
        rows = sum(held.rows.values())
        typer.echo(f"{file}: {rows} rows, {held.files} files, {held.papers} papers of the data folder")
