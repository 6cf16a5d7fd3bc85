"""A backup holds everything, whatever table it is, and a restore brings it back, on the other database too."""

import json
import pkgutil
import subprocess
import sys
import tarfile
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

import bot.store
from bot.store import open_store
from bot.store.archive import BackupError, members, writing
from bot.store.backup import FORMAT, Held, Place, back_up
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.held import UNTIL_TOLD, count_held, drop_held, send_held
from bot.store.metadata import metadata
from bot.store.restore import restore
from bot.store.rows import pieces, rows_of, tables_of
from bot.store.schema import revisions, to_revision
from bot.store.tables import answers, outbox, people
from knowledge.upkeep.old_folder import FILLED
from tests.store.databases import KINDS, fresh_database

NOW = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)


def _all_tables() -> list[Table]:
    for module in pkgutil.iter_modules(bot.store.__path__):
        if module.name.endswith("tables"):
            import_module(f"bot.store.{module.name}")
    return list(metadata.sorted_tables)


def _value(table: Table, column: Any, number: int, *, bare: bool) -> object:  # noqa: ANN401 (a column)
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return _value(key.column.table, key.column, number, bare=False)
    if bare and column.nullable and not column.primary_key:
        return None
    made: dict[type, object] = {
        Text: f"{table.name}.{column.name} {number} 算力券\n\t\"'\\ \u2028 \U0001f4b0",
        BigInteger: 2**40 + number,
        Integer: number,
        Boolean: number % 2 == 0,
        Float: number + 0.1,
        LargeBinary: bytes(range(256)) * number,
        DateTime: NOW,
    }
    return next(
        value
        for type_, value in made.items()
        if isinstance(getattr(column.type, "impl", column.type), type_) or isinstance(column.type, type_)
    )


def _row(table: Table, number: int, *, bare: bool) -> dict[str, Any]:
    return {column.name: _value(table, column, number, bare=bare) for column in table.c}


@asynccontextmanager
async def _place(url: str, folder: Path) -> AsyncIterator[Place]:
    async with open_store(url) as store:
        yield Place(store.database, Blobs(str(folder / "files")), folder / "knowledge", FILLED)


async def _fill(place: Place) -> None:
    async with place.database.write() as connection:
        for table in _all_tables():
            await connection.execute(insert(table), [_row(table, 1, bare=False)])
            await connection.execute(insert(table), [_row(table, 2, bare=True)])
    for name in FILLED:
        (place.folder / name / "done").mkdir(parents=True)
        (place.folder / name / "done" / "办法.pdf").write_bytes(name.encode())
    (place.folder / "chroma").mkdir()
    (place.folder / "chroma" / "made-anew.bin").write_bytes(b"x")


async def _contents(place: Place) -> dict[str, list[dict[str, Any]]]:
    found = {}
    async with place.database.read() as connection:
        for table in _all_tables():
            result = await connection.execute(select(table).order_by(*table.primary_key))
            rows = [dict(row) for row in result.mappings()]
            if table is outbox:
                rows = [{name: value for name, value in row.items() if name != "due_at"} for row in rows]
            found[table.name] = rows
    return found


@pytest.fixture(params=KINDS)
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Another database, of either kind, to restore into."""
    (tmp_path / "new").mkdir()
    yield from fresh_database(request.param, tmp_path / "new")


async def test_a_row_of_every_table_and_a_file_of_every_place_come_back_on_either_database(
    database_url: str, other_url: str, tmp_path: Path
) -> None:
    archive = tmp_path / "backup.tar.gz"
    async with _place(database_url, tmp_path / "old") as old:
        await _fill(old)
        sha256, loose = await old.blobs.put(b"a file"), await old.blobs.put(b"not named by anything yet")
        named = await _name_only(old, sha256)
        held = await back_up(old, archive, NOW)
        before = await _contents(old)
    assert all(count == 2 for count in held.rows.values())
    assert set(held.rows) == {table.name for table in _all_tables()}
    async with _place(other_url, tmp_path / "new") as new:
        back = await restore(new, archive)
        assert (back.rows, back.files, back.papers) == (held.rows, held.files, held.papers)
        assert await _contents(new) == before
        assert {sha256, loose} <= {*await new.blobs.names()}
        assert named == {sha256}
        assert [path.read_bytes() for path in new.papers()] == [path.read_bytes() for path in old.papers()]
        assert not (new.folder / "chroma").exists()
        async with new.database.write() as connection:
            row = {"channel": "telegram", "lane": "x", "payload": "{}", "priority": 0,
                   "due_at": NOW, "created_at": NOW}  # fmt: skip
            number = (await connection.execute(insert(outbox).values(**row))).inserted_primary_key
        assert number is not None
        assert number[0] > 2, "numbers go on from where they were"
        with pytest.raises(BackupError, match="not empty"):
            await restore(new, archive)


async def _name_only(place: Place, sha256: str) -> set[str]:
    """Let the rows of application files name a content that there is."""
    from bot.store.application_tables import application_files

    async with place.database.write() as connection:
        await connection.execute(application_files.update().values(sha256=sha256))
        return set(await connection.scalars(select(application_files.c.sha256)))


def test_in_a_fresh_process_the_tables_of_a_backup_are_those_that_the_migrations_make(
    database_url: str, tmp_path: Path
) -> None:
    script = (
        "import asyncio, sys, json\nfrom datetime import datetime, UTC\nfrom pathlib import Path\n"
        "from bot.store.backup import Place, back_up\nfrom bot.store.blobs import Blobs\n"
        "from bot.store.database import Database\n"
        "async def main():\n"
        "    place = Place(Database(sys.argv[1]), Blobs(sys.argv[2]), Path(sys.argv[2]))\n"
        "    await place.blobs.put(b'x')\n"
        "    print(json.dumps((await back_up(place, Path(sys.argv[2]) / 'b.tar.gz', datetime.now(UTC))).rows))\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", script, database_url, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)) == {table.name for table in _all_tables()}


async def test_a_table_that_no_version_knows_is_in_the_backup_and_is_named_where_it_cannot_come_back(
    database_url: str, tmp_path: Path
) -> None:
    async with _place(database_url, tmp_path) as place:
        async with place.database.write() as connection:
            await connection.exec_driver_sql("CREATE TABLE theirs (id INTEGER PRIMARY KEY, said TEXT)")
            await connection.exec_driver_sql("INSERT INTO theirs VALUES (1, 'x')")
        assert (await back_up(place, tmp_path / "b.tar.gz", NOW)).rows["theirs"] == 1
    async with _place(f"sqlite:///{tmp_path}/new.sqlite", tmp_path / "new") as new:
        assert (await restore(new, tmp_path / "b.tar.gz")).left_out == ["theirs"]


def _found(folder: Path, pattern: str) -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


async def test_a_backup_of_nothing_is_none(database_url: str, tmp_path: Path) -> None:
    async with _place(database_url, tmp_path) as place:
        with pytest.raises(BackupError, match="nothing to back up"):
            await back_up(place, tmp_path / "b.tar.gz", NOW)
    assert _found(tmp_path, "b.tar*") == []


async def test_a_backup_that_fails_leaves_nothing_behind_and_the_last_good_one_stays(
    database_url: str, tmp_path: Path
) -> None:
    target = tmp_path / "b.tar.gz"
    target.write_bytes(b"the last good one")
    async with _place(database_url, tmp_path / "old") as place:
        await _fill(place)
        with pytest.raises(BackupError, match="is missing or was changed"):
            await back_up(place, target, NOW)
    assert _found(tmp_path, "b.tar*") == ["b.tar.gz"]
    assert target.read_bytes() == b"the last good one"


async def _with_people(place: Place, count: int) -> None:
    rows = [
        {"person": f"t:{n}", "channel": "t", "chat_id": n, "language": "zh", "created_at": NOW}
        for n in range(count)
    ]
    async with place.database.write() as connection:
        await connection.execute(insert(people), rows)


async def test_the_manifest_stands_first_and_big_tables_are_cut(tmp_path: Path) -> None:
    async with _place(f"sqlite:///{tmp_path}/a.sqlite", tmp_path) as place:
        await _with_people(place, 20_000)
        await back_up(place, tmp_path / "b.tar.gz", NOW)
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        names, sizes = archive.getnames(), [entry.size for entry in archive.getmembers()]
    assert (names[0], names[-1]) == ("manifest.json", "end.json")
    assert sum(name.startswith("tables/people/") for name in names) > 1
    assert max(sizes) < 2 * 1024 * 1024
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0


async def test_memory_does_not_grow_with_the_tables(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 40_000):
        folder = tmp_path / str(count)
        (folder / "new").mkdir(parents=True)
        async with _place(f"sqlite:///{folder}/a.sqlite", folder) as place:
            await _with_people(place, count)
            tracemalloc.start()
            await back_up(place, folder / "b.tar.gz", NOW)
            async with _place(f"sqlite:///{folder}/new/a.sqlite", folder / "new") as new:
                await restore(new, folder / "b.tar.gz")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] - peaks[0] < 16 * 1024 * 1024, peaks


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.999])
async def test_an_archive_that_is_cut_off_brings_nothing_back_or_all(
    cut: float, database_url: str, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar.gz"
    async with _place(f"sqlite:///{tmp_path}/a.sqlite", tmp_path) as old:
        await _with_people(old, 5_000)
        for name in FILLED:
            (old.folder / name).mkdir(parents=True)
            (old.folder / name / "a.txt").write_text("a" * 50)
        await back_up(old, archive, NOW)
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * cut)])
    async with _place(database_url, tmp_path / "new") as new:
        with suppress(BackupError):  # what is cut off may be no more than the padding at the end
            assert (await restore(new, archive)).rows["people"] == 5_000
        async with new.database.read() as connection:
            found = len((await connection.execute(select(people.c.person))).all())
        assert (found, len(list(new.papers()))) in {(0, 0), (5_000, len(FILLED))}
        assert found == 0 or cut > 0.99


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "inbox/../../evil", "chroma/evil"])
async def test_an_archive_writes_nothing_outside_the_folders_of_staff(
    name: str, database_url: str, tmp_path: Path
) -> None:
    rows: dict[str, int] = {}
    with writing(tmp_path / "b.tar.gz") as archive:
        manifest = {"format": FORMAT, "revision": revisions()[-1], "at": NOW.isoformat(), "rows": rows}
        archive.add("manifest.json", json.dumps(manifest).encode())
        archive.add(f"papers/{name}", b"evil")
        archive.add("end.json", json.dumps({"files": 0, "papers": 1}).encode())
    async with _place(database_url, tmp_path / "new") as new:
        with pytest.raises(BackupError, match="damaged"):
            await restore(new, tmp_path / "b.tar.gz")
    assert _found(tmp_path, "**/evil") == []


@pytest.mark.parametrize("form", [1, FORMAT])
@pytest.mark.parametrize("revision", revisions())
async def test_an_archive_of_every_schema_that_there_was_comes_back(
    revision: str, form: int, database_url: str, tmp_path: Path
) -> None:
    old = Database(f"sqlite:///{tmp_path}/old.sqlite")
    place = Place(old, Blobs(str(tmp_path / "files")), tmp_path / "knowledge", FILLED)
    async with old.write() as connection:
        await connection.run_sync(to_revision, revision)
        tables = await connection.run_sync(tables_of)
        for table in tables:
            row = _row(table, 1, bare=False)
            await connection.execute(
                insert(table), [{n: _naive(v) for n, v in row.items() if n != "sha256"} | _sha(table)]
            )
    await place.blobs.put(b"x")
    archive = tmp_path / "b.tar.gz"
    if form == 1:
        async with old.read() as connection:
            await _write_first_form(archive, connection, tables, revision)
    else:
        await back_up(place, archive, NOW)
    await old.close()
    async with _place(database_url, tmp_path / "new") as new:
        held: Held = await restore(new, archive)
        assert held.rows == {table.name: 1 for table in tables}
        async with new.database.read() as connection:
            found = (await connection.execute(select(people.c.person, people.c.created_at))).one()
        assert found == ("people.person 1 算力券\n\t\"'\\ \u2028 \U0001f4b0", NOW)


def _sha(table: Table) -> dict[str, str]:
    sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    return {"sha256": sha256} if "sha256" in table.c else {}


def _naive(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


async def _write_first_form(
    target: Path, connection: AsyncConnection, tables: list[Table], revision: str
) -> None:
    """Write an archive as the first version did: whole tables, the manifest last."""
    with writing(target) as archive:
        for table in tables:
            async for piece, _ in pieces(connection, table):
                archive.add(f"tables/{table.name}.jsonl", piece)
        rows = {table.name: 1 for table in tables}
        manifest = {"format": 1, "revision": revision, "at": NOW.isoformat(), "rows": rows}
        archive.add("manifest.json", json.dumps(manifest).encode())


async def _posted(place: Place, *lanes: str) -> None:
    row = {"channel": "telegram", "payload": '{"text": "x"}', "priority": 0, "due_at": NOW, "created_at": NOW}
    async with place.database.write() as connection:
        await connection.execute(insert(outbox), [{**row, "lane": lane} for lane in lanes])


async def test_after_a_restore_nothing_leaves_by_itself_and_nothing_is_lost(
    database_url: str, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar.gz"
    url = f"sqlite:///{tmp_path}/old.sqlite"
    async with open_store(url, clock=lambda: NOW) as old, old.presence.joined():
        place = Place(old.database, Blobs(str(tmp_path / "files")), tmp_path / "knowledge", FILLED)
        for lane in ("sent before", "on its way"):
            await _posted(place, lane)
            if lane == "on its way":
                await back_up(place, archive, NOW)
            ((message,),) = (await old.outbox.claim(10)).values()
            await old.outbox.sent(message.id, free=lane)
    async with open_store(database_url, clock=lambda: NOW) as store:
        new = Place(store.database, Blobs(str(tmp_path / "new")), tmp_path / "new", FILLED)
        assert (await restore(new, archive)).waiting == 1
    async with open_store(database_url, clock=lambda: NOW) as store, store.presence.joined():
        assert await store.outbox.claim(10) == {}, "it arrived after the backup was made"
        assert await count_held(store.database) == 1, "and yet it is kept"
        await store.tidy()
        assert await send_held(store.database, NOW) == 1
        assert list(await store.outbox.claim(10)) == ["on its way"]
        assert await count_held(store.database) == 0
        await _posted(Place(store.database, new.blobs, new.folder), "another")
        await _hold_all(store.database)
        assert await drop_held(store.database) == 2


async def _hold_all(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(update(outbox).values(due_at=UNTIL_TOLD))


async def test_where_nothing_was_sent_since_what_waited_leaves_at_once(
    database_url: str, tmp_path: Path
) -> None:
    archive = tmp_path / "b.tar.gz"
    async with _place(f"sqlite:///{tmp_path}/old.sqlite", tmp_path) as old:
        await _posted(old, "a", "b")
        await back_up(old, archive, NOW)
    async with _place(database_url, tmp_path / "new") as new:
        assert (await restore(new, archive, sends=True)).waiting == 0
        assert await count_held(new.database) == 0
        async with new.database.read() as connection:
            assert list(await connection.scalars(select(outbox.c.due_at))) == [NOW, NOW]
        assert next(member.name for member in members(archive)) == "manifest.json"


def test_lines_of_a_table_are_read_back_as_they_were() -> None:
    row = {"id": "a", "elapsed_ms": 0.1}
    assert list(rows_of(json.dumps(row).encode(), answers, "sqlite")) == [row]
