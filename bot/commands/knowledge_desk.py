"""`voucherbot knowledge add|withdraw|discard|diff|publish|history|rollback|rebuild|gaps|watch`: staff change the rules."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import Json, Reason, print_json

if TYPE_CHECKING:
    from bot.commands.knowledge_office import KnowledgeOffice
    from knowledge.upkeep.proposing import Proposal
    from knowledge.upkeep.publishing import Preview, Published

By = Annotated[str | None, typer.Option("--by", help="Who does it; the login name when left out.")]


@contextmanager
def _office() -> "Iterator[KnowledgeOffice]":
    """Open the desk; what is expected to fail ends in one sentence."""
    from bot.commands.knowledge_office import KnowledgeOffice, fail
    from bot.settings import Settings
    from knowledge.library.embedding import EmbeddingError
    from knowledge.library.faults import DocumentError
    from knowledge.library.formats import UnreadableFileError
    from knowledge.library.ids import IdError
    from knowledge.library.index_problem import IndexProblemError
    from knowledge.library.ledger import PublishingError

    try:
        yield KnowledgeOffice(Settings())
    except (
        PublishingError,
        IndexProblemError,
        UnreadableFileError,
        DocumentError,
        EmbeddingError,
        IdError,
    ) as error:
        raise fail(str(error)) from None


def add(
    files: Annotated[list[Path], typer.Argument(help="PDF, Word, HTML, Markdown, text or Excel files.")],
    *,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="A key that is unsure, as KEY=VALUE; of several files FILE:KEY=VALUE."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take what is unsure as it was guessed.")] = False,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Read files, propose their front matter, and take them in for the next publish."""
    from bot.commands.knowledge_office import fail, name_of

    answers = _answers(set_ or [], files)
    rows: list[dict[str, Any]] = []
    left = 0
    with _office() as office:
        for path in files:
            row, proposal = _take(office, path, answers[path], as_json=as_json)
            if proposal.doubts and not yes and any(doubt.key != "text" for doubt in proposal.doubts):
                left += 1
                row["taken_in"] = None
            else:
                row["taken_in"] = office.intake.accept(proposal, name_of(by))
                if not as_json:
                    typer.echo(f"Taken in: {row['taken_in']}")
            rows.append(row)
        if as_json:
            print_json(rows)
        if left:
            raise fail(
                f"{left} of {len(files)} files wait for what is unsure: answer with --set KEY=VALUE, or --yes to keep the guesses."
            )


def _answers(pairs: list[str], files: list[Path]) -> dict[Path, dict[str, str]]:
    """Return what was given for each file, every key checked before any file is read."""
    from bot.commands.knowledge_office import fail
    from knowledge.upkeep.proposing import ANSWERABLE

    found: dict[Path, dict[str, str]] = {path: {} for path in files}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        file, _, key = name.rpartition(":")
        if not sign:
            raise fail(f"--set {pair!r} has no value; write KEY=VALUE.")
        if key not in ANSWERABLE:
            raise fail(f"There is no key {key!r}; use one of {', '.join(ANSWERABLE)}.")
        meant = [path for path in files if file in {str(path), path.name}] if file else files
        if len(meant) != 1:
            why = "names none of the files" if not meant else "does not say which file it means"
            raise fail(f"--set {name} {why}; with several files write FILE:KEY=VALUE.")
        found[meant[0]][key] = value
    return found


def _take(
    office: "KnowledgeOffice", path: Path, answers: dict[str, str], *, as_json: bool
) -> tuple[dict[str, Any], "Proposal"]:
    from bot.commands.knowledge_office import fail
    from bot.dialogue.previewing import Teller
    from knowledge.upkeep.proposing import AnswerError

    if not path.is_file():
        raise fail(f"There is no file {path}.")
    today = office.today.date()
    proposal = office.intake.propose(path.read_bytes(), path.name, today)
    try:
        proposal = proposal.answered(answers, today) if answers else proposal
        if sys.stdin.isatty() and not as_json:
            proposal = _asked(proposal, office)
    except AnswerError as error:
        raise fail(str(error)) from None
    findings = office.intake.findings(proposal, today)
    teller = Teller(office.settings.language, whole=True)
    if not as_json:
        for line in [
            *teller.proposal(proposal, findings),
            *(teller.doubt(doubt) for doubt in proposal.doubts),
        ]:
            typer.echo(line)
    document = proposal.document
    row = {
        "file": path.name, "document": document.id, "language": document.language, "title": document.title,
        "clauses": [clause.heading for clause in document.clauses], "unsure": [asdict(doubt) for doubt in proposal.doubts],
        "findings": [asdict(finding) for finding in findings],
    }  # fmt: skip
    return row, proposal


def _asked(proposal: "Proposal", office: "KnowledgeOffice") -> "Proposal":
    """Ask at the terminal for what is unsure, and for nothing else."""
    from bot.dialogue.previewing import Teller
    from knowledge.upkeep.proposing import AnswerError

    teller = Teller(office.settings.language)
    while doubt := next((doubt for doubt in proposal.doubts if doubt.key != "text"), None):
        said = typer.prompt(teller.question(doubt), default=doubt.value or "none")
        try:
            proposal = proposal.answered({doubt.key: said}, office.today.date())
        except AnswerError as error:
            typer.echo(str(error), err=True)
    return proposal


def withdraw(
    document: Annotated[str, typer.Argument(help="The document's id.")],
    *,
    reason: Reason,
    by: By = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the withdrawal back.")] = False,
) -> None:
    """Mark a document as withdrawn: the next publish leaves it out."""
    from bot.commands.knowledge_office import fail, name_of

    with _office() as office:
        if undo:
            if not office.desk.restore(document):
                raise fail(f"{document} is not withdrawn.")
            typer.echo(
                f"{document} is no longer withdrawn; `voucherbot knowledge publish` lets it serve again."
            )
            return
        if not any(name.rsplit("/", 1)[0] == document for name in _serving(office)):
            raise fail(f"There is no document {document!r} in the release that serves.")
        office.desk.withdraw(document, name_of(by), office.today, reason)
        typer.echo(f"{document} is withdrawn from the next release; `voucherbot knowledge publish` makes it.")


def discard(
    id_: Annotated[str, typer.Argument(metavar="ID", help="What waits: a document's id, or a draft's.")],
) -> None:
    """Take back something that waits for the next publish: a document, a withdrawal or a draft."""
    from bot.commands.knowledge_office import fail
    from knowledge.upkeep.pending import discard as take_back

    with _office() as office:
        changes, serving = office.publisher.changes(), office.releases.current()
        if not take_back(office.desk, id_, changes, serving):
            raise fail(f"Nothing of {id_} waits; `voucherbot knowledge status` lists what does.")
        typer.echo(f"{id_} no longer waits; what serves is not touched.")


def _serving(office: "KnowledgeOffice") -> Any:  # noqa: ANN401 (a mapping by id/language)
    serving = office.releases.current()
    return serving.hashes if serving else {}


def diff(*, as_json: Json = False) -> None:
    """Say in plain words what a publish would change: clauses, figures, answers, rules, people."""
    from bot.commands.knowledge_office import name_of
    from bot.dialogue.previewing import Teller

    with _office() as office:
        preview = office.publisher.look(name_of(None))
        teller = Teller(office.settings.language, whole=True)
        if as_json:
            print_json(_preview_row(preview) if preview else {"documents": []})
        elif preview is None:
            typer.echo(teller.say("upkeep-nothing"))
        else:
            typer.echo("\n".join(teller.preview(preview)))


def _preview_row(preview: "Preview") -> dict[str, Any]:
    return {
        "release": preview.release.id,
        "before": preview.before.id if preview.before else None,
        "documents": [asdict(change) for change in preview.documents],
        "answers": [{**asdict(change), "is_regression": change.is_regression} for change in preview.answers],
        "programmes": [asdict(rule) for rule in preview.programmes],
        "drafts": preview.drafts,
        "verdicts": preview.verdicts,
        "problems": list(preview.problems),
        "broken": [asdict(each) for each in preview.broken],
        "left_out": list(preview.left_out),
    }


def publish(
    *,
    reason: Reason = "",
    by: By = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--except", help="A golden question that may be wrong, or a programme, as ID=WHY."),
    ] = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", help="Confirm a release that a colleague prepared.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Build a release from what was taken in, pass it through the gate, and let it serve."""
    from bot.commands.knowledge_office import fail, name_of
    from bot.dialogue.previewing import Teller
    from knowledge.upkeep.publishing import Held

    with _office() as office:
        teller = Teller(office.settings.language, whole=True)
        if confirm:
            _done(office, office.publisher.confirm(confirm, name_of(by)), as_json=as_json)
            return
        if not reason.strip():
            raise fail("Say why with --reason.")
        done = office.publisher.publish(
            name_of(by), reason, dict(pair.partition("=")[::2] for pair in accept or ())
        )
        if done is None:
            print_json({"published": None}) if as_json else typer.echo(teller.say("upkeep-nothing"))
        elif isinstance(done, Held):
            if as_json:
                print_json({"published": None, "held": list(done.reasons), **_preview_row(done.preview)})
            said = (
                teller.say("upkeep-awaits", release=done.preview.release.id)
                if done.awaits_confirmation
                else " ".join([*done.preview.left_out, *done.reasons])
            )
            raise fail(said)
        else:
            _done(office, done, as_json=as_json)


def _done(office: "KnowledgeOffice", done: "Published", *, as_json: bool) -> None:
    from bot.commands.knowledge_office import fail
    from bot.dialogue.previewing import Teller

    told = office.tell(done.release)
    if as_json:
        left_out = list(done.preview.left_out)
        print_json({"published": done.release, "before": done.before, "told": told, "left_out": left_out})
    else:
        typer.echo(Teller(office.settings.language).say("upkeep-published", release=done.release, told=told))
    if done.preview.left_out:
        teller = Teller(office.settings.language)
        raise fail("\n".join(teller.left_out(done.preview)))


def history(*, as_json: Json = False) -> None:
    """List who let which release serve, when and why."""
    from bot.dialogue.previewing import Teller

    with _office() as office:
        lines = office.releases.ledger.history()
        if as_json:
            print_json([asdict(line) for line in lines])
        for line in [] if as_json else lines:
            typer.echo(Teller(office.settings.language).switch(line))


def rollback(
    release: Annotated[str | None, typer.Argument(help="The release; the one before when left out.")] = None,
    *,
    reason: Reason = "rolled back",
    by: By = None,
    as_json: Json = False,
) -> None:
    """Let an older release serve again, in one step."""
    from bot.commands.knowledge_office import name_of
    from bot.dialogue.previewing import Teller

    with _office() as office:
        done = office.publisher.rollback(name_of(by), reason, release)
        office.tell(done.release)
        if as_json:
            print_json({"serving": done.release, "before": done.before})
        else:
            typer.echo(Teller(office.settings.language).say("upkeep-rolled-back", release=done.release))


def rebuild() -> None:
    """Make this machine's index anew from the texts and vectors that are kept; nothing is embedded."""
    from bot.commands.progress import bar

    with _office() as office:
        release = office.releases.rebuild(bar("Rebuilding"))
        if release is None:
            typer.echo("There is no release yet.")
            return
        release.verify()
        typer.echo(f"Release {release.id} was rebuilt and is whole.")


def gaps(
    *,
    settle: Annotated[
        list[str] | None, typer.Option("--settle", help="Take a question off the list by its id.")
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """List what founders could not get answered, most asked first."""
    import asyncio

    from bot.commands.knowledge_office import name_of
    from bot.dialogue.gap_desk import line
    from bot.dialogue.speaking import Voice
    from knowledge.upkeep.gaps import group

    with _office() as office:
        found = group(asyncio.run(_unanswered(office, settle or [], name_of(by))), office.releases.embedder)
        if as_json:
            rows = [
                {"id": gap.id, "question": gap.question, "people": len(gap.people), "why": gap.reasons,
                 "questions": [{"id": q.id, "question": q.question, "at": q.at} for q in gap.questions]}
                for gap in found
            ]  # fmt: skip
            print_json(rows)
            return
        voice = Voice(office.settings.language)
        typer.echo(
            "\n".join([voice("gaps-head"), *(line(voice, n, gap) for n, gap in enumerate(found, 1))])
            if found
            else voice("gaps-none")
        )


async def _unanswered(office: "KnowledgeOffice", settled: list[str], by: str) -> Any:  # noqa: ANN401 (questions)
    from bot.dialogue.gap_desk import worded
    from bot.store import open_store
    from bot.store.questions import StoredQuestions

    async with open_store(office.settings.database) as store:
        questions = StoredQuestions(store.database, lambda: office.today, store.outbox.bell, worded)
        if settled:
            await questions.settle(settled, by)
        return await questions.unanswered()


def watch(
    *,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    every_s: Annotated[float, typer.Option("--every", min=0.5, help="Seconds between two looks.")] = 5.0,
) -> None:
    """Take in what is put into the drop folder; what is unsure is asked for in a file beside it."""
    from bot.commands.knowledge_office import name_of
    from bot.dialogue.previewing import Teller
    from knowledge.upkeep.dropping import look

    with _office() as office:
        teller = Teller(office.settings.language, whole=True)
        typer.echo(f"Watching {office.desk.drop}", err=True)
        while True:
            for outcome in look(office.intake, office.today.date(), teller, name_of(None)):
                typer.echo(outcome)
            for fault in office.publisher.changes().faults:
                typer.echo(str(fault), err=True)
            if once:
                return
            time.sleep(every_s)


def register(commands: typer.Typer) -> None:
    """Put these commands beside the others of the group."""
    for command in (add, withdraw, discard, diff, publish, history, rollback, rebuild, gaps, watch):
        commands.command()(command)
