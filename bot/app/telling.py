"""Founders are told once what a release touches; what a stopped process left untold is told by the next that looks."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.words import say
from bot.store.touched import StoredPeople, Untold
from knowledge.language import Language, join_list
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.releases import Release, Releases
from knowledge.upkeep.preview import between

_EVERY_S = 300.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is left to tell is read from the history; a line's mark and its messages are written together."""

    releases: Releases
    people: StoredPeople

    def run(self, release: str | None = None) -> int:
        """Tell founders of every switch of which nobody has told; count those told of `release`."""
        counts = [(line.release, self._tell(line)) for line in self.people.untold()]
        return sum(count for name, count in counts if name == release)

    def _tell(self, line: Untold) -> int:
        if line.before is None:
            return self.people.tell(line.number, (), lambda _language, _documents: "")
        try:
            before, after = self.releases.open(line.before), self.releases.open(line.release)
            touched = between(before, after).touched
        except IndexProblemError:
            return self.people.tell(line.number, line.changed, _worded(str))
        return self.people.tell(line.number, touched, _worded_by(before, after))


def _worded(title: Callable[[str], str]) -> Callable[[str, tuple[str, ...]], str]:
    def word(language: str, documents: tuple[str, ...]) -> str:
        spoken: Language = "en" if language == "en" else "zh"
        named = join_list((title(f"{each}/{spoken}") for each in documents), spoken)
        return say(spoken, "person-changed", documents=named)

    return word


def _worded_by(before: Release, after: Release) -> Callable[[str, tuple[str, ...]], str]:
    """Name documents by their short titles in the founder's language, where there is one."""

    def title(name: str) -> str:
        id_, spoken = name.rsplit("/", 1)
        other = "zh" if spoken == "en" else "en"
        keys = (name, f"{id_}/{other}")
        found = (held.by_key[key] for key in keys for held in (after, before) if key in held.by_key)
        return next((document.short_title for document in found), id_)

    return _worded(title)


async def keep_telling(telling: Callable[[], Telling]) -> None:
    """Look every few minutes for what is left to tell, beginning at once; several replicas may do so together."""
    while True:
        try:
            await asyncio.to_thread(telling().run)
        except Exception as error:  # noqa: BLE001 (the database may be away for a while)
            _log.error("telling founders of changes failed: %s", type(error).__name__)
        await asyncio.sleep(_EVERY_S)
