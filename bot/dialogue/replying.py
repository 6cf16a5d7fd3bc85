"""A typed answer to the pending question of the pre-check."""

from collections.abc import Callable, Mapping, Sequence

from bot.dialogue import starting
from bot.dialogue.checking import Check
from bot.dialogue.messages import Reply
from bot.dialogue.pressing import press
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.vocabulary import vocabulary
from knowledge.reading.replies import Heard, Misheard, Statement, hear, hear_all, state


def typed(check: Check, text: str) -> Sequence[Reply] | None:
    """Take a typed answer; None leaves a question to those who answer questions."""
    pending = check.session.pending or {}
    if check.incoming.edited:
        return [Reply(check.voice("check-edited"))]
    way = starting.way_out(text)
    if way in _STEERING:
        return _STEERING[way](check)
    if pending.get("question") == "confirm":
        return _on_confirming(check, text)
    fact = str(pending.get("fact"))
    if fact not in vocabulary():
        check.session.pending = None
        return None
    if way is not None:
        return check.decline(fact, way)
    return _answered(check, fact, text, edit=bool(pending.get("edit")))


def _again(check: Check) -> Sequence[Reply]:
    again = check.again()
    return [again] if again else check.go_on()


_STEERING: Mapping[str | None, Callable[[Check], Sequence[Reply]]] = {
    "results": lambda check: [check.result(check.assess())],
    "stop": lambda check: check.stop(),
    "back": lambda check: check.back(),
    "again": _again,
}


def _answered(check: Check, fact: str, text: str, *, edit: bool) -> Sequence[Reply] | None:
    heard, stated = hear_all(fact, text, check.dossier.facts, check.today)
    if starting.is_question(text) and not (isinstance(heard, Misheard) and heard.reason == "unknown"):
        return None
    said = _new(stated, fact, check.dossier.facts)
    if isinstance(heard, Heard):
        if len(said) > 1 and not edit:
            facts = {**said.facts, **heard.facts}
            spans = {name: span for name, span in {**said.spans, **heard.spans}.items() if name not in facts}
            return check.take_said(Statement(facts, spans, said.moves, said.buys, said.left))
        return check.take(heard, edit=edit)
    if heard.reason == "unknown" and not edit:
        return check.decline(fact, "unknown")
    if len(said) and not edit:
        return check.take_said(said)
    return [_ask_again(check, fact, heard, edit=edit)]


def _new(said: Statement, fact: str, known: Facts) -> Statement:
    """Leave out what is known already, unless it is asked for: /facts changes that."""
    facts = {name: value for name, value in said.facts.items() if name == fact or name not in known}
    spans = {name: span for name, span in said.spans.items() if name == fact or name not in known}
    return Statement(facts, spans, said.moves, said.buys)


def _ask_again(check: Check, fact: str, bad: Misheard, *, edit: bool) -> Reply:
    """Say in one sentence what is wrong, and let the question stand."""
    return check.ask(fact, check.assess(), check.voice(f"misheard-{bad.reason}"), bad, edit=edit)


def _on_confirming(check: Check, text: str) -> Sequence[Reply] | None:
    answer = hear("independent_legal_person", text, {}, check.today)
    if isinstance(answer, Heard):
        return press(check, "ok" if True in answer.facts.values() else "no")
    if starting.is_question(text):
        return None
    held, said = check.dossier.heard or Statement(), state(text, check.today, check.dossier.facts)
    if not len(said):
        return [check.confirm(check.voice("misheard-confirm"))]
    facts = {**held.facts, **said.facts}
    spans = {fact: span for fact, span in {**held.spans, **said.spans}.items() if fact not in facts}
    check.dossier.hold(Statement(facts, spans, (*held.moves, *said.moves), (*held.buys, *said.buys)))
    return [check.confirm()]
