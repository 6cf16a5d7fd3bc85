"""`voucherbot backup` and `voucherbot restore`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.desk import Office, fail, in_office
from bot.commands.options import Json, print_json
from bot.store.backup import BackupError, back_up
from bot.store.backup import restore as bring_back
from bot.store.integrity import check


def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write, such as backup.tar.gz.")],
    *,
    json: Json = False,
) -> None:
    """Write everything that is stored, files too, into one archive, while the bot goes on."""

    async def work(office: Office) -> None:
        try:
            rows = await back_up(office.store.database, office.blobs, target, office.now)
        except BackupError as error:
            fail(str(error))
        _say(target, rows, json=json)

    in_office(work)


def restore(
    source: Annotated[Path, typer.Argument(help="An archive that `backup` wrote.")], *, json: Json = False
) -> None:
    """Bring a backup back into an empty database, SQLite or PostgreSQL, and check it."""

    async def work(office: Office) -> None:
        try:
            rows = await bring_back(office.store.database, office.blobs, source)
        except BackupError as error:
            fail(str(error))
        wrong = await check(office.store.database, office.blobs)
        if wrong:
            fail(wrong[0].sentence)
        _say(source, rows, json=json)

    in_office(work)


def _say(file: Path, rows: dict[str, int], *, json: bool) -> None:
    if json:
        print_json({"file": str(file), "rows": rows})
    else:
        typer.echo(f"{file}: {sum(rows.values())} rows")
