"""The tray of the knowledge base in SQL: what one machine takes in, every other one previews and publishes.

The calls block: they are made by the command line and in threads, never on the event loop.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.blocking import BlockingDatabase
from bot.store.knowledge_tables import knowledge_originals as originals
from bot.store.knowledge_tables import knowledge_tray as tray
from bot.store.upserts import insert as upsert
from knowledge.upkeep.tray import Kind, Original, Paper


class SqlTray:
    """Keeps papers in the bot's database."""

    def __init__(self, database: BlockingDatabase) -> None:
        self._database = database

    def paper(self, kind: Kind, name: str) -> Paper | None:
        """Return a paper, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                select(tray).where(tray.c.kind == kind, tray.c.name == name)
            ).one_or_none()
        return None if row is None else _paper(row)

    def papers(self, kind: Kind) -> list[Paper]:
        """List the papers of a kind by name."""
        with self._database.read() as connection:
            rows = connection.execute(select(tray).where(tray.c.kind == kind).order_by(tray.c.name))
            return [_paper(row) for row in rows]

    def digests(self, kind: Kind) -> Mapping[str, str]:
        """Return the hash of each paper's text by name, without reading the texts."""
        query = select(tray.c.name, tray.c.digest).where(tray.c.kind == kind)
        with self._database.read() as connection:
            return {row.name: row.digest for row in connection.execute(query)}

    def change(
        self,
        put: Iterable[Paper] = (),
        remove: Iterable[tuple[Kind, str]] = (),
        original: Original | None = None,
    ) -> None:
        """Put papers in and take papers out, all of it or nothing; a paper takes the place of one of its name.

        An original that no paper names any more goes with the last one that did.
        """
        with self._database.write() as connection:
            if original is not None:
                self._keep(connection, original)
            left = {sha for kind, name in remove if (sha := _taken_out(connection, kind, name))}
            for paper in put:
                left |= self._put(connection, paper)
            named = set(connection.scalars(select(tray.c.original).where(tray.c.original.in_(left))))
            connection.execute(delete(originals).where(originals.c.sha256.in_(left - named)))

    def replace(self, paper: Paper, before: Paper | None) -> bool:
        """Put a paper in the place of the one that was read before; False when another came meanwhile."""
        try:
            with self._database.write() as connection:
                if before is None:
                    connection.execute(insert(tray).values(**_values(paper)))
                    return True
                same = (tray.c.kind == paper.kind, tray.c.name == paper.name, tray.c.digest == before.digest)
                return connection.execute(update(tray).where(*same).values(**_values(paper))).rowcount == 1
        except IntegrityError:
            return False

    def original(self, sha256: str) -> Original | None:
        """Return a file as it came in, or None."""
        with self._database.read() as connection:
            row = connection.execute(select(originals).where(originals.c.sha256 == sha256)).one_or_none()
        return None if row is None else Original(row.name, row.content)

    def _keep(self, connection: Connection, original: Original) -> None:
        values = {"sha256": original.sha256, "name": original.name, "content": original.content}
        connection.execute(upsert(self._database, originals).values(**values).on_conflict_do_nothing())

    def _put(self, connection: Connection, paper: Paper) -> set[str]:
        """Put a paper in and return the hash of the original that its predecessor named."""
        values = _values(paper)
        this = (tray.c.kind == paper.kind, tray.c.name == paper.name)
        before = connection.scalar(select(tray.c.original).where(*this))
        put = upsert(self._database, tray).values(**values)
        connection.execute(put.on_conflict_do_update(index_elements=["kind", "name"], set_=values))
        return {before} if before else set()


def _taken_out(connection: Connection, kind: str, name: str) -> str | None:
    """Take a paper out and return the hash of its original."""
    this = (tray.c.kind == kind, tray.c.name == name)
    sha256 = connection.scalar(select(tray.c.original).where(*this))
    connection.execute(delete(tray).where(*this))
    return sha256


def _values(paper: Paper) -> dict[str, object]:
    return {
        "kind": paper.kind, "name": paper.name, "body": paper.body, "digest": paper.digest, "by": paper.by,
        "at": paper.at, "original": paper.original,
    }  # fmt: skip


def _paper(row: Row[tuple[object, ...]]) -> Paper:
    return Paper(row.kind, row.name, row.body, row.by, row.at, row.original)
