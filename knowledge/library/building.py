"""Builds a release beside the one that serves: new documents go into a new segment, the others stay where they are."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from knowledge.clauses import Document
from knowledge.language import LANGUAGES, Language
from knowledge.library.embedding import CENTRING
from knowledge.library.index import FOUND_AGAIN
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import Manifest, SegmentContent, SegmentUse
from knowledge.library.seed import seed
from knowledge.library.segments import Segment, document_hash, document_key, write_segment
from knowledge.library.shelves import JoinedTable, Live
from knowledge.library.stock import Stock
from knowledge.library.storehouse import Storehouse
from knowledge.library.vectors import Progress, complete

Stage = Callable[[str], None]
"""Called with the name of each stage of a build before it begins."""
Lives = Sequence[Live]
By = tuple[str | None, str, str, datetime]
"""Which release it comes after, who builds it, why, and when."""
_MERGE_FROM = 0.5
"""When what was added later reaches this share of the base, everything becomes one new base."""


class Builder:
    """Builds one release. Nothing that serves is touched; what a killed build leaves is dropped by the next tidying."""

    def __init__(
        self,
        storehouse: Storehouse,
        keep: Callable[[Callable[[str], Manifest]], Manifest],
        progress: Progress | None,
        stage: Stage | None,
    ) -> None:
        self._storehouse = storehouse
        self._embedder = storehouse.embedder
        self._keep = keep
        self._progress = progress
        self._stage = stage or (lambda _name: None)

    def whole(self, documents: Sequence[Document], lives: Lives, by: By) -> Manifest:
        """Build a release of exactly these documents."""
        wanted = {document_key(document): document for document in documents}
        have = hashes_of(lives)
        changed = [d for name, d in wanted.items() if have.get(name) != document_hash(d)]
        return self.change(changed, [name for name in have if name not in wanted], lives, by)

    def change(self, changed: Sequence[Document], removed: Sequence[str], lives: Lives, by: By) -> Manifest:
        """Build a release that differs from `lives` by these documents, and lacks those `removed`."""
        self._stage("plan")
        usable = [live for live in lives if live.segment.card.model == self._embedder.model]
        lost = [document for live in lives if live not in usable for document in _documents(live)]
        gone = frozenset([*removed, *map(document_key, changed)])
        fresh = [document for document in lost if document_key(document) not in gone] + list(changed)
        kept, merged = plan([_without(live, gone) for live in usable], sum(map(_size, fresh)))
        documents = [*(document for live in merged for document in _documents(live)), *fresh]
        if documents:
            kept.append(Live(self._segment(documents, usable, kept), frozenset()))
        self._stage("check")
        for live in kept[:-1] if documents else kept:
            self._count(live.segment)
        if documents:
            self._check(kept[-1].segment)
        return self._manifest(kept, by)

    def _segment(self, documents: Sequence[Document], usable: Lives, kept: Lives) -> Segment:
        self._stage("embed")
        texts = [text for language in LANGUAGES for text in Stock.of(documents, language).texts]
        shipped = seed(self._embedder.model)
        tables = [*(live.segment.table for live in usable), *([shipped] if shipped is not None else [])]
        table = complete(texts, self._embedder, JoinedTable.of(tables) if tables else None, self._progress)
        self._stage("segment")
        means = kept[0].segment.means if kept else None
        segment = write_segment(self._storehouse.folder, documents, table, means)
        self._stage("index")
        for language in _languages(segment):
            self._storehouse.try_index(segment, language)
        self._stage("ledger")
        content = SegmentContent(segment.card, tuple(documents), segment.means, segment.table)
        self._storehouse.ledger.add_segment(content)
        return segment

    def _count(self, segment: Segment) -> None:
        """Count a segment that served before against its card; its index is made anew where it is not whole."""
        for language in _languages(segment):
            self._storehouse.try_index(segment, language)

    def _check(self, segment: Segment) -> None:
        """Count a new segment against its card, and find one of its texts by its own vector.

        Raises:
            IndexProblemError: something is missing.
        """
        for language in _languages(segment):
            keys = segment.keys(language)
            if len(keys) != segment.card.texts[language]:
                raise IndexProblemError(
                    f"The segment {segment.card.id} is not whole: run `voucherbot knowledge rebuild`."
                )
            self._storehouse.try_index(segment, language)
            vector = self._storehouse.centred(segment, language, keys[-1:])[0]
            found = self._storehouse.search(segment, language).nearest(vector, 3)
            if not found or found[0][1] < FOUND_AGAIN:
                raise IndexProblemError(
                    f"The segment {segment.card.id} does not find its own texts: run `voucherbot knowledge rebuild`."
                )

    def _manifest(self, kept: Lives, by: By) -> Manifest:
        self._stage("manifest")
        hashes = hashes_of(kept)
        counts = {language: [count(live, language) for live in kept] for language in LANGUAGES}
        parent, author, reason, now = by

        def made(name: str) -> Manifest:
            return Manifest(
                name, parent, now.isoformat(), author, reason, self._embedder.model, sum(self._embedder.parts), CENTRING,
                fingerprint(hashes), len(hashes),
                {language: sum(passages for passages, _ in counted) for language, counted in counts.items()},
                {language: sum(texts for _, texts in counted) for language, counted in counts.items()},
                tuple(SegmentUse(live.segment.card.id, tuple(sorted(live.removed))) for live in kept),
            )  # fmt: skip

        return self._keep(made)


def hashes_of(lives: Lives) -> dict[str, str]:
    """Return the hash of each document that counts, by `id/language`."""
    return {
        name: value
        for live in lives
        for name, value in live.segment.card.documents.items()
        if name not in live.removed
    }


def fingerprint(hashes: Mapping[str, str]) -> str:
    """Return a hash of everything that the documents say."""
    return hashlib.sha256(
        "\n".join(f"{name}={value}" for name, value in sorted(hashes.items())).encode()
    ).hexdigest()[:32]


def plan(lives: Sequence[Live], fresh: int) -> tuple[list[Live], list[Live]]:
    """Split the segments of a release into those that stay and those that are merged with `fresh` new statements.

    Small segments at the end are merged into the new one, so that there are few; the first one, the base, is made
    anew when half of it no longer counts or as much again was added.
    """
    kept = [live for live in lives if _live_size(live)]
    if not kept:
        return [], []
    base, tail = kept[0], kept[1:]
    added = fresh + sum(map(_live_size, tail))
    if _live_size(base) < base_size(base) * (1 - _MERGE_FROM) or added > _live_size(base) * _MERGE_FROM:
        return [], kept
    merged: list[Live] = []
    size = fresh
    while tail and fresh and _live_size(tail[-1]) <= 2 * size:
        size += _live_size(tail[-1])
        merged.insert(0, tail.pop())
    return [base, *tail], merged


def base_size(live: Live) -> int:
    """Return how many texts a segment holds."""
    return sum(live.segment.card.texts.values())


def _live_size(live: Live) -> int:
    """Estimate how many texts of a segment still count, by its documents."""
    card = live.segment.card
    return round(base_size(live) * (len(card.documents) - len(live.removed)) / max(len(card.documents), 1))


def _size(document: Document) -> int:
    return sum(1 + len(clause.statements) for clause in document.clauses)


def _without(live: Live, gone: frozenset[str]) -> Live:
    return Live(live.segment, live.removed | (gone & live.segment.card.documents.keys()))


def _documents(live: Live) -> list[Document]:
    return [document for document in live.segment.documents if document_key(document) not in live.removed]


def _languages(segment: Segment) -> list[Language]:
    return [language for language in LANGUAGES if segment.card.texts.get(language)]


def count(live: Live, language: Language) -> tuple[int, int]:
    """Count the passages and the texts of one language that still count."""
    card = live.segment.card
    passages, texts = card.passages.get(language, 0), card.texts.get(language, 0)
    for name in live.removed:
        if name.endswith(f"/{language}"):
            document = live.segment.document(name)
            passages -= len(document.clauses)
            texts -= _size(document)
    return passages, texts
