"""How well ranked lists do: R@1, R@page, R@5, MRR@10 and nDCG@10."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Marks:
    """Means over questions.

    `r1` and `r5`: the share with a wanted passage in first place, among the first five; `page`: among the first
    that together are no longer than a page is.
    """

    count: int
    r1: float
    page: float
    r5: float
    mrr: float
    ndcg: float

    def __str__(self) -> str:
        """Write the five in one cell of a table, without their leading zeros."""
        return " ".join(_short(value) for value in (self.r1, self.page, self.r5, self.mrr, self.ndcg))


def _short(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def marks(
    runs: Sequence[Sequence[str]], gold: Sequence[Collection[str]], on_a_page: Sequence[int] | None = None
) -> Marks:
    """Mark ranked ids, best first, by the ids wanted; each question wants at least one.

    `on_a_page` says how many of each run's first fill a page; one unless told otherwise.
    """
    rows = [[name in wanted for name in run[:DEPTH]] for run, wanted in zip(runs, gold, strict=True)]
    count = max(len(rows), 1)
    return Marks(
        len(rows),
        sum(any(row[:1]) for row in rows) / count,
        sum(any(row[:fit]) for row, fit in zip(rows, on_a_page or [1] * len(rows), strict=True)) / count,
        sum(any(row[:5]) for row in rows) / count,
        sum(next((1 / rank for rank, hit in enumerate(row, 1) if hit), 0.0) for row in rows) / count,
        sum(_gain(row) / _best_gain(len(wanted)) for row, wanted in zip(rows, gold, strict=True)) / count,
    )


def _gain(row: Sequence[bool]) -> float:
    return sum(1 / math.log2(rank + 1) for rank, hit in enumerate(row, 1) if hit)


def _best_gain(wanted: int) -> float:
    return max(_gain([True] * min(wanted, DEPTH)), 1e-9)
