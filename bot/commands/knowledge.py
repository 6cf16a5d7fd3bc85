"""`voucherbot knowledge`: what the knowledge base holds, and the group of all its commands."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands import knowledge_desk, knowledge_proof, knowledge_showing
from bot.commands.ending import RefusedError, WrongUsageError
from bot.commands.options import Json, chosen_language, print_json
from bot.commands.progress import bar
from knowledge.language import LANGUAGES

if TYPE_CHECKING:
    from knowledge.clauses import Document
    from knowledge.library.releases import Releases
    from knowledge.library.retrieval import Hit
    from knowledge.upkeep.folder import Desk
    from knowledge.upkeep.pending import Waiting
    from knowledge.upkeep.sources import Look

commands = typer.Typer(
    help="The staff desk for the knowledge base.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_SURELY = 5
"""When more sources than this fail all together, it is not they that are dead."""


@commands.command()
def status(
    *,
    online: Annotated[
        bool, typer.Option("--online", help="Ask every source's address whether it still answers.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say which release serves, what it holds, and what is due for review, ends soon or has a bad source."""
    from bot.app import Library
    from bot.app.tray import open_desk
    from bot.settings import Settings
    from knowledge.upkeep.reviewing import due_for_review

    settings = Settings()
    releases = Library(settings).releases
    serving = releases.current()
    today = datetime.now(settings.zone).date()
    documents = serving.documents if serving else _bundled()
    desk = open_desk(settings)
    pending = _waiting(desk, releases)
    due = [
        asdict(each)
        for each in due_for_review(documents, today, _looks(desk, documents, today, online=online))
    ]
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
        "waiting": [
            {**asdict(each), "since": each.since.isoformat(timespec="seconds") if each.since else None}
            for each in pending
        ],
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
    for each in pending:
        typer.echo(_line(each, settings.zone))
    for item in due:
        typer.echo(f"due: {item['document']}: {item['says']}")


def _waiting(desk: "Desk", releases: "Releases") -> "list[Waiting]":
    from knowledge.upkeep.changes import collect
    from knowledge.upkeep.pending import waiting

    serving = releases.current()
    changes = collect(desk, serving.hashes if serving else {}, releases.root / "stamps.json")
    found = waiting(desk, changes, serving)
    return found if serving else [each for each in found if each.by is not None]


def _line(it: "Waiting", zone: ZoneInfo) -> str:
    name = f"{it.id}/{it.language}" if it.language else it.id
    who = f" by {it.by}" if it.by else ""
    since = f" since {it.since.astimezone(zone):%Y-%m-%d %H:%M}" if it.since else ""
    said = [it.says] if it.says else []
    return f"waits: {it.how} {name}{who}{since}" + "".join(f": {each}" for each in [*said, *it.faults])


def _looks(desk: "Desk", documents: "Sequence[Document]", today: date, *, online: bool) -> "dict[str, Look]":
    """Return how the sources' addresses answered when they were asked last: now, or some day before."""
    import asyncio

    from knowledge.upkeep.sources import Looks, addresses

    kept = Looks(desk.tray, desk.now)
    if online:
        from knowledge.upkeep.visiting import look_at

        looks = asyncio.run(look_at(addresses(documents), today))
        if len(looks) > _SURELY and all(look.status is None for look in looks.values()):
            raise RefusedError("Not one source could be reached; is this machine online? Nothing was noted.")
        kept.keep(looks)
    return kept.all()


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {language}" for language, count in counts.items())


def _bundled() -> "Sequence[Document]":
    from knowledge.library.reading import bundled

    return bundled()


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
