"""What a founder has told, to be seen, changed and removed."""

from bot.dialogue.dossier import Dossier
from bot.dialogue.messages import Choice, Reply
from bot.dialogue.questioning import told
from bot.dialogue.speaking import Voice
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.eligibility.wording import label

_A_PAGE = 6


def sheet(voice: Voice, dossier: Dossier, page: int = 0, first: str = "") -> Reply:
    """Show every fact; each can be changed by its button."""
    known = {**dossier.facts, **dossier.spans}
    ordered = [(fact, known[fact]) for fact in vocabulary() if fact in known]
    open_ = [fact for fact in vocabulary() if fact in dossier.declined and fact not in known]
    if not ordered and not open_:
        return Reply(voice("facts-none"), choices=(voice.button("check", "button-check"),))
    names = voice("list-comma").join(label(fact, voice.language) for fact in open_)
    parts = [
        first,
        voice("facts-title") if ordered else "",
        told(voice, ordered),
        voice("facts-open", names=names) if open_ else "",
    ]
    return Reply(
        "\n\n".join(part for part in parts if part), choices=_buttons(voice, [*dict(ordered), *open_], page)
    )


def _buttons(voice: Voice, facts: list[str], page: int) -> tuple[Choice, ...]:
    shown = facts[page * _A_PAGE :][:_A_PAGE]
    more = [voice.button(f"ck:f:{page + 1}", "button-more")] if len(facts) > (page + 1) * _A_PAGE else []
    changes = [Choice(f"ck:e:{fact}", label(fact, voice.language)) for fact in shown]
    return (*changes, *more, voice.button("ck:go", "button-back-to-check"))
