"""The way out of a refusal: its sentence says what to do, and where a button leads there, the button stands below."""

from collections.abc import Mapping

from bot.applications.outcome import Refused
from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice

_GO = ("ap:{id}:go", "button-go-on")
_SHOW = ("ap:{id}:show", "button-show")
_FILES = ("ap:{id}:files", "button-files")
_OTHERS = ("apply", "button-start")
_CARD = ("st:{id}:card", "button-card")
_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "incomplete": (_GO,),
    "consent-first": (_GO,),
    "unknown-field": (_GO,),
    "papers-missing": (_FILES, _GO),
    "unknown-paper": (_FILES,),
    "unknown-file": (_FILES,),
    "too-many-files": (_FILES,),
    "file-duplicate": (_FILES, _GO),
    "round-closed": (_OTHERS,),
    "round-upcoming": (_OTHERS,),
    "ineligible": (_OTHERS,),
    "programme-gone": (_OTHERS, _SHOW),
}
"""The buttons below a refusal that a founder gets; all others lead to the application itself."""


def refusal(voice: Voice, refused: Refused, about: str = "") -> Reply:
    """Say to a founder why not, with the way on. `about` is the id of their application, if it is about one."""
    said = voice.refusal(refused)
    ways = () if refused.hidden else _WAYS.get(refused.reason, (_SHOW,))
    choices = tuple(_button(voice, way, about) for way in ways if about or way is _OTHERS)
    return Reply(said.text, choices=choices)


def desk_refusal(voice: Voice, refused: Refused, about: str = "") -> Reply:
    """Say to staff why not, with the way back to the application."""
    said = voice.refusal(refused)
    return Reply(said.text, choices=(_button(voice, _CARD, about),) if about and not refused.hidden else ())


def _button(voice: Voice, way: tuple[str, str], about: str) -> Choice:
    id_, key = way
    return voice.button(id_.format(id=about), key)
