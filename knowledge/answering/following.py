"""Follow-ups made whole: what a question leaves to the conversation and to the founder's own place."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.question import Question
from knowledge.answering.understanding import PLACE_BOUND, Understanding, read
from knowledge.glossary.places import Mention, gazetteer
from knowledge.language import fold

_ELLIPTIC = re.compile(
    r"^(and|what about|how about|so|then|ok|also|same|but|or|plus|sorry|in|for)\b|^(那|那么|还有|另外|如果是|换成|再问|以及|同样|至于|对了|那里|这个|它)|(呢|呢？|呢\?)$|\b(it|its|they|their|there|that one|this one|the first|the second|the same|the former|the latter|one)\b|第[一二三]个|前者|后者|那边|当地|这里|该(市|地|政策|项目|券)|上面|刚才|之前.{0,6}(那|版)"
)


def understand(question: Question, catalogue: Catalogue) -> Understanding:
    """Read a question, with what it leaves to the conversation and to the founder's own place."""
    own = read(question.text, question.language, question.day, catalogue)
    whole = _made_whole(own, question, catalogue) if question.history else own
    if (
        not whole.has_place
        and whole.scope == "place"
        and question.region
        and question.region in gazetteer().places
    ):
        whole = replace(whole, mentions=(Mention(question.region, 0, 0),))
    return whole


def _made_whole(own: Understanding, question: Question, catalogue: Catalogue) -> Understanding:
    """Take the missing part of a follow-up from the conversation."""
    earlier = [
        read(line.text, None, question.day, catalogue) for line in question.history if line.role == "founder"
    ]
    replies = [
        read(line.text, None, question.day, catalogue) for line in question.history if line.role == "bot"
    ]
    folded = fold(own.text)
    elliptic = _ELLIPTIC.search(folded) is not None or len(own.text) < (14 if own.language == "zh" else 40)
    wanted = own.wanted
    before = next((item for item in reversed(earlier) if item.has_place), None)
    if before is None:
        before = next(
            (item for item in reversed(replies) if item.has_place and len(item.mentions) <= 1), None
        )
    topical = next((item for item in reversed(earlier) if item.topics), None)
    filled = own
    place_missing = not own.has_place and own.scope == "place"
    asks_rule = any(topic in PLACE_BOUND for topic in wanted) or not wanted or elliptic
    if place_missing and before is not None and asks_rule and "background" not in wanted:
        mentions, names = _pick_out(own.text, before)
        if own.years and mentions:
            names = ()
        filled = replace(filled, mentions=mentions, names=names, from_history=True)
        if not own.instruments:
            filled = replace(filled, instruments=before.instruments)
    elif own.has_place and not own.instruments and not own.documents and topical is not None and elliptic:
        had_there = _kinds_in([mention.code for mention in own.mentions], catalogue)
        filled = replace(filled, instruments=topical.instruments & had_there, from_history=True)
    if topical is not None and (not wanted or (elliptic and not any(item.is_sure for item in own.topics))):
        filled = replace(filled, topics=topical.topics, needs=topical.needs, from_history=True)
        if own.scope == "place" and not own.has_place and topical.scope != "place" and before is None:
            filled = replace(filled, scope=topical.scope)
        filled = replace(filled, text=f"{own.text} ({topical.text})" if not wanted else own.text)
    elif topical is None and elliptic and not any(item.is_sure for item in own.topics):
        filled = replace(filled, topics=(), needs=())
    return filled


def _kinds_in(places: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """Name the kinds of vouchers that places have: another city's name for its voucher is not carried over."""
    return frozenset(
        kind for place in places for entry, _ in catalogue.about(place) for kind in entry.instruments
    )


def _pick_out(text: str, before: Understanding) -> tuple[tuple[Mention, ...], tuple[tuple[str, ...], ...]]:
    """Take `the first`, `the second` of two places compared before, or all of them."""
    folded = fold(text)
    for number, pattern in enumerate(
        (r"the first|the former|第一个|前者", r"the second|the latter|第二个|后者")
    ):
        if re.search(pattern, folded) and len(before.mentions) > number:
            return (before.mentions[number],), ()
    return before.mentions, before.names
