"""One person at one terminal: what they type goes through the door, what comes back is shown."""

import asyncio
import itertools
import mimetypes
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from bot.channels.terminal.keyboard import Keyboard, piped_lines
from bot.channels.terminal.screen import Screen, spoken_in
from bot.dialogue.conversation import Conversation
from bot.dialogue.messages import Attachment, Choice, Incoming, Reply
from bot.dialogue.words import say
from knowledge.language import Language

_QUIT = frozenset(["/quit", "/exit", "/q"])
_THUMBS = {"👍": "up", "+1": "up", "👎": "down", "-1": "down"}
Report = Callable[[BaseException], str]


class Mail(Protocol):
    """Where messages wait for the person while nobody sits at the terminal."""

    async def waiting(self, person: str) -> list[tuple[int, Reply]]:
        """List what is due, each with its number."""
        ...

    async def shown(self, numbers: Sequence[int]) -> None:
        """Forget what the person has seen."""
        ...


Watch = Callable[[str, str, Callable[[str], None]], AbstractContextManager[None]]


def _unwatched(
    _channel: str, _update_id: str, _watcher: Callable[[str], None]
) -> AbstractContextManager[None]:
    return nullcontext()


def _nothing(_waiting: bool) -> None:  # noqa: FBT001 (a callback)
    return


@dataclass
class Terminal:
    """Talks with one person.

    `report` writes a fault down and returns its reference; `waits` is told when the person waits for a reply;
    `watch` has drafts of a reply shown; `mail` holds what came for the person in the meantime.
    """

    conversation: Conversation
    person: str
    language: Language
    data_dir: Path
    runner: asyncio.Runner
    report: Report
    screen: Screen = field(default_factory=Screen.of)
    waits: Callable[[bool], None] = _nothing
    watch: Watch = _unwatched
    mail: Mail | None = None
    _choices: tuple[Choice, ...] = ()
    _rated: str | None = None
    _drafted: str = ""

    def run(self, *, choose_language: bool = False) -> None:
        """Talk until the input ends or /quit is typed. `choose_language` makes `language` the person's choice."""
        if choose_language:
            self._door(self._incoming(text=f"/language {self.language}"))
        self._show_mail()
        if sys.stdin.isatty() and not self.screen.is_pipe:
            self._with_person()
        else:
            for line in piped_lines(sys.stdin.buffer):
                if line in _QUIT:
                    break
                self.say(line)

    def _with_person(self) -> None:
        self._show_text(say(self.language, "terminal-hello"))
        with Keyboard(self.data_dir / "terminal.history", "› ") as keyboard:
            while True:
                try:
                    line = keyboard.line()
                    if line is None or line in _QUIT:
                        break
                    if line:
                        self.say(line)
                except KeyboardInterrupt:
                    self._show_text("\n" + say(self.language, "terminal-stopped"))
        self._show_text(say(self.language, "terminal-bye"))

    def say(self, line: str) -> None:
        """Send one line: a choice by its number or text, a thumb, a file, or words."""
        command, _, rest = line.partition(" ")
        if command == "/file":
            self._send_file(rest)
            return
        choice = self._chosen(line)
        incoming = self._incoming(choice=choice) if choice else self._incoming(text=line)
        self._show(self._door(incoming), rated=bool(choice and choice.startswith("rate:")))
        self._show_mail()

    def _show_mail(self) -> None:
        """Show what waits for the person, without its choices where the last reply has some: numbers stay theirs."""
        if self.mail is None:
            return
        waiting = self.runner.run(self.mail.waiting(self.person))
        if waiting:
            choices, replies = self._choices, [reply for _, reply in waiting]
            self._show([replace(reply, choices=()) for reply in replies] if choices else replies)
            self._choices = choices or self._choices
            self.runner.run(self.mail.shown([number for number, _ in waiting]))

    def _chosen(self, line: str) -> str | None:
        if line in _THUMBS and self._rated:
            return f"rate:{self._rated}:{_THUMBS[line]}"
        number = line.rstrip(".、)")
        if number.isdecimal() and 1 <= int(number) <= len(self._choices):
            return self._choices[int(number) - 1].id
        said = line.casefold()
        return next((it.id for it in self._choices if it.label.casefold() == said), None)

    def _send_file(self, typed: str) -> None:
        name = typed.strip().strip("'\"")
        path = Path(name).expanduser()
        if not name or not path.is_file():
            key = "terminal-no-file" if name else "terminal-which-file"
            self._show_text(say(self.language, key, path=name) if name else say(self.language, key))
            return

        async def read() -> bytes:
            return path.read_bytes()

        media_type = mimetypes.guess_type(path.name)[0]
        attachment = Attachment(path.name, path.stat().st_size, media_type, read)
        self._show(self._door(self._incoming(file=attachment)))

    def _incoming(
        self, *, text: str | None = None, choice: str | None = None, file: Attachment | None = None
    ) -> Incoming:
        return Incoming(
            person=self.person,
            channel="terminal",
            update_id=uuid4().hex,
            sent_at=datetime.now(UTC),
            medium="choice" if choice else "file" if file else "text",
            text=text,
            choice=choice,
            file=file,
            language=self.language,
        )

    def _door(self, incoming: Incoming) -> Sequence[Reply]:
        self._drafted = ""
        self.waits(True)  # noqa: FBT003 (a callback)
        try:
            with self.watch(incoming.channel, incoming.update_id, self._draft):
                return self.runner.run(self.conversation.reply(incoming)).messages
        except Exception as error:  # noqa: BLE001 (the last line: a person never sees a traceback)
            return (Reply(say(self.language, "terminal-failed", reference=self.report(error))),)
        finally:
            self.waits(False)  # noqa: FBT003 (a callback)

    def _show(self, replies: Sequence[Reply], *, rated: bool = False) -> None:
        if rated and not replies:
            self._show_text(say(self.language, "channel-thanks"))
            return
        self._choices = tuple(itertools.chain.from_iterable(reply.choices for reply in replies))
        self._rated = next((it.answer_id for it in reversed(replies) if it.answer_id), self._rated)
        first = 1
        for reply in replies:
            self.language = spoken_in(reply.text, self.language)
            self._write(self._lines(reply, first))
            first += len(reply.choices)

    def _lines(self, reply: Reply, first: int) -> list[str]:
        screen, language = self.screen, self.language
        rest = self._not_drafted(reply.text)
        lines = [*(screen.paragraphs(rest) if rest else ()), *screen.sources(reply.citations, language)]
        if reply.document is not None:
            path = self._keep(*reply.document)
            lines += screen.note(say(language, "terminal-saved", path=str(path)))
        return [*lines, *screen.choices(reply.choices, first)]

    def _draft(self, text: str) -> None:
        """Show an answer as far as it is written; in a pipe it comes as a whole."""
        if not self.screen.is_pipe and text.startswith(self._drafted) and text != self._drafted:
            self.waits(False)  # noqa: FBT003 (a callback)
            self.screen.write_on(self.screen.paragraphs(self._not_drafted(text)))
            self._drafted = text

    def _not_drafted(self, text: str) -> str:
        """Return what of a text is not on the screen yet."""
        if not self._drafted or not text.startswith(self._drafted):
            return text
        return text[len(self._drafted) :].removeprefix("\n")

    def _show_text(self, text: str) -> None:
        self._write(list(self.screen.paragraphs(text)))

    def _write(self, lines: Sequence[str]) -> None:
        """Write a reply; in a pipe an empty line ends it, so there is none within."""
        self.screen.write([line for line in lines if line] if self.screen.is_pipe else lines)

    def _keep(self, name: str, content: bytes) -> Path:
        """Save a file that the bot sends, beside an earlier one of the same name."""
        folder = self.data_dir.absolute() / "received"
        folder.mkdir(parents=True, exist_ok=True)
        plain = Path(name)
        names = itertools.chain([plain.name], (f"{plain.stem}-{n}{plain.suffix}" for n in itertools.count(2)))
        path = next(folder / each for each in names if not (folder / each).exists())
        path.write_bytes(content)
        return path
