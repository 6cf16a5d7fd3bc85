"""What a change does: which questions would get another answer, and which rules lean on a clause that changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from knowledge.answering.answer import Answerer
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.question import Answer, Question
from knowledge.eligibility.rulebook import folder as rules_folder
from knowledge.library.ledger import replace_file
from knowledge.library.releases import Release
from knowledge.upkeep.differences import DocumentChange
from knowledge.upkeep.evaluate import Golden, judge

Ask = Callable[[Question], Answer]
Progress = Callable[[int, int], None]
_ANSWERING = frozenset([".py", ".yaml", ".ftl", ".npz"])
"""What answers depend on besides the release."""
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def answerer(release: Release) -> Ask:
    """Return what answers from a release."""
    return Answerer(Catalogue(release.documents), release.retriever, release.id).answer


@dataclass(frozen=True, slots=True)
class Told:
    """How one question was answered by one release. `verdict` is None for a question that is not golden."""

    outcome: str
    text: str
    verdict: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question that would get another answer. `is_regression` is set where a right answer becomes wrong."""

    id: str
    question: str
    before: Told
    after: Told
    is_golden: bool

    @property
    def is_regression(self) -> bool:
        """True when it was right and no longer is."""
        return self.before.verdict == "right" and self.after.verdict != "right"


@dataclass(frozen=True, slots=True)
class Citing:
    """A programme whose rules cite a clause that changed or vanished."""

    programme: str
    document: str
    clause: str
    vanished: bool


class Replies:
    """Answers of releases, asked once and kept in a file a release: neither it nor the program changes meanwhile."""

    def __init__(self, folder: Path, golden: Sequence[Golden], today: date) -> None:
        self._folder = folder
        self._golden = golden
        self._today = today

    def of(
        self, release: Release, questions: Sequence[Question], progress: Progress | None = None
    ) -> list[Told]:
        """Return the answers to all golden questions, then to these."""
        path = self._folder / f"{release.manifest.fingerprint}-{self._today}-{program()}.json"
        kept = _load(path)
        wanted = [golden.asked(self._today) for golden in self._golden] + list(questions)
        names = [_name(question) for question in wanted]
        ask = cache(lambda: answerer(release))
        told: list[Told] = []
        for number, (question, name) in enumerate(zip(wanted, names, strict=True)):
            if name not in kept:
                answer = ask()(question)
                kept[name] = asdict(self._told(answer, number))
            told.append(_from(kept[name]))
            if progress is not None:
                progress(number + 1, len(wanted))
        replace_file(path, json.dumps(kept, ensure_ascii=False))
        return told

    def _told(self, answer: Answer, number: int) -> Told:
        if number >= len(self._golden):
            return Told(answer.outcome, answer.text)
        judged = judge(self._golden[number], answer)
        return Told(answer.outcome, answer.text, judged.verdict, judged.reasons)

    def changes(
        self, old: Release, new: Release, real: Sequence[Question], progress: Progress | None = None
    ) -> list[AnswerChange]:
        """List the questions that the two releases answer differently, regressions first."""
        before, after = self.of(old, real), self.of(new, real, progress)
        names = [(golden.id, golden.question) for golden in self._golden] + [
            ("", question.text) for question in real
        ]
        found = [
            AnswerChange(id_, question, one, two, bool(id_))
            for (id_, question), one, two in zip(names, before, after, strict=True)
            if (one.outcome, one.text) != (two.outcome, two.text)
        ]
        return sorted(found, key=lambda change: (not change.is_regression, not change.is_golden))


@cache
def program() -> str:
    """Return a mark of the program's files: another version may answer the same release otherwise."""
    root = Path(str(files("knowledge")))
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in _ANSWERING:
            state = path.stat()
            digest.update(f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _name(question: Question) -> str:
    lines = [(line.role, line.text) for line in question.history]
    return json.dumps(
        [question.text, str(question.day), question.language, question.region, lines], ensure_ascii=False
    )


def _load(path: Path) -> dict[str, dict[str, Any]]:
    try:
        loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded


def _from(value: Mapping[str, Any]) -> Told:
    return Told(value["outcome"], value["text"], value["verdict"], tuple(value["reasons"]))


def cited_clauses(folder: Path | None = None) -> list[tuple[str, str, str]]:
    """List (programme, document, clause) of every rule in the programme files; a broken file names none."""
    found: list[tuple[str, str, str]] = []
    for path in sorted((folder or rules_folder()).glob("*.yaml")):
        try:
            loaded = yaml.load(path.read_text(encoding="utf-8"), _Loader) or {}  # noqa: S506 (a safe one)
        except (yaml.YAMLError, ValueError):
            continue
        own = (
            str(loaded.get("document") or loaded.get("id") or path.stem)
            if isinstance(loaded, dict)
            else path.stem
        )
        found.extend((path.stem, document, clause) for document, clause in _citations(loaded, own))
    return found


def _citations(value: object, document: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, list):
        for item in value:
            yield from _citations(item, document)
    elif isinstance(value, dict):
        own = str(value.get("document") or document)
        if isinstance(value.get("clause"), str):
            yield own, value["clause"]
        for item in value.values():
            yield from _citations(item, own)


def citing(changes: Sequence[DocumentChange], cited: Sequence[tuple[str, str, str]]) -> list[Citing]:
    """List the programmes whose rules cite a clause that changed or vanished."""
    gone = {change.document for change in changes if change.how == "removed"}
    clauses = {
        (change.document, clause.heading): clause.how == "removed"
        for change in changes
        for clause in change.clauses
        if clause.how != "added"
    }
    found = [
        Citing(programme, document, clause, document in gone or clauses.get((document, clause), False))
        for programme, document, clause in cited
        if document in gone or (document, clause) in clauses
    ]
    return list(dict.fromkeys(found))
