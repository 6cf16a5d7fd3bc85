"""Where something was read, in words: its address, that there is none, and an official page that was not read."""

from collections.abc import Iterator

from knowledge.eligibility.wording import phrases
from knowledge.language import Language
from knowledge.provenance import Origin


def addresses(origin: Origin, language: Language) -> Iterator[str]:
    """Tell the address, or what was read without one, then the official page that was not read."""
    yield origin.url or phrases().say(language, f"told-no-address{_read_in(origin)}")
    if origin.official_url:
        yield official(origin.official_url, language)


def official(url: str, language: Language) -> str:
    """Tell of an official page that was not the text read."""
    return phrases().say(language, "told-official-page", address=url)


def _read_in(origin: Origin) -> str:
    return f"-{origin.read_in}" if origin.read_in else ""
