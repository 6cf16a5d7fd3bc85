"""Follow-ups made whole: what a question leaves to the conversation and to the founder's own place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.drafting import LISTED
from knowledge.answering.needs import Need, asks_how_much
from knowledge.answering.origins import are_sites, is_origin
from knowledge.answering.question import Question
from knowledge.answering.spoken import with_programme
from knowledge.answering.understanding import CONTEXT, PLACE_BOUND, Understanding, read
from knowledge.glossary.places import Mention, gazetteer, lies_within
from knowledge.language import fold

_ELLIPTIC = re.compile(
    r"^(and|what about|how about|so|then|ok|also|same|but|or|plus|sorry|in|for)\b|^(那|那么|还有|另外|如果是|换成|再问|以及|同样|至于|对了|那里|这个|它)|(呢|呢？|呢\?)$|\b(it|its|they|their|there|that one|this one|the first|the second|the same|the former|the latter|one)\b|第[一二三]个|前者|后者|那边|当地|这里|该(市|地|政策|项目|券)|上面|刚才|之前.{0,6}(那|版)"
)

_WHERE_IT_STANDS = Need((("covered", 1.0), ("provider", 0.7), ("excluded", 0.7)))
"""What is asked by naming only where the computing stands."""
_REMEMBERED = 12
"""How many lines of a conversation a question may lean on."""
_BOTH = re.compile(
    r"\b(the two|these two|both|each of them|one another)\b|which (one )?(is|pays|gives) (better|more|higher)|哪(个|边|家|里)(更|比较)|两者|两(个|地|座|边)(城市|地方|城)?(?!月|年|天|亿|万)|(他|它)俩"
)


def understand(question: Question, catalogue: Catalogue) -> Understanding:
    """Read a question, with what it leaves to the conversation and to the founder's own place."""
    own = read(question.text, question.language, question.day, catalogue)
    whole = own
    if question.history:
        whole = with_programme(own, _in_conversation(own, question, catalogue), question, catalogue)
    if (
        not whole.has_place
        and whole.scope == "place"
        and question.region
        and question.region in gazetteer().places
    ):
        whole = replace(whole, mentions=(Mention(question.region, 0, 0),))
    return whole


def _in_conversation(own: Understanding, question: Question, catalogue: Catalogue) -> Understanding:
    """Read the conversation line by line, each founder's line with what those before it leave to it."""
    earlier: list[Understanding] = []
    replies: list[Understanding] = []
    for line in question.history[-_REMEMBERED:]:
        said = read(line.text, None, question.day, catalogue)
        if line.role == "bot":
            replies.append(said)
            if earlier and earlier[-1].scope == "all":
                earlier.extend(_first_listed(line.text, question, catalogue))
        else:
            earlier.append(_made_whole(said, earlier, replies, catalogue))
    return _made_whole(own, earlier, replies, catalogue)


def _first_listed(text: str, question: Question, catalogue: Catalogue) -> list[Understanding]:
    """Read the place that stands first in a list of the bot's: `its cap` means that of the highest."""
    first = next((line for line in text.splitlines() if line.startswith(LISTED)), None)
    named = read(first, None, question.day, catalogue) if first is not None else None
    return [replace(named, topics=(), needs=())] if named is not None and named.has_place else []


def _made_whole(
    own: Understanding,
    earlier: Sequence[Understanding],
    replies: Sequence[Understanding],
    catalogue: Catalogue,
) -> Understanding:
    """Take the missing part of a follow-up from the conversation."""
    both = _last_two(earlier) if not own.has_place and _BOTH.search(fold(own.text)) else ()
    if both:
        return replace(own, mentions=both, compares=True, from_history=True)
    before = next((item for item in reversed(earlier) if item.has_place), None)
    if before is None:
        before = next(
            (item for item in reversed(replies) if item.has_place and len(item.mentions) <= 1), None
        )
    topical = next((i for i in reversed(earlier) if i.topics and not CONTEXT & set(i.wanted)), None)
    if before is not None and not own.names and are_sites(own.text, own.mentions):
        own = replace(own, mentions=(), needs=own.needs or (_WHERE_IT_STANDS,))
    placed = own if before is None else _with_place(own, before)
    if placed is own and own.has_place and topical is not None:
        placed = _with_kind(own, topical, catalogue)
    return _with_topic(placed, own, topical, alone=before is None)


def _is_elliptic(own: Understanding) -> bool:
    """Tell whether a question leaves something to what was said before, by its words or by being short."""
    return _ELLIPTIC.search(fold(own.text)) is not None or len(own.text) < (
        14 if own.language == "zh" else 40
    )


def _with_place(own: Understanding, before: Understanding) -> Understanding:
    """Take over the place spoken of, where a question names none, or only says where the founder is within it."""
    wanted = own.wanted
    is_vague = not any(need.is_sure for need in own.needs)
    asks_rule = any(topic in PLACE_BOUND for topic in wanted) or is_vague or _is_elliptic(own)
    if not own.has_place and own.scope == "place" and asks_rule and not CONTEXT & set(wanted):
        mentions, names = _pick_out(own.text, before)
        names = () if own.years and mentions else names
    elif _tells_its_place(own, before):
        mentions, names = before.mentions, before.names
    else:
        return own
    kinds = own.instruments or before.instruments
    return replace(own, mentions=mentions, names=names, instruments=kinds, from_history=True)


def _with_kind(own: Understanding, topical: Understanding, catalogue: Catalogue) -> Understanding:
    """Take over the kind of voucher spoken of, as far as the place asked about now has it."""
    if own.instruments or own.documents or not _is_elliptic(own):
        return own
    had_there = _kinds_in([mention.code for mention in own.mentions], catalogue)
    return replace(own, instruments=topical.instruments & had_there, from_history=True)


def _with_topic(
    placed: Understanding, own: Understanding, topical: Understanding | None, *, alone: bool
) -> Understanding:
    """Take over what was asked for, where a question does not say it; `alone` says that no place was spoken of."""
    wanted = own.wanted
    names_a_point = any(item.is_sure for item in own.topics) or asks_how_much(fold(own.text))
    leaves_it = _is_elliptic(own) and not names_a_point
    if topical is None:
        return replace(placed, topics=(), needs=()) if leaves_it else placed
    if wanted and (not leaves_it or own.needs == (_WHERE_IT_STANDS,)):
        return placed
    filled = replace(placed, topics=topical.topics, needs=topical.needs, from_history=True)
    if own.scope == "place" and not own.has_place and topical.scope != "place" and alone:
        filled = replace(filled, scope=topical.scope)
    return filled if wanted else replace(filled, text=f"{own.text} ({topical.text})")


def _tells_its_place(own: Understanding, before: Understanding) -> bool:
    """Tell whether a founder only says where they are, within the place whose voucher is being spoken of."""
    return (
        bool(before.names)
        and not own.names
        and len(own.mentions) == 1
        and is_origin(own.text, own.mentions[0])
        and any(lies_within(own.mentions[0].code, mention.code) for mention in before.mentions)
    )


def _last_two(earlier: Sequence[Understanding]) -> tuple[Mention, ...]:
    """Return the last two places that were spoken of, in their order; nothing where there was but one."""
    places = dict.fromkeys(
        (mention.code, mention.zone) for item in reversed(earlier) for mention in reversed(item.mentions)
    )
    last = list(places)[:2]
    return tuple(Mention(code, 0, 0, zone) for code, zone in reversed(last)) if len(last) == 2 else ()


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
