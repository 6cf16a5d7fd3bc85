"""The rules of a programme as a Mermaid flowchart: criteria one after the other, a branch a line, tiers at the end."""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.eligibility.award import Award
from knowledge.eligibility.programme import Criterion, Edition, Programme
from knowledge.eligibility.wording import describe, requirement
from knowledge.upkeep.showing import Shower

_SHAPES = {"end": ("([", "])"), "criterion": ("{", "}"), "line": ("[/", "/]"), "amount": ("[", "]")}


def diagram(programme: Programme, shower: Shower) -> str:
    """Draw the latest edition; a programme that is not offered has only its note."""
    drawing = Drawing(shower)
    if programme.note is not None:
        drawing.node(programme.note.to(shower.language), "end")
    else:
        drawing.edition(programme.editions[-1])
    return "\n".join(drawing.drawn)


class Way(NamedTuple):
    """Where the next arrow starts, and what is written on it."""

    node: str
    label: str = ""


class Drawing:
    """A flowchart while it is drawn."""

    def __init__(self, shower: Shower) -> None:
        self.shower = shower
        self.drawn = ["flowchart TD"]
        self._count = 0

    def node(self, text: str, shape: str) -> str:
        """Draw a node and return its name."""
        self._count += 1
        name, (opens, closes) = f"n{self._count}", _SHAPES[shape]
        self.drawn.append(f'    {name}{opens}"{text.replace(chr(34), "#quot;")}"{closes}')
        return name

    def arrow(self, way: Way, node: str) -> None:
        """Draw an arrow."""
        label = f"|{way.label}|" if way.label else ""
        self.drawn.append(f"    {way.node} -->{label} {node}")

    def edition(self, edition: Edition) -> None:
        """Draw the common criteria, then each line with its own criteria and its award."""
        start = self.node(self.shower.say("diagram-start"), "end")
        refused = self.node(self.shower.say("diagram-ineligible"), "end")
        after = self._criteria(Way(start), edition.common, refused)
        for line in edition.lines:
            way = after
            if line.name is not None:
                named = self.shower.say("diagram-line", name=line.name.to(self.shower.language))
                node = self.node(named, "line")
                self.arrow(way, node)
                way = Way(node)
            self._award(self._criteria(way, line.criteria, refused), line.award)
        unsettled = self.node(self.shower.say("diagram-undetermined"), "end")
        self.drawn.append(f"    {start} -.-> {unsettled}")

    def _criteria(self, way: Way, criteria: Sequence[Criterion], refused: str) -> Way:
        for criterion in criteria:
            node = self.node(requirement(criterion, self.shower.language), "criterion")
            self.arrow(way, node)
            self.arrow(Way(node, self.shower.say("diagram-failed")), refused)
            way = Way(node, self.shower.say("diagram-met"))
        return way

    def _award(self, way: Way, award: Award) -> None:
        for tier in award.tiers:
            if tier.when is not None:
                asked = self.node(describe(tier.when, self.shower.language), "criterion")
                self.arrow(way, asked)
                self._amount(Way(asked, self.shower.say("diagram-yes")), self.shower.formula(tier.formula))
                way = Way(asked, self.shower.say("diagram-no"))
            else:
                self._amount(way, self.shower.formula(tier.formula))
        if not award.tiers:
            self._amount(way, self.shower.say("award-unknown"))

    def _amount(self, way: Way, said: str) -> None:
        eligible = self.shower.say("diagram-eligible")
        self.arrow(way, self.node(f"{eligible}<br/>{said}", "amount"))
