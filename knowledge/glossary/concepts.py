"""What a text speaks of besides its topic, by the expressions of concepts.yaml, whichever words it uses for it."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from knowledge.language import fold


@cache
def _expressions() -> Mapping[str, re.Pattern[str]]:
    loaded = yaml.safe_load((files("knowledge.glossary") / "concepts.yaml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join([*entry["zh"], *entry["en"]])) for name, entry in loaded.items()}


def concepts(text: str) -> frozenset[str]:
    """Name the concepts that a text speaks of."""
    folded = fold(text)
    return frozenset(name for name, expression in _expressions().items() if expression.search(folded))
