"""What the bot is asked to do: the command that does it, or that it can't be done, with the nearest help."""

from knowledge.answering.case import Case
from knowledge.answering.question import Answer
from knowledge.glossary.languages import other_language

_SURE, _LIKELY, _ASKED, _COMMANDS = 0.4, 0.25, 0.75, 0.4
"""From which probability on a wish is meant: by itself, in a message that is likely a command, in one that asks."""

_HARDLY_ASKS = 0.35
"""Below this probability of asking a message is as good as a command."""


def wishes(case: Case) -> Answer | None:
    """Name the command for what is wished, or say that it can't be done."""
    slot = case.message.slot or ""
    p = case.message.intent.slot(slot)
    command, ask = case.message.intent.act("command"), case.message.intent.act("ask")
    if other_language(case.question.text) is not None:
        return None
    likely = command >= _COMMANDS or ask < _HARDLY_ASKS
    least = _LIKELY if likely else _ASKED if ask > _COMMANDS else _SURE
    if not slot.startswith("do.") or p < least:
        return None
    return case.plain("out_of_scope", f"plan-general-{slot.replace('.', '-')}")
