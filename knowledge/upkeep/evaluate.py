"""Golden questions: what the knowledge base must answer, and a table of how it does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.answering.question import Answer, Line, Question
from knowledge.figures import find_figures, supported
from knowledge.language import Language, fold

Verdict = Literal["right", "wrong", "abstained"]


class QuestionFileError(Exception):
    """A file of golden questions is broken; the message names it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question with what its answer must and must not have; see docs/questions.md."""

    id: str
    kind: str
    question: str
    language: Language
    outcomes: tuple[str, ...]
    documents: frozenset[str] = frozenset()
    any_document: frozenset[str] = frozenset()
    states: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    as_of: date | None = None
    region: str | None = None
    history: tuple[Line, ...] = ()

    def asked(self, today: date) -> Question:
        """Return it as a question asked today, or on the day that it names."""
        return Question(self.question, self.as_of or today, None, self.region, self.history)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer did: `wrong_figure` is set when it states a figure that it must never state."""

    golden: Golden
    answer: Answer
    verdict: Verdict
    reasons: tuple[str, ...]
    wrong_figure: bool
    proved: int = 0
    taken_out: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and how many sentences of a language model for it were proved and were taken out."""

    answer: Answer
    proved: int = 0
    taken_out: int = 0


def _faithfulness(judgements: "Sequence[Judgement]") -> float:
    """Return the share of a model's sentences that were proved; 1 where it wrote none."""
    proved = sum(judgement.proved for judgement in judgements)
    written = proved + sum(judgement.taken_out for judgement in judgements)
    return proved / written if written else 1.0


@dataclass
class Report:
    """The judgements of a run."""

    judgements: list[Judgement] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Judgement]:
        """Return the judgements of one kind of question."""
        return [judgement for judgement in self.judgements if judgement.golden.kind == kind]

    @property
    def kinds(self) -> list[str]:
        """Name the kinds of question, in order."""
        return sorted({judgement.golden.kind for judgement in self.judgements})

    @staticmethod
    def figures(judgements: Sequence[Judgement]) -> Mapping[str, float]:
        """Count right, wrong and abstained; the answered share; the precision of what was answered."""
        count = len(judgements)
        right = sum(judgement.verdict == "right" for judgement in judgements)
        answered = [j for j in judgements if j.answer.outcome in {"answered", "partial"}]
        return {
            "questions": count,
            "right": right,
            "wrong": sum(judgement.verdict == "wrong" for judgement in judgements),
            "abstained": sum(judgement.verdict == "abstained" for judgement in judgements),
            "wrong_figures": sum(judgement.wrong_figure for judgement in judgements),
            "right_share": right / count if count else 0.0,
            "answered_share": len(answered) / count if count else 0.0,
            "faithfulness": _faithfulness(judgements),
            "precision": sum(j.verdict == "right" for j in answered) / len(answered) if answered else 0.0,
        }


def _lines(value: object) -> tuple[Line, ...]:
    return tuple(Line(line["role"], line["text"]) for line in value) if isinstance(value, list) else ()


def _golden(kind: str, entry: Mapping[str, Any]) -> Golden:
    states = tuple(tuple(map(str, s)) if isinstance(s, list) else (str(s),) for s in entry.get("states", ()))
    return Golden(
        id=entry["id"],
        kind=kind,
        question=entry["question"],
        language=entry["language"],
        outcomes=tuple(entry["outcome"]),
        documents=frozenset(entry.get("documents", ())),
        any_document=frozenset(entry.get("any_document", ())),
        states=states,
        never=tuple(map(str, entry.get("never", ()))),
        as_of=entry.get("as_of"),
        region=entry.get("region"),
        history=_lines(entry.get("history")),
    )


def load(folders: Iterable[Path], own: Iterable[tuple[str, str]] = ()) -> list[Golden]:
    """Read every `*.yaml` of the folders, and those of staff; the file's name is the kind of its questions.

    Raises:
        QuestionFileError: a file is no list of questions, or an id stands twice.
    """
    found: dict[str, Golden] = {}
    paths = sorted(path for folder in folders for path in folder.glob("*.yaml"))
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in paths)
    for name, text in (*texts, *own):
        kind = name.removesuffix(".yaml")
        try:
            entries = [_golden(kind, entry) for entry in yaml.safe_load(text) or ()]
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise QuestionFileError(f"{name} is no list of golden questions: {error}") from error
        for golden in entries:
            if golden.id in found:
                raise QuestionFileError(
                    f"{name}: the id {golden.id!r} stands twice; give each question its own."
                )
            found[golden.id] = golden
    return list(found.values())


def folder() -> Path:
    """Return the folder of the golden questions that come with the project."""
    return Path(str(files("knowledge") / "questions"))


def states(text: str, wanted: str) -> bool:
    """Tell whether a text states a figure, in whatever spelling, or a phrase."""
    figures = find_figures(wanted)
    have = find_figures(text)
    return (bool(figures) and all(supported(figure, have) for figure in figures)) or fold(wanted) in fold(
        text
    )


def judge(golden: Golden, answer: Answer) -> Judgement:
    """Judge one answer."""
    reasons: list[str] = []
    answered = answer.outcome in {"answered", "partial"}
    cited = {citation.document for citation in answer.citations}
    if answer.outcome not in golden.outcomes:
        reasons.append(f"the outcome is {answer.outcome}, not {' or '.join(golden.outcomes)}")
    elif answered:
        if golden.documents - cited:
            reasons.append(f"does not cite {', '.join(sorted(golden.documents - cited))}")
        if golden.any_document and not golden.any_document & cited:
            reasons.append(f"cites none of {', '.join(sorted(golden.any_document))}")
        reasons += [
            f"does not state {' or '.join(any_of)}"
            for any_of in golden.states
            if not any(states(answer.text, s) for s in any_of)
        ]
    said = [figure for figure in golden.never if states(answer.text, figure)]
    reasons += [f"states {figure}" for figure in said]
    if answer.language != golden.language:
        reasons.append(f"is in {answer.language}")
    wanted = {"answered", "partial"} & set(golden.outcomes)
    abstained = bool(reasons) and bool(wanted) and not answered and not said
    verdict: Verdict = "abstained" if abstained else "wrong" if reasons else "right"
    return Judgement(golden, answer, verdict, tuple(reasons), bool(said))


def evaluate(
    questions: Sequence[Golden],
    answer: Callable[[Question], Answer | Reply],
    today: date,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Ask every question and judge the answers."""
    report = Report()
    for number, golden in enumerate(questions, 1):
        said = answer(golden.asked(today))
        reply = said if isinstance(said, Reply) else Reply(said)
        judgement = judge(golden, reply.answer)
        report.judgements.append(replace(judgement, proved=reply.proved, taken_out=reply.taken_out))
        if progress is not None:
            progress(number, len(questions))
    return report
