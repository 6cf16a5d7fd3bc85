"""The sense of the statements that hold for the vouchers as such, by what is asked for."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from knowledge.language import Language


@cache
def _senses() -> Mapping[str, Mapping[Language, Sequence[str]]]:
    loaded = yaml.safe_load((files("knowledge.glossary") / "background.yaml").read_text(encoding="utf-8"))
    return {str(slot): senses for slot, senses in loaded.items()}


def senses(slot: str, language: Language) -> Sequence[str]:
    """List what a slot's general statements say, the first before the others; nothing where nothing general holds."""
    return _senses().get(slot, {}).get(language, ())
