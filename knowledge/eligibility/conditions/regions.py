"""Conditions on places and zones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from knowledge.eligibility.conditions.condition import NOTHING_TO_ASK, Change, Condition, OpenPoint
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.kleene import Truth
from knowledge.glossary.places import NATION, stem

REGISTERED = "registered_region"
ZONE = "registered_zone"
_HERE = 0.1  # a founder asked blindly is more often elsewhere


@dataclass(frozen=True, slots=True)
class Within(Condition):
    """A place in a region. A place that is coarser than the region and holds it settles nothing."""

    fact: str
    code: str
    head: str = field(init=False)
    remedy: tuple[Change, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", stem(self.code))
        object.__setattr__(self, "remedy", (Change(self.fact, "within", self.code, self.code),))

    @property
    def facts(self) -> tuple[str, ...]:
        """The one fact."""
        return (self.fact,)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Compare the leading pairs of digits."""
        place = facts.get(self.fact)
        if not isinstance(place, str):
            return None
        if place.startswith(self.head):
            return True
        return None if self.head.startswith(stem(place)) or place == NATION else False

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the place, or for a finer one."""
        return OpenPoint((self.fact,), _HERE, 1 - _HERE)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the region."""
        yield from self.remedy


@dataclass(frozen=True, slots=True)
class Home(Condition):
    """Registered in the region, where the text states no place test: from elsewhere it stays unknown."""

    registered: Within

    @property
    def facts(self) -> tuple[str, ...]:
        """The place of registration."""
        return self.registered.facts

    def truth(self, facts: Facts, day: date) -> Truth:
        """Met or unknown, never not met."""
        return self.registered.truth(facts, day) or None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask for the place only when it is absent or too coarse."""
        waits = self.registered.truth(facts, day) is None
        return OpenPoint(self.facts, _HERE, 0.0) if waits else NOTHING_TO_ASK


@dataclass(frozen=True, slots=True)
class InZone(Condition):
    """In a zone without a code of its own; whoever is registered outside its region is outside it."""

    zone: str
    registered: Within

    @property
    def facts(self) -> tuple[str, ...]:
        """The zone, and the place that can rule it out."""
        return (ZONE, REGISTERED)

    def truth(self, facts: Facts, day: date) -> Truth:
        """Compare the zone, or rule it out by the place."""
        zone = facts.get(ZONE)
        if zone is not None:
            return zone == self.zone
        return False if self.registered.truth(facts, day) is False else None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:
        """Ask for the zone, and for the place while it could still rule the zone out."""
        place_is_open = self.registered.truth(facts, day) is None
        return OpenPoint((ZONE, REGISTERED) if place_is_open else (ZONE,), _HERE, 1 - _HERE)

    def changes(self, facts: Facts, day: date) -> Iterator[Change]:  # noqa: ARG002
        """Name the zone."""
        yield Change(ZONE, "equals", self.zone, self.zone)


@dataclass(frozen=True, slots=True)
class HomeZone(Condition):
    """In a zone, where the text states no test: from elsewhere it stays unknown."""

    zone: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The zone."""
        return (ZONE,)

    def truth(self, facts: Facts, day: date) -> Truth:  # noqa: ARG002
        """Met or unknown, never not met."""
        return facts.get(ZONE) == self.zone or None

    def open_point(self, facts: Facts, day: date) -> OpenPoint:  # noqa: ARG002
        """Ask for the zone only when it is absent."""
        return NOTHING_TO_ASK if ZONE in facts else OpenPoint((ZONE,), _HERE, 0.0)
