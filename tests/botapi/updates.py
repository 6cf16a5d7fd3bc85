"""The updates that wait for the bot: numbered, kept for a day, handed out until they are confirmed."""

import json
import random
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.botapi.changes import Changes
from tests.botapi.clock import Clock
from tests.botapi.refusals import Json

DAY_S = 86_400.0
CALLBACK_LIFE_S = 150.0
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(eq=False, slots=True)
class Entry:
    """One update on its way. `lane` is the queue in which a webhook keeps the order."""

    update_id: int
    kind: str
    update: Json
    body: bytes
    lane: int
    expires_at: float
    created_at: float
    unseen: bool = False
    deliveries: int = 0
    confirmed_at: float | None = None


class UpdateQueue:
    """Unconfirmed updates in the order in which they are handed out."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._next_id = random.randint(100_000_000, 900_000_000)
        self._held: list[Entry] | None = None
        self._tangled = False
        self.pending: OrderedDict[Entry, None] = OrderedDict()
        self.all: dict[int, Entry] = {}
        self.expired: list[Entry] = []
        self.allowed: frozenset[str] | None = None
        self.on_new: Callable[[Entry], None] = lambda _entry: None

    def allow(self, kinds: list[str] | None) -> None:
        """Choose the kinds of updates to come; None leaves the choice as it is."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def wants(self, kind: str) -> bool:
        """Whether the bot has asked for this kind."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY

    def add(self, kind: str, content: Json, *, lane: int = 0, life_s: float = DAY_S) -> int | None:
        """Number a new update and hand it out; None when the bot does not want its kind."""
        if not self.wants(kind):
            return None
        return self.deliver({"update_id": self._next_id, kind: content}, lane=lane, life_s=life_s)

    def deliver(self, update: Json, *, lane: int = 0, life_s: float = DAY_S) -> int:
        """Hand out an update exactly as it is given."""
        update_id = int(update["update_id"])
        kind = next((key for key in update if key != "update_id"), "")
        now = self._clock.now()
        body = json.dumps(update, separators=(",", ":")).encode()
        entry = Entry(update_id, kind, update, body, lane, now + life_s, now)
        if update_id < self._next_id:
            self._tangled = entry.unseen = True
        self._next_id = max(self._next_id, update_id + 1)
        self.all[update_id] = entry
        if self._held is not None:
            self._held.append(entry)
        else:
            self._offer(entry)
        return update_id

    def again(self, update_id: int) -> None:
        """Hand out once more an update that was confirmed already."""
        entry = self.all[update_id]
        self._tangled = entry.unseen = True
        entry.confirmed_at = None
        self._offer(entry)

    def hold(self) -> None:
        """Keep new updates back until `release`."""
        self._held = []

    def release(self, order: Callable[[list[Entry]], Iterable[Entry]] = reversed) -> None:
        """Hand out what was held back, in the given order (by default the last one first)."""
        held, self._held = self._held or [], None
        self._tangled = True
        for entry in order(held):
            entry.unseen = True
            self._offer(entry)

    def _offer(self, entry: Entry) -> None:
        self.pending[entry] = None
        self.on_new(entry)
        self._changes.happened()

    def confirm(self, entry: Entry) -> None:
        """The bot has this update; it is not handed out again."""
        entry.confirmed_at = self._clock.now()
        if self.pending.pop(entry, entry) is None:
            self._changes.happened()

    def confirm_below(self, offset: int) -> None:
        """Confirm all updates below `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            for entry in list(self.pending)[:offset]:
                self.confirm(entry)
        elif self._tangled:
            for entry in list(self.pending):
                if entry.update_id < offset and not entry.unseen:
                    self.confirm(entry)
        else:
            while self.pending and (entry := next(iter(self.pending))).update_id < offset:
                self.confirm(entry)

    def ready(self, limit: int) -> list[Entry]:
        """The next updates to hand out, at most `limit`."""
        self._expire()
        chosen: list[Entry] = []
        for entry in self.pending:
            if len(chosen) == limit:
                break
            chosen.append(entry)
        return chosen

    def drop(self, entry: Entry) -> None:
        """Give an update up that has grown too old."""
        if self.pending.pop(entry, entry) is None:
            self.expired.append(entry)
            self._changes.happened()

    def clear(self) -> None:
        """Forget all that waits."""
        self.pending.clear()
        self._changes.happened()

    def is_expired(self, entry: Entry) -> bool:
        """Whether the update is too old to be handed out."""
        return entry.expires_at <= self._clock.now()

    def _expire(self) -> None:
        for entry in [entry for entry in self.pending if self.is_expired(entry)]:
            self.drop(entry)
