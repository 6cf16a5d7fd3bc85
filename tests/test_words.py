"""Every sentence exists in both languages, takes the same values there, and is one that the code says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.dialogue.words import book
from knowledge.language import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "bot" / "dialogue" / "words"
SUBJECTS = sorted({path.name.split(".")[0] for path in WORDS.glob("*.ftl")})
CODE = {str(path.relative_to(ROOT)): path for path in sorted((ROOT / "bot").rglob("*.py"))}
KEY_AT = {"say": 1, "voice": 0, "button": 1}
"""Which argument of a call is the key: `say(language, key)`, `voice(key)`, `button(id, key)`."""


class _Values(Visitor):
    """Collects the values that a sentence takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def sentences(path: Path) -> dict[str, frozenset[str]]:
    """Return the values of each sentence of a file, by key; a key that stands twice fails."""
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, Junk), f"{path.name}: {entry.content}"
        if isinstance(entry, Message):
            assert entry.id.name not in found, f"{path.name}: {entry.id.name} stands twice"
            values = _Values()
            values.visit(entry)
            found[entry.id.name] = frozenset(values.names)
    return found


def said(path: Path) -> Iterator[str]:
    """Return what a module says, each key as a regular expression."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = KEY_AT.get(name.lstrip("_"))
            if place is not None and len(node.args) > place:
                yield from _patterns(node.args[place])


def _patterns(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values
        ]
        yield "".join(parts)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_sentences_with_the_same_values(subject: str) -> None:
    zh, en = (sentences(WORDS / f"{subject}.{language}.ftl") for language in LANGUAGES)
    assert zh == en


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language: Language) -> None:
    keys = [key for path in sorted(WORDS.glob(f"*.{language}.ftl")) for key in sentences(path)]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize("name", CODE)
def test_every_sentence_that_the_code_says_exists(name: str) -> None:
    known = book.keys("zh")
    missing = [key for key in said(CODE[name]) if not any(re.fullmatch(key, each) for each in known)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts(language: Language) -> None:
    for path in WORDS.glob(f"*.{language}.ftl"):
        text = re.sub(r"^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not set(text) & set("!！"), path.name
