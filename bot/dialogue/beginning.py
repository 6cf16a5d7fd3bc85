"""How a pre-check begins: with the programmes that are named, and with what was said already."""

from collections.abc import Sequence

from bot.dialogue import starting
from bot.dialogue.checking import Check
from bot.dialogue.messages import Choice, Reply
from knowledge.eligibility.kinds import Value
from knowledge.eligibility.spans import Extent
from knowledge.glossary.places import gazetteer, lies_within
from knowledge.reading.replies import Statement, speaks_of_oneself, state

_JUST_A_WORD = "applicant_type"
"""Who says no more than "my company" has not introduced it."""


def begin(check: Check, text: str, *, in_words: bool = False) -> Sequence[Reply]:
    """Begin with what stands behind the command, or with a message that asks for it `in_words`."""
    dossier = check.dossier
    dossier.ask_skipped_again()
    dossier.let_go()
    said = state(text, check.today) if in_words or speaks_of_oneself(text) else Statement()
    refused = _name(check, text, said, in_words=in_words)
    if refused is not None:
        return [refused]
    if news := _news(check, said):
        dossier.hold(news)
        return [check.confirm()]
    return check.go_on("" if dossier.facts else check.voice("check-hello"))


def _name(check: Check, text: str, said: Statement, *, in_words: bool) -> Reply | None:
    """Limit the pre-check to what is named; return the reason where it is not offered."""
    check.dossier.name(())
    ids = [id_ for id_ in _ids(check, text, in_words=in_words) if id_ in check.rules]
    offered = tuple(id_ for id_ in ids if check.rules.get(id_).not_offered is None)
    if offered:
        check.dossier.name(offered)
        return None
    if ids and (note := check.rules.get(ids[0]).note) is not None:
        return Reply(note.to(check.voice.language), choices=(_all(check),))
    if not text or in_words or len(said):
        return None
    return _name_place(check, text)


def _ids(check: Check, text: str, *, in_words: bool) -> Sequence[str]:
    if not text or text in check.rules:
        return [text] if text else []
    if in_words and starting.means_the_last(text):
        last = next((line.programmes for line in reversed(check.session.history) if line.programmes), ())
        return last if len(last) == 1 else []
    return check.grounds.named(text)


def _name_place(check: Check, text: str) -> Reply | None:
    offered = check.rules.offered
    mentions = gazetteer().find(text, {each.region for each in offered})
    codes = {mention.code for mention in mentions}
    there = tuple(each.id for each in offered if any(lies_within(each.region, code) for code in codes))
    if not there:
        return Reply(check.voice("check-not-found", what=text), choices=(_all(check),))
    check.dossier.name(there)
    return None


def _all(check: Check) -> Choice:
    return check.voice.button("check", "button-all-programmes")


def _news(check: Check, said: Statement) -> Statement | None:
    """Return what was said of the founder, now and before, and is not known yet; None when that is nothing."""
    known = check.dossier.facts
    facts: dict[str, Value] = {}
    spans: dict[str, Extent] = {}
    earlier = [line.text for line in check.session.history if line.role == "founder"]
    for each in [*(state(line, check.today) for line in earlier if speaks_of_oneself(line)), said]:
        facts |= {fact: value for fact, value in each.facts.items() if known.get(fact) != value}
        spans |= {fact: span for fact, span in each.spans.items() if fact not in known}
    news = Statement(
        facts, {fact: span for fact, span in spans.items() if fact not in facts}, said.moves, said.buys
    )
    return None if len(news) == 0 or (len(news) == 1 and _JUST_A_WORD in facts) else news
