"""The one table of transitions: who may do what from which state, and what it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal[
    "draft", "submitted", "in_review", "info_requested", "second_review", "approved", "rejected", "withdrawn"
]
Action = Literal[
    "start", "consent", "answer", "attach", "detach", "refresh", "submit", "respond", "withdraw", "ask_to_join",
    "admit", "decline", "leave", "remind", "reminders", "claim", "assign", "release", "note", "request_info", "propose",
    "approve", "confirm", "send_back", "reject", "expire", "erase",
]  # fmt: skip
Part = Literal["owner", "colleague", "stranger", "reviewer", "assignee", "second", "admin", "system"]
"""What somebody is to one application. `assignee` reviews it; `second` is a reviewer who is not the assignee."""

OPEN: frozenset[State] = frozenset(["draft", "submitted", "in_review", "info_requested", "second_review"])
CLOSED: frozenset[State] = frozenset(["approved", "rejected", "withdrawn"])
_HANDED_IN: frozenset[State] = frozenset(OPEN - {"draft"})


@dataclass(frozen=True, slots=True)
class Transition:
    """A row of the table. `target` is None where the state stays as it is."""

    sources: frozenset[State]
    target: State | None
    parts: frozenset[Part]


def _row(sources: str | frozenset[State], target: State | None, *parts: Part) -> Transition:
    found: frozenset[State] = (
        frozenset(s for s in OPEN | CLOSED if s in sources.split()) if isinstance(sources, str) else sources
    )
    return Transition(found, target, frozenset(parts))


TABLE: Mapping[Action, Transition] = {
    "start":        _row("", "draft", "owner"),
    "consent":      _row("draft", None, "owner", "colleague"),
    "answer":       _row("draft info_requested", None, "owner", "colleague"),
    "attach":       _row("draft info_requested", None, "owner", "colleague"),
    "detach":       _row("draft info_requested", None, "owner", "colleague"),
    "refresh":      _row("draft", None, "owner", "colleague"),
    "submit":       _row("draft", "submitted", "owner"),
    "respond":      _row("info_requested", "in_review", "owner", "colleague"),
    "withdraw":     _row(OPEN, "withdrawn", "owner"),
    "ask_to_join":  _row(OPEN, None, "stranger"),
    "admit":        _row(OPEN, None, "owner"),
    "decline":      _row(OPEN, None, "owner"),
    "leave":        _row(OPEN | CLOSED, None, "colleague", "stranger"),
    "remind":       _row(OPEN, None, "system"),
    "reminders":    _row(OPEN, None, "owner"),
    "claim":        _row("submitted", "in_review", "reviewer"),
    "assign":       _row("submitted in_review", "in_review", "admin"),
    "release":      _row("in_review", "submitted", "assignee", "admin"),
    "note":         _row(_HANDED_IN | CLOSED, None, "reviewer"),
    "request_info": _row("in_review", "info_requested", "assignee"),
    "propose":      _row("in_review", "second_review", "assignee"),
    "approve":      _row("in_review", "approved", "assignee"),
    "confirm":      _row("second_review", "approved", "second"),
    "send_back":    _row("second_review", "in_review", "second"),
    "reject":       _row("in_review", "rejected", "assignee"),
    "expire":       _row("draft", "withdrawn", "system"),
    "erase":        _row(CLOSED, None, "owner", "system"),
}  # fmt: skip
