"""Whatever the rules can answer has its sentence in both languages."""

import ast
from pathlib import Path

import pytest

import bot
from bot.applications.form import BY_ID
from bot.applications.states import CLOSED, OPEN
from bot.dialogue.follow_up import _SILENT
from bot.dialogue.words import keys
from knowledge.language import LANGUAGES, Language

ROOMS = [Path(bot.__file__).parent / room for room in ("applications", "dialogue")]


def first_words_of(call: str) -> set[str]:
    """Collect the first argument of every call of a name in the rooms."""
    found = set()
    for path in (path for room in ROOMS for path in room.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == call and node.args:
                it = node.args[0]
                said = [it.body, it.orelse] if isinstance(it, ast.IfExp) else [it]
                found |= {c.value for c in said if isinstance(c, ast.Constant)}
    return {word for word in found if isinstance(word, str)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_state_field_and_step_can_be_said(language: Language) -> None:
    from bot.applications.states import TABLE

    wanted = {f"refused-{reason}" for reason in first_words_of("Refused")}
    wanted |= {f"state-{state}" for state in OPEN | CLOSED}
    wanted |= {f"next-{state.replace('_', '-')}" for state in OPEN | CLOSED}
    wanted |= {f"field-{field}" for field in BY_ID} | {f"ask-{field}" for field in BY_ID}
    wanted |= {f"did-{action.replace('_', '-')}" for action in TABLE if action not in _SILENT}
    assert wanted - keys(language) == set()


def test_both_languages_say_the_same_things() -> None:
    assert keys("zh") == keys("en")
