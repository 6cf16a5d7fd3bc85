"""`python -m knowledge.reading.train`: makes the weights of the reading model from the examples in knowledge/training.

Needs scikit-learn (the extra `train`). The same data give the same weights.
"""

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.language import fold
from knowledge.library.embedding import BundledEmbedder
from knowledge.reading.examples import FOLDER, Example, data_hash, read_part
from knowledge.reading.features import BUCKETS, Floats, context, grams, masked
from knowledge.reading.model import Labelled, Model, centred

_HASHED_MORE = 1.3
"""How much n-grams count beside the sentence vector; chosen on the part to choose by."""
_STRENGTH = {"acts": (1.0, 0.6), "slots": (0.5, 0.0)}
"""For each head how closely it is fitted, and by which power of its rarity a label counts more."""
_HELD_OUT = 0.1
"""The share of the examples by which the temperature is chosen."""
_SECOND = 0.35
"""The weight of a message's second slot beside its first."""
_SEED = 7


def embedded(texts: Sequence[str], cache: Path) -> Floats:
    """Embed texts, shape (len(texts), 896); vectors made before are taken from the cache."""
    have: dict[str, Floats] = {}
    if cache.exists():
        kept = np.load(cache)
        have = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in have}
    if missing:
        embedder = BundledEmbedder()
        embedder.query("warm")
        with ThreadPoolExecutor(2) as pool:
            vectors = list(pool.map(embedder.query, missing.values()))
        have |= {key: np.asarray(vector, np.float32) for key, vector in zip(missing, vectors, strict=True)}
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, keys=np.array(list(have)), vectors=np.stack(list(have.values())))
    return np.stack([have[key] for key in keys])


class Trainer:
    """Fits the heads on a set of examples."""

    def __init__(self, examples: Sequence[Example], cache: Path) -> None:
        from scipy import sparse

        self._sparse = sparse
        self.examples = list(examples)
        self.slots = tuple(sorted({slot for each in examples for slot in each.slots}))
        self.acts = tuple(sorted({act for each in examples for act in each.acts}))
        self.cache = cache
        self.vectors = embedded([each.text for each in self.examples], cache)
        languages = np.array([each.language for each in self.examples])
        self.means = {name: self.vectors[languages == name].mean(axis=0) for name in ("zh", "en")}
        counts = self._counted(self.examples)
        seen = np.asarray((counts > 0).sum(axis=0)).ravel()
        self.idf = np.asarray(np.log((1 + len(self.examples)) / (1 + seen)) + 1, np.float32)

    def _counted(self, examples: Sequence[Example]) -> Any:  # noqa: ANN401 (a scipy matrix)
        rows, columns, values = [], [], []
        for row, each in enumerate(examples):
            for bucket, value in grams(masked(fold(each.text))).items():
                rows.append(row)
                columns.append(bucket)
                values.append(value)
        return self._sparse.csr_matrix(
            (values, (rows, columns)), shape=(len(examples), BUCKETS), dtype=np.float32
        )

    def features(
        self, examples: Sequence[Example], before: Sequence[Sequence[Labelled]], vectors: Floats
    ) -> Any:  # noqa: ANN401
        """Return the matrix of features: dense, around, hashed."""
        dense = np.stack(
            [
                centred(vector, self.means[each.language])
                for each, vector in zip(examples, vectors, strict=True)
            ]
        )
        around = np.stack(
            [
                context(each.asked, turn, self.slots, len(each.text))
                for each, turn in zip(examples, before, strict=True)
            ]
        )
        counted = self._counted(examples).multiply(self.idf).tocsr()
        norms = np.sqrt(np.asarray(counted.multiply(counted).sum(axis=1)).ravel())
        counted = self._sparse.diags(1 / np.maximum(norms, 1e-9)) @ counted
        return self._sparse.hstack(
            [self._sparse.csr_matrix(np.hstack([dense, around])), _HASHED_MORE * counted]
        ).tocsr()

    def fit(self) -> Model:
        """Fit once without and once with the turn before, which the first fit reads; return the model."""
        none: list[list[Labelled]] = [[] for _ in self.examples]
        matrix = self.features(self.examples, none, self.vectors)
        first = self._packed(
            np.zeros((matrix.shape[1], len(self.acts))),
            *self._head(matrix, self.examples, self.slots, "slots"),
        )
        before = turns_before(first, self.examples, self.cache)
        matrix = self.features(self.examples, before, self.vectors)
        held_out = np.random.default_rng(_SEED).random(len(self.examples)) < _HELD_OUT
        kept = [each for each, out in zip(self.examples, held_out, strict=True) if not out]
        aside = [each for each, out in zip(self.examples, held_out, strict=True) if out]
        weights, biases, temperature = [], [], []
        for names, of in ((self.acts, "acts"), (self.slots, "slots")):
            tried, bias = self._head(matrix[~held_out], kept, names, of)
            temperature.append(_calibrated(matrix[held_out] @ tried + bias, aside, names, of))
            final, bias = self._head(matrix, self.examples, names, of)
            weights.append(final)
            biases.append(bias)
        return self._packed(weights[0], weights[1], np.concatenate(biases), np.array(temperature, np.float32))

    def _head(
        self,
        matrix: Any,  # noqa: ANN401 (a scipy matrix)
        examples: Sequence[Example],
        names: Sequence[str],
        of: str,
    ) -> tuple[Any, Any]:
        """Fit one linear head; a message counts for its first label whole, for each further one in part."""
        from sklearn.svm import LinearSVC

        rows, labels, importance = [], [], []
        for row, each in enumerate(examples):
            for rank, label in enumerate(getattr(each, of)):
                rows.append(row)
                labels.append(label)
                importance.append(1.0 if rank == 0 else _SECOND)
        strength, rare = _STRENGTH[of]
        counts = Counter(labels)
        usual = len(labels) / len(counts)
        importance = [
            weight * (usual / counts[label]) ** rare for weight, label in zip(importance, labels, strict=True)
        ]
        fitted = LinearSVC(C=strength, max_iter=3000, random_state=_SEED).fit(
            matrix[rows], labels, sample_weight=importance
        )
        place = {name: number for number, name in enumerate(fitted.classes_)}
        weights = np.stack(
            [fitted.coef_[place[name]] if name in place else np.zeros(matrix.shape[1]) for name in names],
            axis=1,
        )
        return weights, np.array(
            [fitted.intercept_[place[name]] if name in place else -5.0 for name in names]
        )

    def _packed(self, acts: Any, slots: Any, bias: Any, temperature: Floats | None = None) -> Model:  # noqa: ANN401 (numpy)
        weights = np.hstack([acts, slots])
        if len(bias) < weights.shape[1]:
            bias = np.concatenate([np.zeros(weights.shape[1] - len(bias)), bias])
        width = weights.shape[0] - BUCKETS
        hashed = weights[width:] * _HASHED_MORE
        scale = np.maximum(np.abs(hashed).max(axis=0), 1e-9) / 127
        return Model(
            self.acts, self.slots, self.means, self.idf.astype(np.float32), weights[:width].astype(np.float32), np.round(hashed / scale).astype(np.int8),
            scale.astype(np.float32), bias.astype(np.float32), temperature if temperature is not None else np.array((1.0, 4.0), np.float32), data_hash(),
        )  # fmt: skip


def _calibrated(scores: Any, examples: Sequence[Example], names: Sequence[str], of: str) -> float:  # noqa: ANN401 (numpy)
    """Choose the temperature with which the probabilities are right on examples that were held out."""
    place = {name: number for number, name in enumerate(names)}
    rows = [row for row, each in enumerate(examples) if getattr(each, of)]
    right = [place[getattr(examples[row], of)[0]] for row in rows]
    told = np.asarray(scores)[rows]

    def loss(temperature: float) -> float:
        raised = told * temperature
        raised -= raised.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(raised).sum(axis=1)) - raised[np.arange(len(rows)), right]))

    return min((0.5 * step for step in range(2, 25)), key=loss)


def turns_before(model: Model, examples: Sequence[Example], cache: Path) -> list[list[Labelled]]:
    """Read what the founder asked in the turn before each example."""
    lines = list(dict.fromkeys(each.before for each in examples if each.before))
    vectors = dict(zip(lines, embedded(lines, cache), strict=True)) if lines else {}
    from knowledge.language import detect

    return [
        list(model.read(fold(each.before), detect(each.before), vectors[each.before]).slots[:2])
        if each.before
        else []
        for each in examples
    ]


def save(model: Model, path: Path) -> None:
    """Write the weights."""
    np.savez_compressed(
        path, acts=np.array(model.acts), slots=np.array(model.slots), mean_zh=model.means["zh"].astype(np.float16), mean_en=model.means["en"].astype(np.float16),
        idf=model.idf.astype(np.float16), dense=model.dense.astype(np.float16), hashed=model.hashed, scale=model.scale, bias=model.bias, temperature=model.temperature, data=np.array(model.data),
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, save, and say how large the weights are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/reading-vectors.npz"))
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("weights.npz"))
    given = parser.parse_args(arguments)
    model = Trainer(read_part("train", FOLDER), given.cache).fit()
    save(model, given.out)
    sys.stdout.write(
        f"{len(model.acts)} acts, {len(model.slots)} slots, {given.out.stat().st_size / 1e6:.1f} MB, temperature {model.temperature.tolist()}\n"
    )


if __name__ == "__main__":
    main()
