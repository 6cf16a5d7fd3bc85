"""Every sentence that the bot says, one Fluent file a language; see https://projectfluent.org."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import cast

from fluent.runtime import FluentBundle, FluentResource

from knowledge.language import Language

_LOCALES = {"zh": "zh-CN", "en": "en"}


@cache
def _bundle(language: Language) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    for source in sorted(
        (entry for entry in files(__name__).iterdir() if entry.name.endswith(f".{language}.ftl")),
        key=lambda e: e.name,
    ):
        bundle.add_resource(FluentResource(source.read_text(encoding="utf-8")))
    return bundle


def say(language: Language, key: str, **values: str | float | date) -> str:
    """Return the sentence `key` in `language` with its values filled in.

    Raises:
        KeyError: no such sentence, or a value that it needs is missing.
    """
    bundle = _bundle(language)
    message = bundle.get_message(key)
    if message.value is None:
        raise KeyError(key)
    text, errors = bundle.format_pattern(message.value, values)
    if errors:
        raise KeyError(f"{key} in {language}: {errors[0]}")
    return cast("str", text)


def keys(language: Language) -> frozenset[str]:
    """Name all sentences of a language, so that a check can compare the languages."""
    return frozenset(_bundle(language)._messages)  # noqa: SLF001 (the library has no public list)
