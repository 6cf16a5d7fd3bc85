"""The conversation in a terminal, for a person and for a pipe."""

import mimetypes
import os
import shutil
import sys
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.dialogue.conversation import Conversation
from bot.dialogue.messages import Attachment, Choice, Incoming, Reply
from bot.dialogue.words import say
from knowledge.clauses import Citation
from knowledge.language import Language


def width(text: str) -> int:
    """Return how many columns a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int) -> Iterator[str]:
    """Break a line at spaces, or between Chinese characters, so that it fits."""
    line = ""
    for word in _pieces(text):
        if line and width(line) + width(word.rstrip()) > columns:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        if width(character) == 2:
            if piece:
                yield piece
            yield character
            piece = ""
        else:
            piece += character
            if character == " ":
                yield piece
                piece = ""
    if piece:
        yield piece


@dataclass
class Terminal:
    """One person at one terminal. `out` gets the replies; a pipe gets neither prompts nor colours."""

    conversation: Conversation
    person: str
    language: Language
    data_dir: Path
    person_at_keyboard: bool = field(default_factory=lambda: sys.stdin.isatty() and sys.stdout.isatty())
    choices: tuple[Choice, ...] = ()

    @property
    def _colours(self) -> bool:
        return self.person_at_keyboard and "NO_COLOR" not in os.environ

    def _dim(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self._colours else text

    async def run(self) -> None:
        """Talk until the input ends or /quit is typed."""
        if self.person_at_keyboard:
            self._edit_lines()
            self._show([Reply(say(self.language, "terminal-hello"))])
        while True:
            try:
                line = input("› " if self.person_at_keyboard else "")  # noqa: ASYNC250 (nobody else waits here)
            except (EOFError, KeyboardInterrupt):
                break
            except UnicodeDecodeError:
                continue
            if line.strip() == "/quit":
                break
            if line.strip():
                await self._say(line.strip())
        if self.person_at_keyboard:
            self._show([Reply(say(self.language, "terminal-bye"))])

    def _edit_lines(self) -> None:
        import atexit

        try:
            import readline
        except ImportError:  # Windows has no readline; typing works all the same
            return
        history = self.data_dir / "terminal.history"
        if history.exists():
            readline.read_history_file(history)
        readline.set_history_length(500)
        atexit.register(lambda: self.data_dir.exists() and readline.write_history_file(history))

    async def _say(self, line: str) -> None:
        choice = self._chosen(line)
        file = self._file(line)
        if line.startswith("/file") and file is None:
            self._show(
                [Reply(say(self.language, "terminal-no-file", path=line.removeprefix("/file").strip()))]
            )
            return
        incoming = Incoming(
            person=self.person,
            channel="terminal",
            update_id=uuid.uuid4().hex,
            sent_at=datetime.now(UTC),
            medium="choice" if choice else "file" if file else "text",
            text=None if choice or file else line,
            choice=choice,
            file=file,
            language=self.language,
        )
        replies = await self.conversation.reply(incoming)
        self._show(replies.messages)

    def _chosen(self, line: str) -> str | None:
        if line.isdecimal() and 1 <= int(line) <= len(self.choices):
            return self.choices[int(line) - 1].id
        return next((c.id for c in self.choices if c.label.casefold() == line.casefold()), None)

    def _file(self, line: str) -> Attachment | None:
        if not line.startswith("/file "):
            return None
        path = Path(line.removeprefix("/file ").strip()).expanduser()
        if not path.is_file():
            return None

        async def read() -> bytes:
            return path.read_bytes()

        return Attachment(path.name, path.stat().st_size, mimetypes.guess_type(path.name)[0], read)

    def _show(self, replies: "tuple[Reply, ...] | list[Reply]") -> None:
        columns = shutil.get_terminal_size((80, 24)).columns if self.person_at_keyboard else 10_000
        for reply in replies:
            for paragraph in reply.text.split("\n"):
                print(*wrap(paragraph, columns - 1), sep="\n")  # noqa: T201
            for citation in reply.citations:
                for line in source_lines(citation, self._spoken(reply)):
                    print(*(self._dim(part) for part in wrap(line, columns - 1)), sep="\n")  # noqa: T201
            if reply.document is not None:
                print(self._dim(str(self._keep(*reply.document))))  # noqa: T201
            self.choices = reply.choices
            for number, choice in enumerate(reply.choices, 1):
                print(f"  {number}. {choice.label}")  # noqa: T201
            print(flush=True)  # noqa: T201

    def _spoken(self, reply: Reply) -> Language:
        return reply.citations[0].language if reply.citations else self.language

    def _keep(self, name: str, content: bytes) -> Path:
        folder = self.data_dir / "sent"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / Path(name).name
        path.write_bytes(content)
        return path


def source_lines(citation: Citation, language: Language) -> Iterator[str]:
    """Write a citation as a list entry: document, clause, quote, in force, address."""
    yield say(
        language,
        "source-line",
        label=f"[{citation.label}]",
        document=citation.document_title,
        clause=citation.title,
    )
    quotes = "“{}”" if language == "zh" else '"{}"'
    yield "    " + quotes.format(citation.quote)
    days = []
    if citation.since:
        days.append(say(language, "source-since", since=citation.since.isoformat()))
    if citation.until:
        days.append(say(language, "source-until", until=citation.until.isoformat()))
    if days:
        yield "    " + ("，" if language == "zh" else ", ").join(days)
    yield "    " + (citation.source_url or say(language, "source-no-address"))
