"""`voucherbot knowledge`: what the knowledge base holds, and the group of all its commands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands import knowledge_desk, knowledge_proof, knowledge_showing
from bot.commands.ending import WrongUsageError
from bot.commands.options import Json, chosen_language, print_json
from bot.commands.progress import bar
from knowledge.language import LANGUAGES

if TYPE_CHECKING:
    from knowledge.clauses import Document
    from knowledge.library.retrieval import Hit

commands = typer.Typer(
    help="The staff desk for the knowledge base.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_REVIEW_AFTER = timedelta(days=180)
_EXPIRES_WITHIN = timedelta(days=60)


@commands.command()
def status(*, as_json: Json = False) -> None:
    """Say which release serves, what it holds, and what is due for review."""
    from bot.app import Library
    from bot.settings import Settings

    settings = Settings()
    releases = Library(settings).releases
    serving = releases.current()
    today = datetime.now(settings.zone).date()
    documents = serving.documents if serving else _bundled()
    due = due_for_review(documents, today)
    manifest = serving.manifest if serving else None
    facts: dict[str, Any] = {
        "release": manifest.id if manifest else None,
        "created": manifest.created if manifest else None,
        "author": manifest.author if manifest else None,
        "reason": manifest.reason if manifest else None,
        "documents": len({document.id for document in documents}),
        "passages": manifest.passages if manifest else {},
        "embedding_model": manifest.model if manifest else None,
        "index": settings.chroma_url or str(releases.root),
        "due": due,
    }
    if as_json:
        print_json(facts)
        return
    if manifest is None:
        typer.echo("No release yet: the first question builds one from the documents of the program.")
    else:
        typer.echo(
            f"Release {manifest.id}, made {manifest.created[:16]} by {manifest.author}: {manifest.reason}"
        )
        typer.echo(f"{facts['documents']} documents; passages: " + _counts(manifest.passages))
        typer.echo(f"Embedding model {manifest.model}; index in {facts['index']}")
    for item in due:
        typer.echo(f"due: {item['document']}: {item['says']}")


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {language}" for language, count in counts.items())


def _bundled() -> "Sequence[Document]":
    from knowledge.library.reading import bundled

    return bundled()


def due_for_review(documents: "Sequence[Document]", today: date) -> list[dict[str, str]]:
    """List what staff should look at: long not reviewed, ending soon, or with a source that must not be shown."""
    from urllib.parse import urlparse

    from knowledge.upkeep.check import hazards

    found: dict[tuple[str, str], dict[str, str]] = {}

    def note(document: "Document", says: str) -> None:
        found.setdefault((document.id, says), {"document": document.id, "says": says})

    for document in documents:
        if today - document.reviewed > _REVIEW_AFTER:
            note(document, f"last reviewed on {document.reviewed}")
        ends = [document.in_force.until, *(window.until for window in document.windows)]
        for end in ends:
            if end is not None and today <= end <= today + _EXPIRES_WITHIN:
                note(document, f"ends on {end}")
        for source in document.sources:
            host = urlparse(source.url or "").hostname or ""
            if any(host == domain or host.endswith(f".{domain}") for domain in hazards()):
                note(document, f"its source {source.number} is on the list of hazardous addresses")
    return list(found.values())


@commands.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    *,
    language: Annotated[str | None, typer.Option("--language", help="Only passages in zh or en.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100)] = 10,
    as_json: Json = False,
) -> None:
    """Show the passages that are nearest to a query, with their scores."""
    from bot.app import Library
    from bot.settings import Settings
    from knowledge.language import clean, detect

    within = [chosen_language(language)] if language else LANGUAGES
    text = clean(query)
    if not text:
        raise WrongUsageError("There is nothing to look for; write a few words.")
    answerer = Library(Settings(), bar("Indexing the documents (once)")).answerer()
    hits = answerer.retriever.search(text, limit, language=detect(text), within=within)
    if as_json:
        rows = [
            {"passage": h.passage.id, "document": h.passage.document, "language": h.passage.language,
             "clause": h.passage.heading, "score": round(h.score, 4), "text": h.passage.text}
            for h in hits
        ]  # fmt: skip
        print_json({"query": text, "release": answerer.release, "hits": rows})
        return
    for hit in hits:
        typer.echo(f"{hit.score:.3f}  {hit.passage.id}\n       {_best_statement(hit)}")


def _best_statement(hit: "Hit") -> str:
    best = max(range(len(hit.statements)), key=hit.statements.__getitem__, default=None)
    text = hit.passage.text if best is None else hit.passage.statements[best].text
    return text if len(text) <= 160 else text[:159] + "…"


knowledge_showing.register(commands)
knowledge_proof.register(commands)
knowledge_desk.register(commands)
