"""Messages that are no question about vouchers: misuse, other people's data, chores, greetings, questions about the bot.

An ordinary question is the prior: whatever else a message holds, its ordinary part is answered.
"""

from knowledge.answering.case import Case
from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.question import Answer, Outcome
from knowledge.reading.model import Intent

_LEAST = {"misuse": (0.25, 1.5), "others_data": (0.3, 2.5), "chore": (0.3, 2.5)}
"""From which probability on a message counts as such, and how many times likelier than a question it must be; chosen on the
part of the examples to choose by: an ordinary founder who is refused costs more than a chore that is answered."""
_NOT_ANSWERED: tuple[tuple[str, Outcome, str], ...] = (
    ("misuse", "refused", "answer-refused"),
    ("others_data", "refused", "answer-others-data"),
    ("chore", "out_of_scope", "answer-out-of-scope"),
)
_WISHED, _WRITES = 0.2, 0.25
"""Below this probability an act that is not answered gives way to a surer wish; to write something is a wish from the second on."""
_ASKS = 0.5
"""From this probability on a message asks something about vouchers too, which is then answered."""
_TALK = ("small_talk", "about_bot", "thank", "complain", "ask_person")
_KEYS = {
    "small_talk": "answer-greeting",
    "about_bot": "answer-about",
    "thank": "answer-thanks",
    "complain": "answer-complaint",
    "ask_person": "answer-person",
}


def conduct(case: Case) -> Answer | None:
    """Answer what is no question about vouchers."""
    intent = case.message.intent
    asks = intent.act("ask")
    if not any(character.isalnum() for character in case.message.stated.text):
        return case.plain("out_of_scope", "answer-empty")
    if speaks_to_answerer(case.question.text) and asks < _ASKS:
        return case.plain("refused", "answer-refused")
    for act, outcome, key in _NOT_ANSWERED:
        if _is(act, intent) and not _is_wish(case, intent.act(act)):
            return case.plain(outcome, key)
    talk, asks = case.alone.acts[0][0] if case.alone.acts else "unclear", case.alone.act("ask")
    if talk in _TALK and asks < _ASKS and not case.u.has_place:
        return case.plain("out_of_scope", _KEYS[talk])
    return None


def _is_wish(case: Case, p: float) -> bool:
    """Tell whether the bot is rather asked for what it can do, or can say that it can't."""
    slot = case.message.slot or ""
    wished = case.message.intent.slot(slot)
    return (slot == "do.write" and wished >= _WRITES) or (
        slot.startswith("do.") and p < _WISHED and wished >= p
    )


def _is(act: str, intent: Intent) -> bool:
    """Tell whether a message counts as an act that is not answered."""
    least, times = _LEAST[act]
    p = intent.act(act)
    return p >= least and p > times * intent.act("ask")
