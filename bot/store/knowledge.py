"""Releases in SQL: the truth from which every machine makes its working copy.

The calls block: they are made by the command line and in threads, never on the event loop.
"""

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
from sqlalchemy import Connection, Row, delete, insert, select, text, update

from bot.store.blocking import BlockingDatabase
from bot.store.knowledge_tables import (
    knowledge_documents,
    knowledge_releases,
    knowledge_segments,
    knowledge_serving,
    knowledge_switches,
    knowledge_uses,
    knowledge_vectors,
)
from knowledge.library import files
from knowledge.library.ledger import (
    Manifest,
    PublishingError,
    SegmentContent,
    Switch,
    only_one,
    release_order,
)
from knowledge.library.segments import Means, SegmentCard, document_key
from knowledge.library.vectors import SortedKeys, VectorTable

_CHUNK = 1000
_LOCK = 7_403_110_052
"""The number of the PostgreSQL advisory lock that a publisher holds."""


class SqlLedger:
    """The ledger of the knowledge library, in the bot's database."""

    def __init__(self, database_url: str) -> None:
        self._database = BlockingDatabase(database_url)

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def serving(self) -> str | None:
        """Name the release that serves, or None before the first one."""
        with self._database.read() as connection:
            return connection.scalar(select(knowledge_serving.c.release))

    def manifest(self, release: str) -> Manifest | None:
        """Return a release's manifest, or None when there is no such release."""
        query = select(knowledge_releases.c.manifest).where(knowledge_releases.c.id == release)
        with self._database.read() as connection:
            kept = connection.scalar(query)
        return Manifest.load(kept) if kept is not None else None

    def releases(self) -> list[str]:
        """Name all releases that are kept, the oldest first."""
        with self._database.read() as connection:
            return sorted(connection.scalars(select(knowledge_releases.c.id)), key=release_order)

    def add_segment(self, content: SegmentContent) -> None:
        """Keep a segment; one that is there already is left as it is."""
        name = content.card.id
        with self._database.write() as connection:
            if connection.scalar(select(knowledge_segments.c.id).where(knowledge_segments.c.id == name)):
                return
            card = json.dumps(asdict(content.card), ensure_ascii=False)
            connection.execute(
                insert(knowledge_segments).values(id=name, card=card, means=_packed(content.means))
            )
            _execute_many(connection, knowledge_documents, _document_rows(content))
            for row in _vector_rows(content):
                connection.execute(insert(knowledge_vectors), [row])

    def segment(self, segment: str) -> SegmentContent | None:
        """Return a segment, or None."""
        kept, documents, vectors = knowledge_segments.c, knowledge_documents.c, knowledge_vectors.c
        with self._database.read() as connection:
            row = connection.execute(select(kept.card, kept.means).where(kept.id == segment)).one_or_none()
            if row is None:
                return None
            bodies = connection.scalars(
                select(documents.body).where(documents.segment == segment).order_by(documents.position)
            )
            held = tuple(document for body in bodies for document in files.load(body))
            chunks = connection.execute(
                select(vectors.names, vectors.vectors)
                .where(vectors.segment == segment)
                .order_by(vectors.position)
            )
            card = SegmentCard(**json.loads(row.card))
            return SegmentContent(card, held, _unpacked(row.means), _table(card, chunks.all()))

    def add_release(self, manifest: Manifest) -> None:
        """Keep a release that is complete; it does not serve yet."""
        created = datetime.fromisoformat(manifest.created)
        uses = [{"release": manifest.id, "segment": use.id} for use in manifest.segments]
        with self._database.write() as connection:
            row = {"id": manifest.id, "created_at": created, "manifest": manifest.dump()}
            connection.execute(insert(knowledge_releases), [row])
            _execute_many(connection, knowledge_uses, uses)

    def switch(self, change: Switch) -> None:
        """Move the pointer and write the line of the history, together.

        Raises:
            PublishingError: another release than `change.before` serves by now.
        """
        values: dict[str, Any] = {"release": change.release, "since": change.at}
        with self._database.write() as connection:
            serving = connection.scalar(select(knowledge_serving.c.release).with_for_update())
            if serving != change.before:
                raise PublishingError(
                    "Another release was published meanwhile; look at the differences again."
                )
            if serving is None:
                connection.execute(insert(knowledge_serving).values(id=1, **values))
            else:
                connection.execute(update(knowledge_serving).values(**values))
            row = {**asdict(change), "exceptions": json.dumps(change.exceptions, ensure_ascii=False)}
            connection.execute(insert(knowledge_switches), [row])

    def history(self) -> list[Switch]:
        """List all switches, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(knowledge_switches).order_by(knowledge_switches.c.number.desc()))
            return [_switch(row) for row in rows]

    def add_report(self, release: str, report: str) -> None:
        """Keep what was found about a release that waits for a second person."""
        table = knowledge_releases
        with self._database.write() as connection:
            connection.execute(update(table).where(table.c.id == release).values(report=report))

    def report(self, release: str) -> str | None:
        """Return what was found about a release that waits for a second person, or None when none waits."""
        query = select(knowledge_releases.c.report).where(knowledge_releases.c.id == release)
        with self._database.read() as connection:
            return connection.scalar(query)

    def forget(self, releases: Sequence[str]) -> None:
        """Drop releases, and the segments and vectors that no other release uses."""
        with self._database.write() as connection:
            if releases:
                connection.execute(delete(knowledge_uses).where(knowledge_uses.c.release.in_(releases)))
                connection.execute(delete(knowledge_releases).where(knowledge_releases.c.id.in_(releases)))
            unused = knowledge_segments.c.id.not_in(select(knowledge_uses.c.segment))
            connection.execute(delete(knowledge_segments).where(unused))

    def alone(self) -> AbstractContextManager[None]:
        """Hold the right to publish; it is free again when the process ends, however it ends.

        Raises:
            PublishingError: somebody else holds it.
        """
        path = self._database.sqlite_path
        return only_one(Path(f"{path}.publishing")) if path else self._advisory_lock()

    @contextmanager
    def _advisory_lock(self) -> Iterator[None]:
        with self._database.read() as connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": _LOCK}):
                raise PublishingError("Another publish is under way; wait for it to end and try again.")
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": _LOCK})


def _execute_many(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401 (a table)
    if rows:
        connection.execute(insert(table), rows)


def _document_rows(content: SegmentContent) -> list[dict[str, Any]]:
    return [
        {
            "segment": content.card.id,
            "position": position,
            "name": document_key(document),
            "body": files.dump([document]),
        }
        for position, document in enumerate(content.documents)
    ]


def _vector_rows(content: SegmentContent) -> Iterator[dict[str, Any]]:
    """Pack vectors by the thousand: a row each would be mostly overhead."""
    keys = list(content.table.rows)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        raw = np.ascontiguousarray(content.table.raw[content.table.rows.find(chunk)], np.float16)
        yield {
            "segment": content.card.id,
            "position": start,
            "names": "\n".join(chunk),
            "vectors": raw.tobytes(),
        }


def _table(card: SegmentCard, chunks: Sequence[Any]) -> VectorTable:
    keys = [key for chunk in chunks for key in chunk.names.split("\n") if key]
    raw = np.frombuffer(b"".join(chunk.vectors for chunk in chunks), np.float16).reshape(-1, card.dimension)
    return VectorTable(card.model, SortedKeys.of(keys), raw)


def _packed(means: Means) -> bytes:
    out = io.BytesIO()
    np.savez(out, **cast("dict[str, Any]", means))
    return out.getvalue()


def _unpacked(data: bytes) -> Means:
    with np.load(io.BytesIO(data)) as kept:
        return cast("Means", {language: kept[language] for language in kept})


def _switch(row: Row[Any]) -> Switch:
    return Switch(
        release=row.release,
        before=row.before,
        at=row.at,
        action=row.action,
        author=row.author,
        reason=row.reason,
        confirmed_by=row.confirmed_by,
        summary=row.summary,
        exceptions=tuple(json.loads(row.exceptions)),
    )
