"""`voucherbot knowledge check|evaluate`: proves that the knowledge base is sound, and how well it answers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.ending import WrongUsageError
from bot.commands.options import Json, print_json
from bot.commands.progress import bar
from knowledge.language import LANGUAGES

if TYPE_CHECKING:
    from knowledge.upkeep.evaluate import Judgement, Report

_ENOUGH = 0.95
"""The share of golden questions that must be answered rightly."""


def register(commands: typer.Typer) -> None:
    """Put these commands beside the others of the group."""
    commands.command()(check)
    commands.command()(evaluate)


def check(*, as_json: Json = False) -> None:
    """Prove that documents are complete and alike in both languages, and that the rules stand on them."""
    from knowledge.eligibility.rulebook import folder as rules_folder
    from knowledge.library.reading import folder, read_all
    from knowledge.upkeep.check import check as check_documents
    from knowledge.upkeep.rules_check import check_rules
    from knowledge.upkeep.worked_cases import cases_folder

    documents, faults = read_all([folder()])
    faults += check_documents(documents, folder() / "figures")
    faults += check_rules(rules_folder(), documents, cases_folder())
    sentences = [str(fault) for fault in faults]
    programmes = len(list(rules_folder().glob("*.yaml")))
    counts = {"documents": len({d.id for d in documents}), "programmes": programmes}
    if as_json:
        print_json({"ok": not sentences, **counts, "faults": sentences})
    else:
        for sentence in sentences:
            typer.echo(sentence)
        typer.echo(
            f"{counts['documents']} documents in {len(LANGUAGES)} languages, the rules of {programmes} programmes: "
            + (f"{len(sentences)} faults." if sentences else "all sound.")
        )
    raise typer.Exit(1 if sentences else 0)


def evaluate(
    *,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only this kind; can be given again.")
    ] = None,
    release: Annotated[str | None, typer.Option("--release", help="Ask this release.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="PROVIDER:MODEL", help="Have this model write.")
    ] = None,
    record: Annotated[Path | None, typer.Option("--record", help="Keep what the model writes.")] = None,
    replay: Annotated[Path | None, typer.Option("--replay", help="Repeat a run without the model.")] = None,
    as_json: Json = False,
) -> None:
    """Ask the golden questions; print per kind what was right, wrong and abstained, and every failure.

    With a model the answers are written by it and proved; faithfulness is the share of its sentences that held.
    """
    from bot.app import Library
    from bot.commands.model_run import ModelRun
    from bot.settings import Settings
    from knowledge.upkeep import evaluate as golden

    settings = Settings()
    run = ModelRun.of(settings, model, record, replay)
    questions = [q for q in golden.load([golden.folder()]) if not kind or q.kind in kind]
    if not questions:
        raise WrongUsageError(f"There are no golden questions of the kind {', '.join(kind or ())}.")
    answerer = Library(settings, bar("Indexing the documents (once)")).answerer(release)
    today = datetime.now(settings.zone).date()
    answer = run.asking(answerer) if run else answerer.answer
    report = golden.evaluate(questions, answer, today, bar("Asking"))
    failures = [judgement for judgement in report.judgements if judgement.verdict != "right"]
    total = report.figures(report.judgements)
    by_model = run.as_json() if run else None
    if as_json:
        kinds = {name: report.figures(report.of_kind(name)) for name in report.kinds}
        said = {"release": answerer.release, "model": by_model, "total": total, "kinds": kinds}
        print_json({**said, "failures": [*map(_row, failures)]})
    else:
        _print_table(report, faithful=run is not None)
        for judgement in failures:
            typer.echo(f"{judgement.verdict:9}  {judgement.golden.id}: {'; '.join(judgement.reasons)}")
        if run:
            typer.echo(run.sentence())
    raise typer.Exit(0 if total["right_share"] >= _ENOUGH and not total["wrong_figures"] else 1)


def _row(judgement: "Judgement") -> dict[str, Any]:
    return {
        "id": judgement.golden.id,
        "kind": judgement.golden.kind,
        "verdict": judgement.verdict,
        "reasons": list(judgement.reasons),
        "question": judgement.golden.question,
        "text": judgement.answer.text,
    }


def _print_table(report: "Report", *, faithful: bool) -> None:
    typer.echo(
        f"{'kind':22}{'asked':>6}{'right':>6}{'wrong':>6}{'abst.':>6}{'answered':>10}{'precision':>10}"
        + (f"{'faithful':>10}" if faithful else "")
    )
    rows = [(name, report.of_kind(name)) for name in report.kinds]
    for name, judgements in [*rows, ("all", report.judgements)]:
        it = report.figures(judgements)
        typer.echo(
            f"{name:22}{it['questions']:>6}{it['right']:>6}{it['wrong']:>6}{it['abstained']:>6}"
            f"{it['answered_share']:>10.0%}{it['precision']:>10.0%}"
            + (f"{it['faithfulness']:>10.0%}" if faithful else "")
        )
