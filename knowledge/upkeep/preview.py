"""What a publish would do, what came of one, and what it asks of those who know people."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from knowledge.answering.question import Question
from knowledge.library.ledger import Switch
from knowledge.library.releases import Release
from knowledge.upkeep.differences import DocumentChange, compare_all
from knowledge.upkeep.effects import AnswerChange, Citing, cited_clauses, citing
from knowledge.upkeep.rules_gate import Broken


class People(Protocol):
    """What a publish asks of those who know people: the questions of the last month, and who is touched."""

    def questions(self) -> Sequence[Question]:
        """Return the real questions of the last month, each once."""
        ...

    def touched(self, documents: Collection[str]) -> tuple[int, int]:
        """Count the drafts and the saved verdicts that lean on these documents."""
        ...


class Nobody:
    """There are no people, as in a test or before the first founder."""

    def questions(self) -> Sequence[Question]:
        """Return no question."""
        return ()

    def touched(self, documents: Collection[str]) -> tuple[int, int]:
        """Count none."""
        del documents
        return 0, 0


@dataclass(frozen=True)
class Preview:
    """All that a publish would do. `release` is built and complete, and does not serve."""

    release: Release
    before: Release | None
    documents: tuple[DocumentChange, ...]
    answers: tuple[AnswerChange, ...] = ()
    programmes: tuple[Citing, ...] = ()
    drafts: int = 0
    verdicts: int = 0
    problems: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    left_out: tuple[str, ...] = ()
    """What waits and can't be published, a sentence each; it goes on waiting."""

    @property
    def regressions(self) -> tuple[AnswerChange, ...]:
        """The golden questions that were right and would be wrong."""
        return tuple(change for change in self.answers if change.is_golden and change.is_regression)

    @property
    def touched(self) -> frozenset[str]:
        """The ids of all documents that change, and of the programmes whose rules cite a clause that does."""
        return reach(self.documents, self.programmes)

    @property
    def excepted(self) -> frozenset[str]:
        """What an editor may name as an exception: golden questions and programmes."""
        return frozenset([*(c.id for c in self.regressions), *(b.programme for b in self.broken)])


@dataclass(frozen=True, slots=True)
class Held:
    """A publish that the gate held back, and why, a sentence each."""

    reasons: tuple[str, ...]
    preview: Preview
    awaits_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A release that serves now, and how its documents differ from the one before."""

    release: str
    before: str | None
    preview: Preview


def hold(preview: Preview, exceptions: Mapping[str, str]) -> list[str]:
    """Say why a release may not serve, a sentence each; nothing when it may or what it breaks is excepted."""
    reasons = list(preview.problems)
    reasons += [
        f"The golden question {change.id!r} was right and would be wrong: {'; '.join(change.after.reasons)}."
        for change in preview.regressions
        if not exceptions.get(change.id, "").strip()
    ]
    reasons += [each.sentence for each in preview.broken if not exceptions.get(each.programme, "").strip()]
    reasons += [
        f"{name!r} is no golden question that becomes wrong and no programme whose rules break."
        for name in exceptions
        if name not in preview.excepted
    ]
    return reasons


def reach(documents: Sequence[DocumentChange], programmes: Sequence[Citing]) -> frozenset[str]:
    """Return the ids of changed documents and of the programmes whose rules cite a changed clause."""
    return frozenset([*(change.document for change in documents), *(rule.programme for rule in programmes)])


def between(before: Release | None, release: Release) -> Preview:
    """Return how the documents of two releases differ."""
    old = before.hashes if before else {}
    changed = [release.by_key[name] for name, value in release.hashes.items() if old.get(name) != value]
    removed = [name for name in old if name not in release.hashes]
    documents = tuple(compare_all(before.by_key if before else {}, changed, removed))
    return Preview(release, before, documents, programmes=tuple(citing(documents, cited_clauses())))


def previous(history: Sequence[Switch], serving: str | None) -> str | None:
    """Name the release that served before this one, as the history has it."""
    line = next(
        (switch for switch in history if switch.release == serving and switch.action == "publish"), None
    )
    return line.before if line is not None else None


def summary(documents: Sequence[DocumentChange]) -> str:
    """Say in one line what changes."""
    signs = {"added": "+", "removed": "−", "reworded": "~"}
    return ", ".join(dict.fromkeys(f"{signs[change.how]}{change.document}" for change in documents))


def report(preview: Preview, exceptions: Mapping[str, str]) -> str:
    """Keep what a confirmer must see, as JSON."""
    value: dict[str, Any] = {
        "summary": summary(preview.documents),
        "exceptions": [f"{name}: {why}" for name, why in exceptions.items()],
        "documents": [asdict(change) for change in preview.documents],
    }
    return json.dumps(value, ensure_ascii=False)
