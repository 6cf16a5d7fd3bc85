"""What the staff desk's commands share: the releases, the desk, who publishes, and whom it touches."""

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import typer

from bot.app import Library
from bot.commands.progress import bar
from bot.settings import Settings
from knowledge.upkeep.intake import Intake
from knowledge.upkeep.publishing import Publisher
from knowledge.upkeep.soundness import sound

if TYPE_CHECKING:
    from bot.store.touched import StoredPeople
    from knowledge.library.releases import Releases
    from knowledge.upkeep.folder import Desk


@dataclass(frozen=True)
class KnowledgeOffice:
    """The desk of this machine."""

    settings: Settings

    @cached_property
    def releases(self) -> "Releases":
        """The releases, as the bot serves them."""
        return Library(self.settings).releases

    @cached_property
    def desk(self) -> "Desk":
        """What waits for the next publish, on all machines together."""
        from bot.app.tray import open_desk

        return open_desk(self.settings)

    @cached_property
    def intake(self) -> Intake:
        """Takes files in."""
        return Intake(self.releases, self.desk)

    @cached_property
    def people(self) -> "StoredPeople":
        """Founders, in the database."""
        from bot.store.blocking import BlockingDatabase
        from bot.store.touched import StoredPeople

        return StoredPeople(BlockingDatabase(self.settings.database), datetime.now(UTC))

    @cached_property
    def publisher(self) -> Publisher:
        """Publishes with every check on."""
        return Publisher(
            self.releases,
            self.desk,
            lambda: datetime.now(UTC),
            check=lambda documents, known: sound(documents, known, self.desk),
            people=self.people,
            needs_two=self.settings.publish_two_people,
            keep=self.settings.releases_kept,
            progress=bar("Working"),
        )

    @property
    def today(self) -> "datetime":
        """This moment in the founders' time zone."""
        return datetime.now(self.settings.zone)

    def tell(self, release: str) -> int:
        """Tell founders once that a release touches what they have."""
        from bot.app.telling import Telling

        return Telling(self.releases, self.people).run(release)


def name_of(by: str | None) -> str:
    """Return who acts: the name given, else the login name."""
    return by or getpass.getuser()


def fail(sentence: str) -> typer.Exit:
    """Print one sentence on standard error; raise what is returned."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)
