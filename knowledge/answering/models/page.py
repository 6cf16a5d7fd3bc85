"""A model's answer while it grows: proved sentences only, in the order in which they may be shown."""

import re
from dataclasses import dataclass, field, replace

from knowledge.answering.models.proving import Ground, fault, unmarked
from knowledge.answering.question import Answer
from knowledge.answering.verifying import Refusal, Sentence
from knowledge.clauses import Citation
from knowledge.figures import find_figures, supported
from knowledge.language import Language

ROOM: dict[Language, int] = {"zh": 500, "en": 1300}
"""How long what a model writes may be, in characters."""
_LABEL = re.compile(r"\[(\d+)\]")
_TELLING = frozenset(["percent", "money", "date"])


@dataclass
class Page:
    """Sentences of a model that were proved against `ground`, around the notes of the quoted answer.

    What was added stays: `text` only grows.
    """

    quoted: Answer
    ground: Ground
    kept: list[Sentence] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    complete: bool = False
    _labels: dict[int, int] = field(default_factory=dict)

    def add(self, text: str, labels: list[int]) -> bool:
        """Take a sentence in when it is proved; tell whether it was."""
        sentence = Sentence(unmarked(text), tuple(dict.fromkeys(labels)))
        if any(sentence.text == other.text for other in self.kept):
            return False
        reason = fault(sentence, self.ground)
        if reason is None and self._length + len(sentence.text) > ROOM[self.ground.language]:
            reason = "the answer is too long"
        if reason is not None:
            self.refused.append(Refusal(sentence, reason))
            return False
        self.kept.append(sentence)
        for label in sentence.labels:
            self._labels.setdefault(label, len(self._labels) + 1)
        return True

    @property
    def _length(self) -> int:
        return sum(len(sentence.text) for sentence in self.kept)

    @property
    def text(self) -> str:
        """What can be shown by now."""
        return "\n".join([*self._lead, *(self._line(sentence) for sentence in self.kept)])

    def _line(self, sentence: Sentence) -> str:
        marks = "".join(f"[{self._labels[label]}]" for label in sentence.labels)
        return f"{sentence.text} {marks}"

    @property
    def _quoted_lines(self) -> list[str]:
        return self.quoted.text.split("\n")

    @property
    def _first_quote(self) -> int:
        lines = self._quoted_lines
        return next((n for n, line in enumerate(lines) if _LABEL.search(line)), len(lines))

    @property
    def _lead(self) -> list[str]:
        """The quoted answer's own words before its first quote, such as whose programme it is."""
        return self._quoted_lines[: self._first_quote]

    @property
    def _notes(self) -> list[str]:
        """Its own words after that, such as what is not covered."""
        return [line for line in self._quoted_lines[self._first_quote :] if not _LABEL.search(line)]

    @property
    def misses_the_point(self) -> bool:
        """True when the first quote has figures of which no proved sentence states one."""
        first = self.quoted.citations[0].quote
        wanted = [figure for figure in find_figures(first) if figure.kind in _TELLING]
        have = [figure for sentence in self.kept for figure in find_figures(sentence.text)]
        return bool(wanted) and not any(supported(figure, have) for figure in wanted)

    def finish(self, *, broken_off: bool) -> Answer:
        """Return the answer; where something may be missing from it, what was quoted stands below."""
        if not self.kept:
            return self.quoted
        citations = [self.ground.numbered[old].citation(new) for old, new in self._labels.items()]
        lines = [self.text]
        if broken_off or not self.complete or self.misses_the_point:
            lines += self._beside(citations)
        lines += self._notes
        documents = tuple(dict.fromkeys(citation.document for citation in citations))
        return replace(self.quoted, text="\n".join(lines), citations=tuple(citations), programmes=documents)

    def _beside(self, citations: list[Citation]) -> list[str]:
        """List the quoted lines that are not cited yet, and add their citations."""
        have = {(citation.document, citation.quote): citation.label for citation in citations}
        by_label = {citation.label: citation for citation in self.quoted.citations}
        lines = []
        for line in self._quoted_lines:
            quotes = [by_label[int(label)] for label in _LABEL.findall(line) if int(label) in by_label]
            fresh = [quote for quote in quotes if (quote.document, quote.quote) not in have]
            if not fresh:
                continue
            for quote in fresh:
                have[quote.document, quote.quote] = len(citations) + 1
                citations.append(replace(quote, label=len(citations) + 1))
            lines.append(_relabelled(line, {q.label: have[q.document, q.quote] for q in quotes}))
        return lines


def _relabelled(line: str, numbers: dict[int, int]) -> str:
    return _LABEL.sub(lambda mark: f"[{numbers.get(int(mark[1]), mark[1])}]", line)
