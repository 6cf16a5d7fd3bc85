"""The printed glossary says what the data says."""

from pathlib import Path

from knowledge.library.reading import bundled
from knowledge.upkeep.glossary import printed

_PRINT = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_the_printed_glossary_is_current() -> None:
    assert _PRINT.read_text(encoding="utf-8") == printed(bundled()), "run make glossary"


def test_every_document_stands_in_the_glossary() -> None:
    text = printed(bundled())
    assert [d.id for d in bundled() if f"`{d.id}`" not in text] == []
