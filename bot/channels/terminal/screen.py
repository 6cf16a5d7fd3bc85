"""A reply as lines of text: wrapped and coloured for a person, plain and in one block for a pipe."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from bot.channels.terminal.columns import wrap
from bot.dialogue.messages import Choice
from bot.dialogue.words import say
from knowledge.clauses import Citation
from knowledge.eligibility.addresses import addresses
from knowledge.language import Language, detect

_WIDEST = 100
_DIM, _BOLD, _ACCENT, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[36m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Screen:
    """Where lines go. `columns` None never wraps, as in a pipe."""

    out: TextIO
    columns: int | None = None
    colours: bool = False

    @classmethod
    def of(cls, out: TextIO = sys.stdout) -> "Screen":
        """Look at a stream: colours only on a terminal, and not where NO_COLOR is set."""
        if not out.isatty():
            return cls(out)
        columns = min(shutil.get_terminal_size((80, 24)).columns - 1, _WIDEST)
        colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        return cls(out, columns, colours)

    @property
    def is_pipe(self) -> bool:
        """True when nobody looks."""
        return self.columns is None

    def write(self, lines: Iterator[str] | Sequence[str]) -> None:
        """Write lines, and an empty one behind them."""
        self.out.write("\n".join([*lines, "", ""]))
        self.out.flush()

    def write_on(self, lines: Iterator[str] | Sequence[str]) -> None:
        """Write lines of a reply that goes on."""
        self.out.write("".join(f"{line}\n" for line in lines))
        self.out.flush()

    def paragraphs(self, text: str) -> Iterator[str]:
        """Return a text wrapped; lines of a list keep their indent."""
        for line in text.split("\n"):
            indent = "  " if line.startswith(("· ", "- ", "• ")) else ""
            yield from wrap(line, self.columns, indent)

    def sources(self, citations: Sequence[Citation], language: Language) -> Iterator[str]:
        """Return numbered sources: document, clause, days in force; the quote; the address."""
        if citations:
            yield ""
            yield self._in(_BOLD, say(language, "source-title"))
        for it in citations:
            head = [f"[{it.label}] {it.document_title}", it.title, *_page(it, language), *_days(it, language)]
            body = [
                say(language, "source-quote", quote=it.quote),
                *addresses(it.origin, language),
            ]
            yield from wrap(" · ".join(head), self.columns, "    ")
            for line in body:
                for part in wrap(f"    {line}", self.columns, "    "):
                    yield self._in(_DIM, part)

    def choices(self, choices: Sequence[Choice], first: int = 1) -> Iterator[str]:
        """Return numbered choices, from the number `first` on."""
        for number, choice in enumerate(choices, first):
            yield f"  {self._in(_ACCENT, f'{number}.')} {choice.label}"

    def note(self, text: str) -> Iterator[str]:
        """Return a line beside the conversation, such as where a file was saved."""
        for line in wrap(text, self.columns):
            yield self._in(_DIM, line)

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colours else text


def spoken_in(text: str, default: Language) -> Language:
    """Name the language of a reply, in which its sources are introduced."""
    return detect(text, default)


def _page(it: Citation, language: Language) -> list[str]:
    return [say(language, "source-page", page=str(it.page))] if it.page else []


def _days(it: Citation, language: Language) -> list[str]:
    if it.since and it.until:
        return [say(language, "source-from-until", since=f"{it.since}", until=f"{it.until}")]
    if it.since:
        return [say(language, "source-from", since=f"{it.since}")]
    return [say(language, "source-until", until=f"{it.until}")] if it.until else []
