"""Publishing: collect what changed, build beside what serves, look at what it does, pass the gate, move the pointer."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from knowledge.clauses import Document
from knowledge.eligibility.rulebook import folder as rules_folder
from knowledge.library.building import Stage
from knowledge.library.faults import Fault
from knowledge.library.ledger import PublishingError, Switch
from knowledge.library.releases import Release, Releases
from knowledge.library.vectors import Progress
from knowledge.upkeep.changes import Changes, affected, collect
from knowledge.upkeep.differences import compare_all
from knowledge.upkeep.effects import AnswerChange, Replies, cited_clauses, citing
from knowledge.upkeep.evaluate import folder as golden_folder
from knowledge.upkeep.evaluate import load
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.preview import (
    Held,
    Nobody,
    People,
    Preview,
    Published,
    between,
    hold,
    previous,
    reach,
    report,
    summary,
)
from knowledge.upkeep.rules_gate import RulesGate
from knowledge.upkeep.worked_cases import cases_folder

__all__ = ["Check", "Held", "Nobody", "People", "Preview", "Published", "Publisher"]

Check = Callable[[Sequence[Document], Collection[str]], Sequence[Fault]]
"""Returns what is wrong with documents that are touched; it is told the ids of all there will be."""


@dataclass
class Publisher:
    """Publishes what waits at the desk. Only one publisher works at a time, on all machines together."""

    releases: Releases
    desk: Desk
    now: Callable[[], datetime]
    check: Check = lambda _documents, _known: ()
    people: People = field(default_factory=Nobody)
    needs_two: bool = False
    keep: int = 20
    golden: Sequence[Path] = field(default_factory=lambda: [golden_folder()])
    rules: RulesGate = field(default_factory=lambda: RulesGate(rules_folder(), cases_folder()))
    progress: Progress | None = None
    stage: Stage = lambda _name: None

    def changes(self) -> Changes:
        """Return what the desk would change."""
        serving = self.releases.current()
        return collect(self.desk, serving.hashes if serving else {}, self.releases.root / "stamps.json")

    def preview(self, changes: Changes, author: str, reason: str) -> Preview:
        """Build the release and look at everything that it does.

        A document that can't be published is left out and named; it holds up no other.

        Raises:
            PublishingError: there is nothing that can be published.
            IndexProblemError: the index does not hold what it should.
        """
        before = self.releases.current()
        old = before.by_key if before else {}
        changes, problems = self._fit(changes, old)
        if not (changes.changed or changes.removed):
            raise PublishingError(str(changes.faults[0]))
        release = self.releases.build_change(
            changes.changed,
            changes.removed,
            self.now(),
            (author, reason),
            progress=self.progress,
            stage=self.stage,
        )
        documents = tuple(compare_all(old, changes.changed, changes.removed))
        self.stage("gate")
        answers = self._answers(before, release)
        cited = cited_clauses(self.rules.folder)
        programmes = tuple(citing(documents, cited))
        drafts, verdicts = self.people.touched(reach(documents, programmes))
        broken = tuple(self.rules.broken(changes.documents, cited, release.by_key))
        return Preview(
            release, before, documents, tuple(answers), programmes, drafts, verdicts, problems, broken,
            left_out=tuple(map(str, changes.faults)),
        )  # fmt: skip

    def _fit(self, changes: Changes, old: Mapping[str, Document]) -> tuple[Changes, tuple[str, ...]]:
        """Return the changes without the documents that the check refuses, and what it says of the rest."""
        while True:
            faults = self.check(*affected(changes, old))
            own = {document.id for document in changes.changed}
            wrong = {id_: fault for fault in faults if (id_ := fault.path.rsplit(".", 2)[0]) in own}
            rest = changes.without(wrong)
            if not wrong or not (rest.changed or rest.removed):
                return changes, tuple(map(str, faults))
            changes = rest

    def _answers(self, before: Release | None, release: Release) -> list[AnswerChange]:
        golden = load(self.golden, self.desk.questions())
        replies = Replies(self.releases.root / "replies", golden, self.now().date())
        if before is None:
            return []
        return replies.changes(before, release, self.people.questions(), self.progress)

    def look(self, author: str) -> Preview | None:
        """Return what a publish would do, without publishing; None when there is nothing to publish.

        Raises:
            PublishingError: somebody else is publishing, or nothing of what waits can be published.
        """
        with self.releases.ledger.alone():
            changes = self.changes()
            if not changes:
                return None
            preview = self.preview(changes, author, "preview")
            self.releases.discard(preview.release.id)
            return preview

    def publish(
        self, author: str, reason: str, exceptions: Mapping[str, str] | None = None
    ) -> Published | Held | None:
        """Publish what the desk changes; None when there is nothing to publish.

        `exceptions` name golden questions that may become wrong, and programmes whose rules may break, each with
        a reason.

        Raises:
            PublishingError: somebody else is publishing, or nothing of what waits can be published.
        """
        with self.releases.ledger.alone():
            changes = self.changes()
            if not changes:
                return None
            preview = self.preview(changes, author, reason)
            accepted = exceptions or {}
            held = hold(preview, accepted)
            if held:
                self.releases.discard(preview.release.id)
                return Held(tuple(held), preview)
            if self.needs_two and preview.before is not None:
                self.releases.ledger.add_report(preview.release.id, report(preview, accepted))
                return Held(
                    ("A second person must confirm this release.",), preview, awaits_confirmation=True
                )
            return self._switch(preview, author, reason, accepted)

    def _switch(self, preview: Preview, author: str, reason: str, exceptions: Mapping[str, str]) -> Published:
        before = preview.before.id if preview.before else None
        change = Switch(
            preview.release.id, before, self.now(), "publish", author, reason,
            summary=summary(preview.documents), exceptions=tuple(f"{name}: {why}" for name, why in exceptions.items()),
        )  # fmt: skip
        self.stage("switch")
        self.releases.switch(preview.release.id, change)
        self.stage("tidy")
        self.releases.tidy(self.keep)
        return Published(preview.release.id, before, preview)

    def confirm(self, release: str, confirmer: str) -> Published:
        """Let a release serve that somebody else has prepared.

        Raises:
            PublishingError: there is none, it is one's own, or something was published since.
        """
        with self.releases.ledger.alone():
            kept = self.releases.ledger.report(release)
            manifest = self.releases.manifest(release)
            if kept is None:
                raise PublishingError(f"Release {release} does not wait for a confirmation.")
            if manifest.author == confirmer:
                raise PublishingError("A second person must confirm it: you prepared this release yourself.")
            if manifest.parent != self.releases.current_id():
                raise PublishingError("Another release was published since; prepare it again.")
            said = json.loads(kept)
            change = Switch(
                release, manifest.parent, self.now(), "publish", manifest.author, manifest.reason, confirmer,
                said["summary"], tuple(said["exceptions"]),
            )  # fmt: skip
            before = self.releases.current()
            self.releases.switch(release, change)
            return Published(release, manifest.parent, between(before, self.releases.open(release)))

    def rollback(self, author: str, reason: str, to: str | None = None) -> Published:
        """Let an older release serve again: the one before, or the one named.

        Raises:
            PublishingError: there is none.
            IndexProblemError: there is no such release.
        """
        with self.releases.ledger.alone():
            serving = self.releases.current_id()
            target = to or previous(self.releases.ledger.history(), serving)
            if target is None or target == serving:
                raise PublishingError("There is no release before this one.")
            before, release = self.releases.current(), self.releases.open(target)
            release.verify()
            change = Switch(target, serving, self.now(), "rollback", author, reason)
            self.releases.switch(target, change)
            return Published(target, serving, between(before, release))
