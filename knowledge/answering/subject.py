"""Which programmes a question is about: those of each place or name asked about, as the rules know them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.case import Case
from knowledge.answering.choosing import Candidate, Group, asked_about, for_names, for_place
from knowledge.answering.origins import is_origin
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.glossary.places import Mention, gazetteer, lies_within
from knowledge.language import fold

_PLACES, _AT_A_PLACE = 6, 4
"""How many places are set side by side at most, and how many programmes of one."""
_FARTHER = 0.8
"""How far behind the surest document of its place one may be in weight."""
_SERVICES = {
    "computing": ("intelligent_computing", "super_computing", "general_computing"),
    "training": ("intelligent_computing",),
    "model": ("model_api", "model_deployment"),
    "token": ("model_api",),
    "corpus": ("data_corpus",),
    "data": ("data_corpus",),
}
_ON_COMPUTING = ("training", "fine_tuning")
"""Purposes for which computing is bought, and neither calls of a model nor data."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A programme that a question is about, and the place that it was asked about for."""

    programme: Programme
    candidate: Candidate
    place: str | None

    @property
    def is_offered(self) -> bool:
        """True where the rules judge it."""
        return self.programme.not_offered is None


def subjects(case: Case) -> list[list[Subject]]:
    """List the programmes asked about, a list for each place or set of names, in the order asked."""
    u = case.u
    found = [_of(group) for group in _groups(case)]
    if u.documents and len(found) == 1:
        named = [each for each in found[0] if each.candidate.how == "named"]
        found = [named or found[0]]
    return [each for each in found if each]


def _groups(case: Case) -> list[Group]:
    u = case.u
    if not u.mentions:
        return [for_names(u, case.catalogue, u.documents)] if u.documents else []
    text = fold(u.text)
    mentions = _meant(case, u.mentions[:_PLACES])
    mentions = mentions if u.compares else asked_about(mentions, text)
    groups = [(mention, for_place(mention, u, case.catalogue)) for mention in mentions]
    others = any(group.has_programme and not is_origin(text, mention) for mention, group in groups)
    return [group for mention, group in groups if not (others and is_origin(text, mention))]


def _meant(case: Case, mentions: Sequence[Mention]) -> list[Mention]:
    """Take a name that several places bear for the one with a programme; leave out places above others."""
    named = {(start, end): codes for start, end, codes in gazetteer().named(fold(case.u.text))}
    own = case.catalogue.programme_regions
    found: list[Mention] = []
    for mention in mentions:
        codes = named.get((mention.start, mention.end), ())
        better = [code for code in codes if code in own] if mention.code not in own else []
        found.append(replace(mention, code=better[0], zone=None) if better else mention)
    found = list({(mention.code, mention.zone): mention for mention in found}.values())
    return [m for m in found if not any(o.code != m.code and lies_within(o.code, m.code) for o in found)]


def _of(group: Group) -> list[Subject]:
    """Choose among a place's documents: those named or its own, else those of what lies above it."""
    book = rulebook()
    known = [c for c in group.candidates if c.entry.id in book and c.entry.any.kind == "programme"]
    first = next((c for c in group.candidates if c.entry.any.kind not in {"background", "framework"}), None)
    if first is not None and first.entry.any.kind == "draft":
        return []  # what is asked about is a draft, by which nothing is judged
    near = [c for c in known if c.how in {"named", "zone", "own"}] or [c for c in known if c.how == "above"]
    serving = [c for c in near if c.replaced_by is None or c.weight >= near[0].weight] or near
    least = max((c.weight for c in serving), default=0.0) - _FARTHER
    kept = [
        c for c in serving if c.weight >= least and (c.fits_kind or not any(o.fits_kind for o in serving))
    ]
    return [Subject(book.get(c.entry.id), c, group.place) for c in kept[:_AT_A_PLACE]]


def services(case: Case) -> tuple[str, ...]:
    """Name the services that the kind of voucher in the question, or the purpose, is for; empty where neither is named."""
    if not case.u.instruments and case.message.stated.facts.get("purpose") in _ON_COMPUTING:
        return _SERVICES["computing"]
    return tuple(
        dict.fromkeys(each for kind in sorted(case.u.instruments) for each in _SERVICES.get(kind, ()))
    )
