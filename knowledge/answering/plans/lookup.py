"""What a document says: of places and named documents, over all programmes, in general."""

from knowledge.answering import listing
from knowledge.answering.case import Case
from knowledge.answering.general import in_general, over_all
from knowledge.answering.placed import about_places
from knowledge.answering.plans.general import by_example
from knowledge.answering.question import Answer
from knowledge.answering.understanding import CONTEXT, PLACE_BOUND, Understanding
from knowledge.clauses import Topic
from knowledge.reading.slots import Slot

_GENERAL: frozenset[Topic] = CONTEXT | {"what", "conflict"}
_ASKS = 0.35
"""From this probability on a message asks something of this field."""


def lookup(case: Case) -> Answer:
    """Answer from the statements of the documents."""
    u = case.u
    if case.message.intent.act("ask") < _ASKS and not (u.has_place or u.topics or case.question.history):
        return case.plain("out_of_scope", "answer-out-of-scope")
    bound = next((topic for topic in u.wanted if topic in PLACE_BOUND), None)
    if _is_over_all(u):
        return over_all(case, listing.topic(u) or bound or "what")
    if u.mentions or any(case.catalogue.entries[name].any.kind != "background" for name in u.documents):
        return about_places(case)
    general = in_general(case)
    if bound is not None and u.scope != "nation" and not (_GENERAL & set(u.wanted)) and not general.sure:
        return by_example(case, Slot(bound, "programme", (bound,), ()))
    return general


def _is_over_all(u: Understanding) -> bool:
    """Tell whether a question ranges over all programmes, or over those of one place."""
    places = {mention.code for mention in u.mentions}
    named = u.documents and not u.asks_which_places
    context = CONTEXT & set(u.wanted) and not (u.asks_which_places and set(u.wanted) == {"background"})
    return u.scope == "all" and not named and len(places) < 2 and not context
