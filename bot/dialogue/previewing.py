"""A preview, a proposal and the history in plain words, the same in the chat and on the command line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.dialogue.words import say
from knowledge.language import Language
from knowledge.library.ledger import Switch
from knowledge.upkeep.comparing import Finding
from knowledge.upkeep.differences import ClauseChange, DocumentChange
from knowledge.upkeep.proposing import Doubt, Proposal
from knowledge.upkeep.publishing import Preview

_MOST = {"documents": 12, "statements": 6, "answers": 8, "faults": 3}
_SHORT = 160
_AROUND = 24
"""How many letters are shown of what two answers share, before and after what differs."""
Item = TypeVar("Item")


def apart(one: str, two: str) -> tuple[str, str]:
    """Cut what two texts share down to a few letters, so that what differs is seen."""
    texts = [" ".join(text.split()) for text in (one, two)]
    if texts[0] == texts[1]:
        return texts[0], texts[1]
    head = _shared(*texts)
    tail = _shared(*(text[head:][::-1] for text in texts))
    start, left = max(head - _AROUND, 0), max(tail - _AROUND, 0)
    was, now = (
        f"{'…' if start else ''}{text[start : len(text) - left]}{'…' if left else ''}" for text in texts
    )
    return was, now


def _shared(one: str, two: str) -> int:
    """Count the letters that two texts begin with alike."""
    shorter = min(len(one), len(two))
    return next((n for n in range(shorter) if one[n] != two[n]), shorter)


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts what the staff desk found into sentences of one language; `whole` leaves nothing out."""

    language: Language
    whole: bool = False

    def say(self, key: str, **values: str | float) -> str:
        """Say one sentence."""
        return say(self.language, key, **values)

    def preview(self, preview: Preview) -> list[str]:
        """Say everything that a publish would do."""
        lines = [*self.left_out(preview), self.say("upkeep-preview-head", release=preview.release.id)]
        for change in self._some(preview.documents, "documents"):
            lines += self._document(change)
        lines += self._rest(preview.documents, "documents")
        golden = sum(change.is_golden for change in preview.answers)
        if preview.answers:
            lines.append(self.say("upkeep-answers", golden=golden, real=len(preview.answers) - golden))
        for answer in self._some(preview.answers, "answers"):
            before, after = answer.before, answer.after
            was, now = apart(before.text, after.text)
            values = {"question": answer.question, "before": self._short(was), "after": self._short(now)}
            lines.append(
                self.say(
                    "upkeep-answer-changed",
                    before_outcome=before.outcome,
                    after_outcome=after.outcome,
                    **values,
                )
            )
        lines += self._rest(preview.answers, "answers")
        lines += self.faults(preview)
        for rule in preview.programmes:
            vanished = "yes" if rule.vanished else "no"
            lines.append(
                self.say(
                    "upkeep-rule",
                    programme=rule.programme,
                    document=rule.document,
                    clause=rule.clause,
                    vanished=vanished,
                )
            )
        if preview.drafts or preview.verdicts:
            lines.append(self.say("upkeep-touched", drafts=preview.drafts, verdicts=preview.verdicts))
        return lines

    def left_out(self, preview: Preview) -> list[str]:
        """Name what waits and can't be published."""
        return [self.say("upkeep-left-out", fault=fault) for fault in preview.left_out]

    def faults(self, preview: Preview, excepted: Collection[str] = ()) -> list[str]:
        """Say what holds a publish back: what the check finds, and what would be wrong and is not excepted."""
        regressions = [
            self.say("upkeep-regression", id=c.id, reasons="; ".join(c.after.reasons))
            for c in preview.regressions
            if c.id not in excepted
        ]
        broken = [
            self.say(
                "upkeep-broken", programme=each.programme, faults="; ".join(self._some(each.faults, "faults"))
            )
            for each in preview.broken
            if each.programme not in excepted
        ]
        return [*preview.problems, *regressions, *broken]

    def held(self, preview: Preview, exceptions: Mapping[str, str]) -> list[str]:
        """Say that a publish was held back, why, and how what is meant goes through."""
        excepted = {name for name, why in exceptions.items() if why}
        lines = [self.say("upkeep-held"), *self.left_out(preview), *self.faults(preview, excepted)]
        unknown = [name for name in exceptions if name not in preview.excepted]
        lines += [self.say("upkeep-except-unknown", name=name) for name in unknown]
        left = sorted(preview.excepted - excepted)
        return [*lines, self.say("upkeep-except", names=", ".join(left))] if left else lines

    def _document(self, change: DocumentChange) -> Iterator[str]:
        name = f"upkeep-document-{change.how}"
        yield self.say(
            name,
            title=change.title,
            document=f"{change.document}/{change.language}",
            clauses=len(change.clauses),
        )
        for key, before, after in change.particulars:
            yield "  " + self.say("upkeep-particular", name=key, before=before, after=after)
        if change.how == "reworded":
            for clause in change.clauses:
                yield from self._clause(clause)

    def _clause(self, clause: ClauseChange) -> Iterator[str]:
        yield "  " + self.say(f"upkeep-clause-{clause.how}", title=clause.title)
        for statement in self._some(clause.statements, "statements"):
            for before, after in statement.figures:
                yield "    " + self.say("upkeep-figure", before=before, after=after)
            if statement.before:
                yield "    " + self.say("upkeep-before", text=self._short(statement.before))
            if statement.after:
                yield "    " + self.say("upkeep-after", text=self._short(statement.after))
        yield from (f"    {line}" for line in self._rest(clause.statements, "statements"))

    def _some(self, items: Sequence[Item], kind: str) -> Sequence[Item]:
        return items if self.whole else items[: _MOST[kind]]

    def _rest(self, items: Sequence[object], kind: str) -> list[str]:
        left = 0 if self.whole else len(items) - _MOST[kind]
        return [self.say("upkeep-more", count=left)] if left > 0 else []

    def _short(self, text: str) -> str:
        flat = " ".join(text.split())
        return flat if self.whole or len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"

    def proposal(self, proposal: Proposal, findings: Sequence[Finding]) -> list[str]:
        """Say what a document would be taken in as, what is unsure, and what it stands against."""
        it, none = proposal.document, self.say("upkeep-none")
        lines = [
            self.say(
                "upkeep-proposal", title=it.title, id=it.id, issuer=it.issuer or none, number=it.document_number or none,
                regions=", ".join(it.regions), issued=it.issued or none, since=str(it.in_force.since or none),
                until=str(it.in_force.until or none), clauses=len(it.clauses),
                statements=sum(len(clause.statements) for clause in it.clauses),
            )
        ]  # fmt: skip
        if it.supersedes:
            lines.append(self.say("upkeep-proposal-supersedes", documents=", ".join(it.supersedes)))
        return [*lines, *(self.finding(finding) for finding in findings)]

    def finding(self, it: Finding) -> str:
        """Say what a document stands against."""
        return self.say(
            f"upkeep-found-{it.concern}", document=it.document, title=it.title, new=it.new, old=it.old
        )

    def doubt(self, doubt: Doubt) -> str:
        """Say what is unsure, and why."""
        name = self.say(f"upkeep-key-{doubt.key.rpartition('.')[2].replace('from', 'since')}")
        return f"{name}: {self.say(f'upkeep-doubt-{doubt.reason}', value=doubt.value)}"

    def question(self, doubt: Doubt) -> str:
        """Ask for what is unsure."""
        name = self.say(f"upkeep-key-{doubt.key.rpartition('.')[2].replace('from', 'since')}")
        reason = self.say(f"upkeep-doubt-{doubt.reason}", value=doubt.value)
        return self.say("upkeep-ask", name=name, reason=reason, value=doubt.value or self.say("upkeep-none"))

    def switch(self, line: Switch) -> str:
        """Say one line of the history."""
        return self.say(
            "upkeep-history-line", at=f"{line.at:%Y-%m-%d %H:%M}", release=line.release, action=line.action,
            author=line.author, reason=line.reason, confirmed=line.confirmed_by or "none", summary=line.summary or "none",
        )  # fmt: skip
