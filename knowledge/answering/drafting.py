"""An answer while it is written: sentences with labels, and the passages that the labels stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.answering.evidence import Evidence
from knowledge.answering.verifying import Sentence, Support, verify
from knowledge.clauses import Citation
from knowledge.language import Language
from knowledge.phrasebook import Phrasebook

phrases = Phrasebook("knowledge.answering")
LISTED = "· "
"""What stands before each statement of a list."""


@dataclass
class Draft:
    """Collects sentences; the same quote keeps its label."""

    language: Language
    sentences: list[Sentence] = field(default_factory=list)
    supports: dict[int, Support] = field(default_factory=dict)
    used: list[Evidence] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How long the text is by now, in characters; what is computed takes no room from the quotes."""
        return sum(len(sentence.text) for sentence in self.sentences if not sentence.computed)

    def has(self, evidence: Evidence) -> bool:
        """Tell whether a statement is already quoted."""
        labels = {label for sentence in self.sentences if not sentence.computed for label in sentence.labels}
        return any(item.key == evidence.key for n, item in enumerate(self.used, 1) if n in labels)

    def label(self, evidence: Evidence) -> int:
        """Return the label of a statement, a new one when it has none yet."""
        for number, item in enumerate(self.used, 1):
            if item.key == evidence.key:
                return number
        self.used.append(evidence)
        document = evidence.candidate.entry.texts[evidence.passage.language]
        self.supports[len(self.used)] = Support(evidence.passage, evidence.statement.text, document)
        return len(self.used)

    def quote(self, evidence: Evidence, lead: str = "") -> None:
        """Say a statement in its own words, with its label."""
        if not self.has(evidence):
            number = self.label(evidence)
            self.sentences.append(Sentence(f"{lead}{evidence.statement.text} [{number}]", (number,)))

    def compute(self, text: str, *evidence: Evidence, first: bool = False, own: str = "") -> None:
        """Say what follows from the dates or figures of statements, and of the founder's `own` words in it.

        `first` puts it before all else.
        """
        numbers = tuple(dict.fromkeys(map(self.label, evidence)))
        marks = "".join(f"[{number}]" for number in numbers)
        sentence = Sentence(f"{text} {marks}", numbers, computed=True, own=own)
        if all(each.text != sentence.text for each in self.sentences):
            self.sentences.insert(0 if first else len(self.sentences), sentence)

    def row(self, parts: Sequence[Evidence], lead: str = "", tail: str = "") -> None:
        """Say statements side by side in one line, each in its own words; `tail` is what follows from dates."""
        labels = tuple(dict.fromkeys(self.label(part) for part in parts))
        own = {self.label(part): part.statement.text.rstrip("。.") for part in parts}
        apart = "；" if self.language == "zh" else "; "
        text = lead + apart.join(f"{own[label]} [{label}]" for label in labels) + tail
        self.sentences.append(Sentence(text, labels, computed=True))

    def name(self, text: str, proofs: Sequence[Evidence]) -> None:
        """Say in one line what follows from several statements, with the labels of all."""
        labels = tuple(dict.fromkeys(self.label(proof) for proof in proofs))
        marks = "".join(f"[{label}]" for label in labels)
        self.sentences.append(Sentence(f"{text} {marks}", labels, computed=True))

    def say(self, key: str, **values: str) -> None:
        """Say one of the bot's own sentences, which states nothing that would need proof; once is enough."""
        sentence = Sentence(phrases.say(self.language, key, **values))
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def finish(self) -> tuple[str, tuple[Citation, ...]]:
        """Verify everything and return the text with its citations, labels numbered anew without gaps."""
        proved, _ = verify([s for s in self.sentences if s.labels], self.supports)
        kept = [s for s in self.sentences if not s.labels or s in proved]
        numbers = list(dict.fromkeys(label for sentence in kept for label in sentence.labels))
        renumbered = {old: new for new, old in enumerate(numbers, 1)}
        lines = [_relabel(sentence, renumbered) for sentence in kept]
        return "\n".join(lines), tuple(self._citation(old, new) for old, new in renumbered.items())

    def _citation(self, old: int, new: int) -> Citation:
        document, evidence = self.supports[old].document, self.used[old - 1]
        passage = evidence.passage
        return document.cite(new, passage.heading, passage.title, evidence.statement)


def _relabel(sentence: Sentence, numbers: dict[int, int]) -> str:
    text = sentence.text
    for label in sentence.labels:
        text = text.replace(f"[{label}]", f"[\x00{numbers[label]}]")
    return text.replace("\x00", "")


def programmes(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Name the documents behind evidence, each once, in order."""
    return tuple(dict.fromkeys(item.passage.document for item in evidence))
