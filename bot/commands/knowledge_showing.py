"""`voucherbot knowledge show`: a programme's rules, as text, as a diagram, as JSON, and the document behind them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.ending import RefusedError
from bot.commands.options import Json, chosen_language, print_json
from knowledge.language import Language

if TYPE_CHECKING:
    from knowledge.clauses import Clause, Document
    from knowledge.eligibility.programme import Programme
    from knowledge.upkeep.showing import Shower


def register(commands: typer.Typer) -> None:
    """Put this command beside the others of the group."""
    commands.command()(show)


def show(
    document: Annotated[str, typer.Argument(metavar="ID", help="The id of a programme or a document.")],
    *,
    language: Annotated[str | None, typer.Option("--language", help="zh or en.")] = None,
    clause: Annotated[
        str | None, typer.Option("--clause", help="Only this clause, by its English heading.")
    ] = None,
    diagram: Annotated[bool, typer.Option("--diagram", help="The rules as a Mermaid flowchart.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Only the rules, not the document.")] = False,
    as_json: Json = False,
) -> None:
    """Show a programme's rules in words, and its document as it serves."""
    from bot.app import Library
    from bot.settings import Settings
    from knowledge.library.reading import bundled

    settings = Settings()
    serving = Library(settings).releases.current()
    documents = serving.documents if serving else bundled()
    wanted = chosen_language(language) if language else settings.language
    found = next((each for each in documents if each.id == document and each.language == wanted), None)
    programme, shower = _rules(document, documents, wanted)
    if found is None and programme is None:
        raise RefusedError(_unknown(document, documents))
    clauses = _clauses(found, clause) if found else []
    if diagram:
        typer.echo(_diagram(programme, shower, document))
    elif as_json:
        shown = None if rules or found is None else replace(found, clauses=tuple(clauses))
        print_json(_table(shown, programme))
    else:
        if programme is not None and clause is None:
            typer.echo(shower.text(programme) + "\n")
        if found is not None and not rules:
            _print_document(found, clauses)


def _rules(
    id_: str, documents: "Sequence[Document]", language: Language
) -> "tuple[Programme | None, Shower]":
    from knowledge.eligibility.rulebook import rulebook
    from knowledge.upkeep.showing import Shower

    programmes = {each.id: each for each in rulebook()}
    texts = {each.id: each for each in documents if each.language == language}
    return programmes.get(id_), Shower(language, programmes, texts)


def _diagram(programme: "Programme | None", shower: "Shower", id_: str) -> str:
    from knowledge.upkeep.diagram import diagram

    if programme is None:
        raise RefusedError(f"There are no rules for {id_!r} to draw.")
    return diagram(programme, shower)


def _table(document: "Document | None", programme: "Programme | None") -> dict[str, Any]:
    from knowledge.upkeep.rules_json import rules_json

    rules = rules_json(programme) if programme else None
    return {**(asdict(document) if document else {}), "rules": rules}


def _clauses(document: "Document", clause: str | None) -> "list[Clause]":
    clauses = [each for each in document.clauses if clause in (None, each.heading, each.title)]
    if not clauses:
        has = ", ".join(each.heading for each in document.clauses)
        raise RefusedError(f"{document.id} has no clause {clause!r}; it has {has}.")
    return clauses


def _print_document(document: "Document", clauses: "Sequence[Clause]") -> None:
    since, until = document.in_force.since or "?", document.in_force.until or ""
    typer.echo(f"{document.title}\n{document.id} · {document.status} · {since} – {until}")
    for clause in clauses:
        typer.echo(f"\n{clause.title}\n{clause.text}")
    for source in document.sources:
        typer.echo(f"\n({source.number}) {source.kind}: {source.what} {source.url or ''}", nl=False)
    typer.echo()


def _unknown(id_: str, documents: "Sequence[Document]") -> str:
    near = get_close_matches(id_, sorted({each.id for each in documents}), 3, 0.5)
    end = (
        f"; did you mean {' or '.join(near)}?" if near else "; `voucherbot knowledge search` finds documents."
    )
    return f"There is no document {id_!r}{end}"
