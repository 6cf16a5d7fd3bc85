"""Messages that are no question about vouchers: misuse, other people's data, chores, greetings, questions about the bot.

An ordinary question is the prior: whatever else a message holds, its ordinary part is answered.
"""

from knowledge.answering.case import Case
from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.question import Answer, Outcome

_MISUSE, _OTHERS, _CHORE = 0.12, 0.1, 0.2
"""From these probabilities on a message counts as such; they are low, for few of the messages read before were such."""
_OUTRIGHT, _ASKS_SURELY, _BEHIND = 0.25, 0.9, 0.35
"""From where on one is such outright, however surely it asks too; and how far a chore may be behind asking."""
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
    for act, least, outcome, key in (
        ("misuse", _MISUSE, "refused", "answer-refused"), ("others_data", _OTHERS, "refused", "answer-others-data"), ("chore", _CHORE, "out_of_scope", "answer-out-of-scope"),
    ):  # fmt: skip
        p = intent.act(act)
        behind = _BEHIND if act == "chore" else 1.0
        if p >= least and (p >= _OUTRIGHT or asks < _ASKS_SURELY) and p > asks - behind:
            said: Outcome = "refused" if outcome == "refused" else "out_of_scope"
            return case.plain(said, key)
    talk = case.message.act
    if talk in _TALK and asks < _ASKS and not case.u.has_place:
        return case.plain("out_of_scope", _KEYS[talk])
    return None
