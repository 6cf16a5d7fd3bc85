"""The check of the rules: every file reads, stands on its documents, makes sense, and passes its worked cases."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from knowledge.clauses import Document
from knowledge.eligibility.programme import Criterion, Programme
from knowledge.eligibility.reading.programmes import compile_programme
from knowledge.eligibility.rulefile import Entry, RuleError, Words, read
from knowledge.library.faults import Fault
from knowledge.upkeep.rule_order import check_order, check_successors
from knowledge.upkeep.rule_reach import contradictions
from knowledge.upkeep.rule_sources import Texts, check_sources, criteria, texts_of
from knowledge.upkeep.truth_check import STATE
from knowledge.upkeep.worked_cases import check_cases


def check_rules(
    folder: Path, documents: Sequence[Document], cases: Path | None, only: Collection[str] | None = None
) -> list[Fault]:
    """Check every programme of a folder, or `only` those named; `cases` holds the worked cases, None leaves them out."""
    texts = texts_of(documents)
    faults: list[Fault] = []
    programmes: dict[str, Programme] = {}
    files: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.yaml")):
        if only is not None and path.stem not in only:
            continue
        try:
            rules = read(path.read_text(encoding="utf-8"), path.name)
            programme = compile_programme(rules)
        except RuleError as error:
            faults.append(Fault(error.file, error.line, f"{error.problem}."))
            continue
        except (OSError, UnicodeDecodeError):
            faults.append(Fault(path.name, 1, "this file cannot be read as UTF-8 text."))
            continue
        programmes[path.stem], files[path.stem] = programme, rules
        faults.extend(_check_programme(programme, rules, texts))
        if cases is not None:
            faults.extend(check_cases(programme, cases))
    if only is None:
        faults.extend(check_successors(programmes, files))
    return faults


def _check_programme(programme: Programme, rules: Entry, texts: Texts) -> Iterator[Fault]:
    if programme.id != Path(rules.file).stem:
        yield Fault(rules.file, 1, f"the id {programme.id!r} is not the name of the file.")
    for said in _sentences(programme):
        for text in (said.zh, said.en):
            if (match := STATE.search(text)) is not None:
                sentence = f"holds the state {match[0]!r}, which only a day decides; give the dates instead: {text[:60]!r}."
                yield Fault(rules.file, 1, sentence)
    if programme.not_offered is not None:
        return
    yield from check_sources(rules, texts)
    yield from check_order(rules)
    for criterion, sentence in contradictions(programme):
        yield Fault(rules.file, _line_of(criterion, rules), sentence)


def _sentences(programme: Programme) -> Iterator[Words]:
    """List what a programme tells founders in words of its own."""
    if programme.note is not None:
        yield programme.note
    for edition in programme.editions:
        yield from edition.reminders
        yield from (line.award.in_words for line in edition.lines if line.award.in_words is not None)


def _line_of(criterion: Criterion | None, rules: Entry) -> int:
    if criterion is None:
        award = rules.maybe("award")
        return (award or rules).line
    places = (entry.line for entry in criteria(rules) if entry.take("id").text() == criterion.id)
    return next(places, rules.line)
