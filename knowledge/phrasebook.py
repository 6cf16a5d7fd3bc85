"""Sentences as data: Fluent files of a package, `*.zh.ftl` and `*.en.ftl`; see https://projectfluent.org."""

from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import cast

from fluent.runtime import FluentBundle, FluentResource

from knowledge.language import LANGUAGES, Language

_LOCALES = {"zh": "zh-CN", "en": "en"}


class Phrasebook:
    """All sentences of one package, in both languages."""

    def __init__(self, package: str) -> None:
        self.package = package

    @cached_property
    def _bundles(self) -> dict[Language, FluentBundle]:
        bundles = {
            language: FluentBundle([_LOCALES[language]], use_isolating=False) for language in LANGUAGES
        }
        for entry in sorted(files(self.package).iterdir(), key=lambda entry: entry.name):
            for language, bundle in bundles.items():
                if entry.name.endswith(f".{language}.ftl"):
                    bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
        return bundles

    def say(self, language: Language, key: str, **values: str | float | date) -> str:
        """Return the sentence `key` in `language` with its values filled in.

        Raises:
            KeyError: no such sentence, or a value that it needs is missing.
        """
        bundle = self._bundles[language]
        message = bundle.get_message(key) if bundle.has_message(key) else None
        if message is None or message.value is None:
            raise KeyError(f"{self.package} has no sentence {key!r} in {language}")
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise KeyError(f"{key} in {language}: {errors[0]}")
        return cast("str", text)

    def keys(self, language: Language) -> frozenset[str]:
        """Name all sentences of a language, so that a check can compare the languages."""
        return frozenset(self._bundles[language]._messages)  # noqa: SLF001 (the library has no public list)
