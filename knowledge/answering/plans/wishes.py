"""What the bot is asked to do: the command that does it, or that it can't be done, with the nearest help."""

from knowledge.answering.case import Case
from knowledge.answering.question import Answer

_SURE, _LIKELY, _COMMANDS = 0.6, 0.4, 0.5
"""From which probability on a wish is meant: by itself, and in a message that is likely a command."""


def wishes(case: Case) -> Answer | None:
    """Name the command for what is wished, or say that it can't be done."""
    slot = case.message.slot or ""
    p = case.message.intent.slot(slot)
    commands = case.message.intent.act("command") >= _COMMANDS
    if not slot.startswith("do.") or p < (_LIKELY if commands else _SURE):
        return None
    return case.plain("out_of_scope", f"plan-general-{slot.replace('.', '-')}")
