"""The web addresses of sources, and how they answered when they were last asked: kept with the day."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlparse

from knowledge.clauses import Document
from knowledge.upkeep.check import hazards
from knowledge.upkeep.tray import Kind, Paper, Tray

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
    """What came of the last look at each address, in the tray that all machines share."""

    def __init__(self, tray: Tray, now: Callable[[], datetime]) -> None:
        self._tray = tray
        self._now = now

    def all(self) -> dict[str, Look]:
        """Return the last look at each address; nothing before the first."""
        return {paper.name: look for paper in self._tray.papers("look") if (look := _look(paper.body))}

    def keep(self, looks: Mapping[str, Look]) -> None:
        """Keep these looks, and no others: an address that no source names any more is forgotten."""
        papers = [
            Paper("look", url, json.dumps(asdict(look)), "", self._now()) for url, look in looks.items()
        ]
        gone: list[tuple[Kind, str]] = [
            ("look", url) for url in self._tray.digests("look") if url not in looks
        ]
        self._tray.change(papers, gone)


def _look(body: str) -> Look | None:
    try:
        return Look(**json.loads(body))
    except (ValueError, TypeError):
        return None


def is_hazardous(host: str | None) -> bool:
    """Tell whether a host is on the list of those that nobody may be led to."""
    return any(host == domain or (host or "").endswith(f".{domain}") for domain in hazards())


def addresses(documents: Iterable[Document]) -> list[str]:
    """List the web addresses of all sources, each once; hazardous ones are never asked for."""
    found = {source.url for document in documents for source in document.sources if source.url}
    parsed = ((url, urlparse(url)) for url in sorted(found))
    return [url for url, it in parsed if it.scheme in {"http", "https"} and not is_hazardous(it.hostname)]
