"""Files on their way in: read, proposed, asked about, taken in. Drafts wait in the data folder."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.clauses import Document
from knowledge.library import files
from knowledge.library.faults import decode
from knowledge.library.formats import read_apart
from knowledge.library.ledger import replace_file
from knowledge.library.releases import Releases
from knowledge.upkeep.comparing import Finding, compare
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.proposing import Doubt, Proposal, propose
from knowledge.upkeep.writing import read


@dataclass(frozen=True)
class Intake:
    """Takes files in, next to what serves."""

    releases: Releases
    desk: Desk

    @property
    def library(self) -> Sequence[Document]:
        """The documents that serve."""
        serving = self.releases.current()
        return serving.documents if serving else ()

    def propose(self, data: bytes, name: str, today: date) -> Proposal:
        """Read a file and propose a policy document for it; a file in the project's own form is one already.

        Raises:
            UnreadableFileError: it cannot be read; the message says why in one sentence.
            DocumentError: it is in the project's own form and has faults.
        """
        if name.endswith(".md") and data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
            document = read(decode(data, name), name)
            return Proposal(document, (), "", name)
        return propose(read_apart(data, name), name, data, today, self.library)

    def findings(self, proposal: Proposal, today: date) -> list[Finding]:
        """Compare a proposal with what serves."""
        return compare(proposal.document, self.library, today)

    def accept(self, proposal: Proposal) -> Path:
        """Take a document in; the next publish lets it serve."""
        return self.desk.accept(proposal.document, self.library)

    def _draft(self, id_: str) -> Path:
        return self.releases.root / "drafts" / f"{Path(id_).name}.json"

    def keep(self, proposal: Proposal) -> str:
        """Keep a proposal until its questions are answered; return its id."""
        id_ = proposal.sha256[:16]
        value = {
            "document": files.dump([proposal.document]),
            "doubts": [asdict(doubt) for doubt in proposal.doubts],
            "sha256": proposal.sha256,
            "file": proposal.file,
        }
        replace_file(self._draft(id_), json.dumps(value, ensure_ascii=False))
        return id_

    def draft(self, id_: str) -> Proposal | None:
        """Return a proposal that was kept."""
        try:
            value: dict[str, Any] = json.loads(self._draft(id_).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        (document,) = files.load(value["document"])
        doubts = tuple(Doubt(**doubt) for doubt in value["doubts"])
        return Proposal(document, doubts, value["sha256"], value["file"])

    def drop(self, id_: str) -> None:
        """Forget a proposal."""
        self._draft(id_).unlink(missing_ok=True)
