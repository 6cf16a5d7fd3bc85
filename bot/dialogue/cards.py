"""An application as a reviewer sees it: criteria, evidence, open points, notes."""

from collections.abc import Sequence

from bot.applications.application import Actor, Application
from bot.applications.history import Event
from bot.dialogue import forms
from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice

_LABELS = {"back": "button-back-to-reviewer"}
_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?"}


def card(voice: Voice, it: Application, actor: Actor, events: Sequence[Event], assignee: str) -> Reply:
    """Show an application with what this reviewer can do with it. Notes are for staff alone."""
    language = voice.language
    values = {
        "title": it.offer.title.in_(language),
        "reference": it.reference or "",
        "state": voice(f"state-{it.state}"),
        "assignee": assignee,
        "ceiling": voice.money(it.offer.ceiling_cny),
    }
    papers = [forms.paper_line(voice, it, paper) for paper in it.offer.papers]
    notes = [f"· {note}" for e in events if (note := str((e.personal or {}).get("note", "")))]
    parts = [
        voice("card-head", **values),
        forms.answers_text(voice, it),
        criteria_text(voice, it),
        "\n".join([voice("papers-title"), *papers]) if papers else "",
        "\n".join(open_points(voice, it)),
        "\n".join([voice("card-notes"), *notes]) if notes else "",
    ]
    return Reply("\n\n".join(part for part in parts if part), choices=_doing(voice, it, actor))


def criteria_text(voice: Voice, it: Application) -> str:
    """List the criteria as they were judged, each with its clause."""
    lines = [
        f"{_MARKS[c.status]} {c.label.in_(voice.language)} · {c.document}, {c.clause}"
        for c in it.offer.criteria
    ]
    return "\n".join([voice("card-criteria"), *lines]) if lines else ""


def doing(voice: Voice, it: Application, verb: str) -> Choice:
    """Make the button of a step."""
    return voice.button(f"st:{it.id}:{verb}", _LABELS.get(verb, f"button-{verb}"))


def open_points(voice: Voice, it: Application) -> list[str]:
    """Name what a reviewer should look at."""
    points = forms.warnings(voice, it, "point")
    if it.open_papers:
        names = voice("list-comma").join(p.text.in_(voice.language) for p in it.open_papers)
        points.append(voice("card-open-papers", papers=names))
    if it.proposed_cny is not None:
        points.append(voice("card-proposed", amount=voice.money(it.proposed_cny)))
    return points


def _doing(voice: Voice, it: Application, actor: Actor) -> tuple[Choice, ...]:
    parts = actor.parts_in(it)
    verbs: list[str] = []
    if it.state == "submitted":
        verbs = ["claim"]
    elif it.state == "in_review" and "assignee" in parts:
        verbs = ["approve", "info", "reject", "release"]
    elif it.state == "in_review" and "admin" in parts:
        verbs = ["take", "release"]
    elif it.state == "second_review" and "second" in parts:
        verbs = ["confirm", "back"]
    verbs = [*verbs, "files", "note"] if "reviewer" in parts else []
    return tuple(doing(voice, it, verb) for verb in verbs)
