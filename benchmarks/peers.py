"""What a project would use without one of its own: BM25 alone, and langchain over Chroma with pages cut by length."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from langchain_core.documents import Document as Page
from langchain_core.embeddings import Embeddings

from benchmarks.pools import Asked, Direction, Pool
from knowledge.language import LANGUAGES, Language
from knowledge.library.embedding import Embedder

PAGE = {"en": (1000, 200), "zh": (400, 80)}
"""Characters of a page and of what it repeats of the page before; the model reads at most 512 tokens."""


class WordsAlone:
    """BM25 with the tokenizer that bm25s takes unless told otherwise."""

    name = "BM25 (bm25s, its own tokenizer)"

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def rank(self, question: Asked, direction: Direction) -> list[str]:
        """Return the ids of the best passages that share a word."""
        import bm25s

        index, ids = self._index(direction.within)
        tokens = bm25s.tokenize([question.text], show_progress=False, return_ids=False)
        found, scores = index.retrieve(tokens, k=min(10, len(ids)), show_progress=False)
        return [ids[n] for n, score in zip(found[0], scores[0], strict=True) if score > 0]

    @cache  # noqa: B019 (lives as long as the run)
    def _index(self, within: tuple[Language, ...]):  # type: ignore[no-untyped-def]  # noqa: ANN202 (bm25s is untyped)
        import bm25s

        numbers = [n for n, passage in enumerate(self._pool.passages) if passage.language in within]
        index = bm25s.BM25()
        index.index(
            bm25s.tokenize([self._pool.whole[n] for n in numbers], show_progress=False), show_progress=False
        )
        return index, [self._pool.passages[n].id for n in numbers]


class PlainEmbeddings(Embeddings):
    """The project's embedder as langchain takes one: what the models give, as it comes."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed pages."""
        return [[float(value) for value in row] for row in self._embedder.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return [float(value) for value in self._embedder.query(text)]


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a passage or a page stands in the text of its document."""

    id: str
    start: int
    end: int

    def holds(self, other: "_Span") -> bool:
        """Tell whether half of the shorter of two is in the other."""
        common = min(self.end, other.end) - max(self.start, other.start)
        return common * 2 >= min(self.end - self.start, other.end - other.start)


class Pages:
    """A plain langchain retriever: RecursiveCharacterTextSplitter, Chroma, the same embedder."""

    name = "langchain + Chroma over pages, same embedder"

    def __init__(self, pool: Pool, embedder: Embedder) -> None:
        self._pages_of: dict[str, set[str]] = defaultdict(set)
        pages = list(self._cut(pool))
        self._store = _store(pages, PlainEmbeddings(embedder))

    def wanted(self, passages: frozenset[str]) -> frozenset[str]:
        """Return the pages that hold these passages."""
        return frozenset(page for passage in passages for page in self._pages_of[passage])

    def rank(self, question: Asked, direction: Direction) -> list[str]:
        """Return the ids of the best pages."""
        options: dict[str, object] = {"k": 10}
        if len(direction.within) < len(LANGUAGES):
            options["filter"] = {"language": direction.within[0]}
        found = self._store.as_retriever(search_kwargs=options).invoke(question.text)
        return [str(page.metadata["page"]) for page in found]

    def _cut(self, pool: Pool) -> list[Page]:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        found: list[Page] = []
        for (document, language), (text, spans) in _documents(pool).items():
            size, overlap = PAGE[language]
            splitter = RecursiveCharacterTextSplitter(
                chunk_size=size, chunk_overlap=overlap, add_start_index=True
            )
            for page in splitter.create_documents([text]):
                start = int(page.metadata["start_index"])
                own = _Span(f"{document}/{language}/{start}", start, start + len(page.page_content))
                page.metadata |= {"page": own.id, "language": language}
                found.append(page)
                for span in spans:
                    if own.holds(span):
                        self._pages_of[span.id].add(own.id)
        return found


def _documents(pool: Pool) -> dict[tuple[str, Language], tuple[str, list[_Span]]]:
    """Put each document together of its passages, under its title, and say where each of them stands."""
    titles = {(document.id, document.language): document.short_title for document in pool.documents}
    texts: dict[tuple[str, Language], str] = {}
    spans: dict[tuple[str, Language], list[_Span]] = defaultdict(list)
    for passage in pool.passages:
        key = (passage.document, passage.language)
        before = f"{texts[key]}\n\n" if key in texts else f"{titles[key]}\n\n" if key in titles else ""
        before += f"{passage.title}\n" if passage.title else ""
        texts[key] = before + passage.text
        spans[key].append(_Span(passage.id, len(before), len(texts[key])))
    return {key: (text, spans[key]) for key, text in texts.items()}


def _store(pages: list[Page], embeddings: Embeddings):  # type: ignore[no-untyped-def]  # noqa: ANN202
    import chromadb
    from chromadb.config import Settings
    from langchain_chroma import Chroma

    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    store = Chroma("pages", embeddings, client=client)
    store.reset_collection()
    store.add_documents(pages, ids=[page.metadata["page"] for page in pages])
    return store
