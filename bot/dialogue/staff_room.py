"""What the staff group is shown of an application: a card without anything personal, then a line for every step."""

from collections.abc import Callable, Mapping

from bot.applications.application import Application, Step
from bot.applications.states import Action
from bot.dialogue import cards, forms
from bot.dialogue.messages import Reply, Thread
from bot.dialogue.speaking import Voice

Name = Callable[[str | None], str]
"""Names a member of staff."""
_LONGEST_NAME = 120
_TOLD: frozenset[Action] = frozenset([
    "submit", "claim", "assign", "release", "request_info", "respond", "propose", "approve", "confirm", "send_back",
    "reject", "withdraw", "note",
])  # fmt: skip
_WITH_CARD: frozenset[Action] = frozenset(["submit", "respond"])
"""Steps after which there is something new to read."""
_VERBS: Mapping[str, tuple[str, ...]] = {
    "submitted": ("claim", "card", "note"),
    "in_review": ("approve", "info", "reject", "release", "card", "note"),
    "second_review": ("confirm", "back", "card", "note"),
    "info_requested": ("card", "note"),
}


def told(voice: Voice, step: Step, name: Name) -> Reply | None:
    """Word a step for the group; None where it is not the staff's business."""
    it = step.application
    if step.action not in _TOLD or it.submitted_at is None:
        return None
    title = it.offer.title.in_(voice.language)
    line = voice(
        f"room-{step.action.replace('_', '-')}",
        name=name(step.actor.person),
        assignee=name(it.assignee),
        fields=forms.reopened_text(voice, it),
        amount=voice.money(it.granted_cny if it.granted_cny is not None else it.proposed_cny),
        criteria=_criteria(voice, it),
    )
    parts = [voice("room-head", reference=it.reference or "", title=title) + "\n" + line]
    if step.action in _WITH_CARD:
        parts += card(voice, it)
    verbs = _VERBS.get(it.state, ("card",))
    return Reply(
        "\n\n".join(part for part in parts if part),
        choices=tuple(cards.doing(voice, it, verb) for verb in verbs),
        thread=Thread(
            it.reference or it.id, f"{it.reference} · {title}"[:_LONGEST_NAME], closes=not it.is_open
        ),
    )


def card(voice: Voice, it: Application) -> list[str]:
    """Return the parts of a card. Names, contacts, file names and words of the founder stay in private chats."""
    impersonal = tuple(field.id for field in it.offer.form if not field.personal)
    handed_in = {file.paper for file in it.files}
    papers = [
        voice("room-paper-there" if p.id in handed_in else "paper-open", paper=p.text.in_(voice.language))
        for p in it.offer.papers
    ]
    return [
        "\n".join(
            [
                forms.answers_text(voice, it, impersonal),
                voice("room-ceiling", ceiling=voice.money(it.offer.ceiling_cny)),
            ]
        ),
        cards.criteria_text(voice, it),
        "\n".join([voice("papers-title"), *papers]) if papers else "",
        "\n".join(forms.warnings(voice, it, "point")),
    ]


def _criteria(voice: Voice, it: Application) -> str:
    labels = {c.id: c.label.in_(voice.language) for c in it.offer.criteria}
    return voice("list-comma").join(labels.get(c, voice("reason-other")) for c in it.reasons)
