"""Whether the rules would still stand on the documents of a release, looked at where a change reaches them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.clauses import Document
from knowledge.language import LANGUAGES
from knowledge.upkeep.rules_check import check_rules

Cited = Sequence[tuple[str, str, str]]
"""(programme, document, clause) of every rule."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A programme whose rules would not stand on the documents, and why, a sentence each."""

    programme: str
    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        more = f" ({len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        return f"The rules of {self.programme!r} would not stand on the documents: {self.faults[0].rstrip('.')}{more}."


@dataclass(frozen=True, slots=True)
class RulesGate:
    """The programme files, and their worked cases where those are at hand."""

    folder: Path
    cases: Path | None

    def broken(
        self, touched: Collection[str], cited: Cited, documents: Mapping[str, Document]
    ) -> list[Broken]:
        """List the programmes that lean on a touched document and would not stand on all `documents` (by id/language)."""
        reached = {programme for programme, document, _ in cited if document in touched}
        reached |= {name for name in touched if (self.folder / f"{name}.yaml").exists()}
        if not reached:
            return []
        leaned_on = reached | {document for programme, document, _ in cited if programme in reached}
        names = (f"{name}/{language}" for name in sorted(leaned_on) for language in LANGUAGES)
        held = [documents[name] for name in names if name in documents]
        found: dict[str, list[str]] = {}
        for fault in check_rules(self.folder, held, self.cases, only=reached):
            found.setdefault(Path(fault.path).stem, []).append(str(fault))
        return [Broken(programme, tuple(faults)) for programme, faults in found.items()]
