"""The web addresses of sources, and how they answered when they were last asked: kept with the day, in a file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlparse

from knowledge.clauses import Document
from knowledge.library.ledger import replace_file
from knowledge.upkeep.check import hazards

REFUSALS = frozenset([401, 403, 405, 406, 407, 412, 418, 421, 429, 451, 521])
"""What a server answers that is there, but keeps programs out: no sign that a page is gone."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an address answered on a day: its HTTP status, or what went wrong; `leads_to` names another host."""

    day: str
    status: int | None
    problem: str | None = None
    leads_to: str | None = None

    @property
    def is_dead(self) -> bool:
        """True when there is nothing to read any more."""
        return self.status is None or (self.status >= 400 and self.status not in REFUSALS)

    @property
    def says(self) -> str:
        """Say what came back, in a few words."""
        return self.problem or f"answered {self.status}"


class Looks:
    """What came of the last look at each address, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> dict[str, Look]:
        """Return the last look at each address; nothing before the first."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return {url: Look(**look) for url, look in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def keep(self, looks: Mapping[str, Look]) -> None:
        """Keep these looks, and no others: an address that no source names any more is forgotten."""
        rows = {url: asdict(look) for url, look in sorted(looks.items())}
        replace_file(self._path, json.dumps(rows, ensure_ascii=False, indent=1))


def is_hazardous(host: str | None) -> bool:
    """Tell whether a host is on the list of those that nobody may be led to."""
    return any(host == domain or (host or "").endswith(f".{domain}") for domain in hazards())


def addresses(documents: Iterable[Document]) -> list[str]:
    """List the web addresses of all sources, each once; hazardous ones are never asked for."""
    found = {source.url for document in documents for source in document.sources if source.url}
    parsed = ((url, urlparse(url)) for url in sorted(found))
    return [url for url, it in parsed if it.scheme in {"http", "https"} and not is_hazardous(it.hostname)]
