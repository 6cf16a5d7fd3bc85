"""Words of a text, and the ranking by words (BM25) that goes beside the ranking by meaning."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.language import fold

_LATIN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*%?")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
        "的",
        "了",
        "是",
        "在",
        "和",
        "与",
        "及",
        "或",
        "等",
        "吗",
        "呢",
        "吧",
        "啊",
        "我",
        "我们",
        "你",
        "你们",
        "有",
        "个",
        "为",
        "对",
        "可以",
        "请问",
        "一下",
        "什么",
        "怎么",
        "如何",
        "多少",
        "哪",
        "哪些",
    ]
)


def stem(word: str) -> str:
    """Cut the commonest English endings, the same on both sides of a comparison."""
    for ending, kept in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + kept
    return word


def words(text: str) -> list[str]:
    """List the words of a text: English stems, numbers, Chinese words and the pairs of characters in them."""
    import rjieba

    folded = fold(text)
    found = [stem(word.replace(",", "")) for word in _LATIN.findall(folded) if word not in _STOP]
    for run in _HAN_RUN.findall(folded):
        for word in rjieba.cut(run):
            if word in _STOP:
                continue
            found.append(word)
            if len(word) > 2:
                found.extend(word[i : i + 2] for i in range(len(word) - 1))
    return found


class WordIndex:
    """BM25 over texts, by their position."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s

        self.size = len(texts)
        self._index = bm25s.BM25(k1=1.2, b=0.6)
        if texts:
            self._index.index([words(text) or ["\x00"] for text in texts], show_progress=False)

    def save(self, folder: Path) -> None:
        """Keep the index in a folder."""
        self._index.save(str(folder))

    @classmethod
    def load(cls, folder: Path) -> "WordIndex":
        """Open what `save` kept."""
        import bm25s

        index = cls(())
        index._index = bm25s.BM25.load(str(folder))
        index.size = int(index._index.scores["num_docs"])
        return index

    def coverage(self, text: str) -> float:
        """Return the share of a text's words that any of the texts has, 0 to 1."""
        wanted = set(words(text))
        return sum(map(self._has, wanted)) / len(wanted) if wanted else 0.0

    def _has(self, word: str) -> bool:
        return self.size > 0 and word in self._index.vocab_dict

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """Score every text, 0 where no word is shared, the best scaled to 1."""
        vocabulary = self._index.vocab_dict if self.size else {}
        tokens = [word for word in words(text) if word in vocabulary]
        if not tokens:
            return np.zeros(self.size, dtype=np.float32)
        scores = np.asarray(self._index.get_scores(tokens), dtype=np.float32)
        top = float(scores.max(initial=0.0))
        return scores / top if top > 0 else scores
