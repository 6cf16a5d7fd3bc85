"""The buttons of the pre-check, `ck:verb:argument`."""

from collections.abc import Callable, Mapping, Sequence

from bot.dialogue import beginning
from bot.dialogue.checking import Check
from bot.dialogue.comparison import comparison
from bot.dialogue.fact_sheet import sheet
from bot.dialogue.keeping import files
from bot.dialogue.messages import Reply
from bot.dialogue.questioning import shown
from bot.dialogue.results import may_apply
from knowledge.eligibility.conditions.regions import REGISTERED
from knowledge.eligibility.vocabulary import FactError, vocabulary
from knowledge.eligibility.wording import label
from knowledge.reading.replies import Heard

Doing = Callable[[Check, str], Sequence[Reply]]


def press(check: Check, id_: str) -> Sequence[Reply]:
    """Do what a button says; one that the rules have outgrown says so."""
    verb, _, arg = id_.partition(":")
    doing = _DOINGS.get(verb)
    if doing is None or (verb in "eusx" and arg not in vocabulary()):
        return [Reply(check.voice("choice-gone"))]
    return doing(check, arg)


def _chosen(check: Check, arg: str) -> Sequence[Reply]:
    name, _, raw = arg.partition(":")
    fact = vocabulary().get(name)
    pending = check.session.pending or {}
    try:
        value = fact.read(raw) if fact else None
    except FactError:
        value = None
    if value is None:
        return [Reply(check.voice("choice-gone"))]
    return check.take(Heard({name: value}), edit=pending.get("fact") == name and bool(pending.get("edit")))


def _right(check: Check, _: str) -> Sequence[Reply]:
    check.dossier.confirm()
    return check.go_on()


def _wrong(check: Check, _: str) -> Sequence[Reply]:
    check.dossier.confirm()
    check.session.pending = None
    return [sheet(check.voice, check.dossier, first=check.voice("which-is-wrong"))]


def _team(check: Check, _: str) -> Sequence[Reply]:
    check.dossier.take(Heard({"applicant_type": "unregistered_team"}))
    check.dossier.decline(REGISTERED, "unknown")
    return check.go_on(check.voice("noted-team"))


def _sheet(check: Check, page: str) -> Sequence[Reply]:
    return [sheet(check.voice, check.dossier, _page(page))]


def _edit(check: Check, fact: str) -> Sequence[Reply]:
    known = {**check.dossier.facts, **check.dossier.spans}
    first = check.voice("fact-now", value=shown(fact, known[fact], check.voice)) if fact in known else ""
    asked = check.ask(fact, check.assess(), first, edit=True)
    kept = [each for each in asked.choices if not each.id.startswith(("ck:s:", "ck:u:", "ck:team", "ck:q"))]
    remove = [check.voice.button(f"ck:x:{fact}", "button-remove")] if fact in known else []
    return [Reply(asked.text, choices=(*kept, *remove, check.voice.button("ck:f", "button-back")))]


def _remove(check: Check, fact: str) -> Sequence[Reply]:
    before = check.assess()
    check.dossier.remove(fact)
    return check.changed(before, check.voice("fact-removed", fact=label(fact, check.voice.language)))


def _menu(check: Check, page: str) -> Sequence[Reply]:
    found = check.assess()
    return [check.results(found).menu("ck:d:", (*found.own, *found.past), _page(page))]


def _apply(check: Check, _: str) -> Sequence[Reply]:
    found = check.assess()
    return [check.results(found).menu("apply:", [each for each in found.hopeful if may_apply(each)])]


def _details(check: Check, prefix: str) -> Sequence[Reply]:
    found = check.assess()
    judged = found.verdicts.get(_whole(check, prefix))
    return [check.results(found).details(judged) if judged else Reply(check.voice("choice-gone"))]


def _only(check: Check, prefix: str) -> Sequence[Reply]:
    id_ = _whole(check, prefix)
    check.dossier.name((id_,) if id_ else ())
    check.dossier.ask_skipped_again()
    return check.go_on()


def _whole(check: Check, prefix: str) -> str:
    """Return the programme whose id begins so: a button's id is short."""
    return next((each.id for each in check.rules if prefix and each.id.startswith(prefix)), "")


def _page(text: str) -> int:
    return int(text) if text.isdecimal() else 0


_DOINGS: Mapping[str, Doing] = {
    "v": _chosen, "ok": _right, "no": _wrong, "team": _team, "f": _sheet, "e": _edit, "x": _remove,
    "u": lambda check, fact: check.decline(fact, "unknown"),
    "s": lambda check, fact: check.decline(fact, "skipped"),
    "go": lambda check, _: check.go_on(),
    "b": lambda check, _: check.back(),
    "q": lambda check, _: check.stop(),
    "r": lambda check, _: [check.result(check.assess())],
    "o": lambda check, _: [check.results(check.assess()).elsewhere()],
    "all": lambda check, _: beginning.begin(check, ""),
    "m": _menu, "a": _apply, "d": _details, "n": _only,
    "c": lambda check, _: [comparison(check.results(check.assess()))],
    "p": lambda check, _: files(check.results(check.assess()), check.today),
}  # fmt: skip
