"""What many commands take and give: common options, a language by name, one JSON document."""

import json
from datetime import date
from decimal import Decimal
from typing import Annotated

import typer

from knowledge.language import LANGUAGES, Language

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
As = Annotated[
    str | None, typer.Option("--as", help="Who acts: the name of `chat --as`, or a whole person id.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why, in one sentence; it is kept with your name.")]


def chosen_language(name: str) -> Language:
    """Return the language of `--language`.

    Raises:
        BadParameter: there is none of that name.
    """
    if name not in LANGUAGES:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    return name


def print_json(value: object) -> None:
    """Print exactly one JSON document, days as ISO 8601 and sums as strings."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
