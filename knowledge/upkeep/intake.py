"""Files on their way in: read, proposed, asked about, taken in. Drafts wait in the tray that all machines share."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from knowledge.clauses import Document
from knowledge.library import files
from knowledge.library.faults import decode
from knowledge.library.formats import read_apart
from knowledge.library.releases import Releases
from knowledge.upkeep.comparing import Finding, compare
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.proposing import Doubt, Proposal, propose
from knowledge.upkeep.tray import Original, Paper
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
            return Proposal(document, (), hashlib.sha256(data).hexdigest(), name, data)
        return propose(read_apart(data, name), name, data, today, self.library)

    def findings(self, proposal: Proposal, today: date) -> list[Finding]:
        """Compare a proposal with what serves."""
        return compare(proposal.document, self.library, today)

    def accept(self, proposal: Proposal, by: str = "", draft: str | None = None) -> str:
        """Take a document in and return its name; the next publish lets it serve, on whatever machine that is.

        Raises:
            DocumentError: the publisher could not read or publish it.
        """
        original = Original(proposal.file, proposal.data) if proposal.data else None
        return self.desk.accept(proposal.document, self.library, by, original, draft)

    def keep(self, proposal: Proposal, by: str = "") -> str:
        """Keep a proposal until its questions are answered; return its id."""
        id_ = proposal.sha256[:16]
        value = {
            "document": files.dump([proposal.document]),
            "doubts": [asdict(doubt) for doubt in proposal.doubts],
            "sha256": proposal.sha256,
            "file": proposal.file,
        }
        body = json.dumps(value, ensure_ascii=False)
        original = Original(proposal.file, proposal.data) if proposal.data else None
        sha256 = original.sha256 if original else proposal.sha256
        paper = Paper("draft", id_, body, by, self.desk.now(), sha256)
        self.desk.tray.change([paper], original=original)
        return id_

    def draft(self, id_: str) -> Proposal | None:
        """Return a proposal that was kept, by whichever machine."""
        paper = self.desk.tray.paper("draft", id_)
        if paper is None:
            return None
        try:
            value: dict[str, Any] = json.loads(paper.body)
            (document,) = files.load(value["document"])
            doubts = tuple(Doubt(**doubt) for doubt in value["doubts"])
            return Proposal(document, doubts, value["sha256"], value["file"])
        except (ValueError, KeyError, TypeError):
            return None

    def drop(self, id_: str) -> None:
        """Forget a proposal."""
        self.desk.tray.change(remove=[("draft", id_)])
