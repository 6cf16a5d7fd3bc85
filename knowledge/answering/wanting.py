"""What to look for in the things asked about: `how much` as the rate and the cap, each kind of voucher by itself."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.choosing import Group
from knowledge.answering.needs import Need, names_figure, only_tells
from knowledge.answering.understanding import PLACE_BOUND, Understanding
from knowledge.clauses import Topic
from knowledge.figures import find_figures
from knowledge.glossary.terms import glossary
from knowledge.language import fold

AMOUNT = (Need((("rate", 1.0),), either=True), Need((("cap", 1.0),), either=True))
"""What people want who ask how much."""
_STATED_BY: tuple[tuple[str, Topic], ...] = (("percent", "rate"), ("money", "cap"))
"""The topic on which each sort of figure stands."""
_AS_SURE = 0.9
"""How surely a claim with a figure is about that figure's topic, beside what sources say of such claims."""


def wanted_of(things: Sequence[Group], u: Understanding) -> tuple[Need, ...]:
    """List what to look for in each of the things that a question is about."""
    return _for_each_kind(_needs(u, len(things)), u, things)


def _for_each_kind(needs: tuple[Need, ...], u: Understanding, things: Sequence[Group]) -> tuple[Need, ...]:
    """Ask for each of several kinds of vouchers by itself, where one document sets them all."""
    if len(u.instruments) < 2 or len(things) != 1 or not things[0].candidates:
        return needs
    if not u.instruments <= things[0].candidates[0].entry.instruments or any(
        not need.topics for need in needs
    ):
        return needs
    kinds = sorted(u.instruments, key=list(glossary()["instruments"]).index)
    return tuple(replace(need, kind=kind) for kind in kinds for need in needs[: max(1, 4 // len(kinds))])


def _needs(u: Understanding, things: int) -> tuple[Need, ...]:
    """Turn `how much`, and what is merely compared among several things, into the rate and the cap."""
    figures = set() if names_figure(fold(u.text)) else {"rate", "cap", "formula"}
    bound = any(item.is_sure and item.topic in PLACE_BOUND - {"applicant", *figures} for item in u.topics)
    if u.compares and things > 1 and (set(u.wanted) <= {"what"} or (u.asks_more and not bound)):
        return AMOUNT
    if not u.needs:
        return AMOUNT if only_tells(fold(u.text)) else (Need(()),)
    if [need.main for need in u.needs] == ["conflict"]:
        return (_claimed(u.needs[0], u),)
    found: list[Need] = []
    for need in u.needs:
        sure = dict(need.topics)
        alike = min(sure.get("rate", 0.0), sure.get("cap", 0.0)) >= 0.7 * need.topics[0][1]
        both = need.main in {"rate", "cap"} and alike and "budget" not in sure
        found.extend([replace(each, words=need.words) for each in AMOUNT] if both else [need])
    return tuple(dict.fromkeys(found))


def _claimed(need: Need, u: Understanding) -> Need:
    """Let a claim be answered by what the rules say of the sort of figure that it names."""
    kinds = {figure.kind for figure in find_figures(u.text)}
    meant = [topic for kind, topic in _STATED_BY if kind in kinds]
    known = dict(need.topics)
    added = tuple((topic, _AS_SURE) for topic in meant if known.get(topic, 0.0) < _AS_SURE)
    kept = tuple((topic, sure) for topic, sure in need.topics if topic not in dict(added))
    return replace(need, topics=tuple(sorted([*kept, *added], key=lambda pair: -pair[1])))
