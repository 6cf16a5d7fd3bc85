"""The result of a pre-check as a founder reads it: an overview, one programme in full, what is elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue.messages import Choice, Reply
from bot.dialogue.speaking import Voice
from knowledge.clauses import Document
from knowledge.eligibility.addresses import addresses
from knowledge.eligibility.assessing import Assessment
from knowledge.eligibility.judging import Judgement
from knowledge.eligibility.telling import Teller
from knowledge.language import join_clauses, join_list

_MOST_BUTTONS = 7
_IN_FULL = 6
"""How many programmes an overview tells in several lines; the rest gets a line each."""
_LONGEST_ID = 43
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Results:
    """Tells of an assessment in one voice."""

    voice: Voice
    teller: Teller
    found: Assessment

    def overview(self, *, limited: bool, is_open: bool) -> Reply:
        """Tell of the founder's own programmes; `limited` to named ones, `is_open` while questions are left."""
        own, voice = self.found.own, self.voice
        told = [self._in_full(judged) for judged in own[:_IN_FULL]]
        rest = [self.teller.headline(judged) for judged in own[_IN_FULL:]]
        parts = [
            voice("result-so-far" if is_open else "result-title" if own else "result-none"),
            *told,
            *(["\n".join(rest)] if rest else []),
            *self._beyond(limited=limited),
            voice("result-indicative"),
        ]
        return Reply("\n\n".join(parts), choices=self._ways(limited=limited, is_open=is_open))

    def _in_full(self, judged: Judgement) -> str:
        lines = self.teller.in_short(judged)
        return "\n".join([self.teller.headline(judged), *(f"　{line.strip()}" for line in lines)])

    def _beyond(self, *, limited: bool) -> list[str]:
        """Tell of what ended and of what is elsewhere, a line each."""
        said = []
        if self.found.past:
            names = (judged.programme.name.to(self.voice.language) for judged in self.found.past)
            said.append(self.voice("result-past", names=join_list(names, self.voice.language)))
        if self.found.elsewhere and not limited:
            said.append(self.voice("result-elsewhere", count=len(self.found.elsewhere)))
        return said

    def _ways(self, *, limited: bool, is_open: bool) -> tuple[Choice, ...]:
        voice, hopeful = self.voice, self.found.hopeful
        wanted = [
            (is_open, "ck:go", "button-go-on-asking"),
            (bool(self.found.own), "ck:m", "button-details"),
            (len(hopeful) > 1, "ck:c", "button-compare"),
            (bool(self.found.own), "ck:p", "button-summary"),
            (any(may_apply(judged) for judged in hopeful), "ck:a", "button-apply"),
            (bool(self.found.elsewhere) and not limited, "ck:o", "button-elsewhere"),
            (limited, "ck:all", "button-all-programmes"),
            (True, "ck:f", "button-my-facts"),
        ]
        return tuple(voice.button(id_, key) for is_wanted, id_, key in wanted if is_wanted)

    def menu(self, ids: str, judgements: Iterable[Judgement], page: int = 0) -> Reply:
        """Offer programmes to choose from; `ids` is what their buttons begin with."""
        chosen = list(judgements)
        shown = chosen[page * _MOST_BUTTONS :][:_MOST_BUTTONS]
        buttons = [self._named(ids, judged) for judged in shown]
        left = len(chosen) > (page + 1) * _MOST_BUTTONS
        more = [self.voice.button(f"ck:m:{page + 1}", "button-more")] if left and ids == "ck:d:" else []
        key = "which-to-apply" if ids == "apply:" else "which-programme"
        return Reply(self.voice(key), choices=(*buttons, *more, self.voice.button("ck:r", "button-results")))

    def _named(self, ids: str, judged: Judgement) -> Choice:
        name = judged.programme.name.to(self.voice.language)
        label = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
        id_ = judged.programme.id if ids == "apply:" else judged.programme.id[:_LONGEST_ID]
        return Choice(ids + id_, label)

    def details(self, judged: Judgement) -> Reply:
        """Tell every criterion of one programme, with the founder's value and the clause."""
        teller = self.teller
        document = teller.documents.get(judged.programme.id)
        head = [teller.headline(judged), teller.round(judged)]
        if judged.verdict != "ineligible":
            head.append(teller.amount(judged))
        parts = [
            "\n".join(line.strip() for line in head),
            "\n".join(teller.findings(judged)),
            teller.changes(judged) if judged.verdict == "ineligible" and judged.would_change else "",
            "\n".join(f"· {remark}" for remark in self._remarks(judged)),
            self.voice("details-source", title=document.title, address=self._address(document))
            if document
            else "",
            self.voice("result-indicative"),
        ]
        ways = (
            [Choice(f"apply:{judged.programme.id}", self.voice("button-apply"))] if may_apply(judged) else []
        )
        if judged.missing:
            ways.append(self.voice.button(f"ck:n:{judged.programme.id[:_LONGEST_ID]}", "button-only-this"))
        others = self.voice.button("ck:m", "button-other-details")
        return Reply(
            "\n\n".join(part for part in parts if part),
            choices=(*ways, others, self.voice.button("ck:r", "button-results")),
        )

    def _remarks(self, judged: Judgement) -> list[str]:
        """Leave out what the amount's line says already."""
        return [each for each in self.teller.remarks(judged) if each != self.teller.amount(judged)]

    def _address(self, document: Document) -> str:
        return join_clauses(addresses(document.main_origin, self.voice.language), self.voice.language)

    def elsewhere(self) -> Reply:
        """Unfold the programmes of other places: those that refuse and those whose text leaves it open."""
        refused = [judged for judged in self.found.elsewhere if judged.verdict == "ineligible"]
        unsaid = [judged for judged in self.found.elsewhere if judged.verdict != "ineligible"]
        parts = [
            self.voice("elsewhere-unsaid", count=len(unsaid), names=self._names(unsaid)) if unsaid else "",
            self.voice("elsewhere-refused", count=len(refused), names=self._names(refused))
            if refused
            else "",
            self.voice("elsewhere-go-there"),
        ]
        text = "\n\n".join(part for part in parts if part)
        return Reply(text, choices=(self.voice.button("ck:r", "button-results"),))

    def _names(self, judgements: Sequence[Judgement]) -> str:
        return "\n".join(f"· {judged.programme.name.to(self.voice.language)}" for judged in judgements)


def may_apply(judged: Judgement) -> bool:
    """Tell whether an application makes sense now."""
    has_rounds = judged.line is not None and bool(judged.line.rounds)
    return judged.verdict != "ineligible" and has_rounds and judged.round in ("open", "unknown")


def differences(before: Assessment, after: Assessment, voice: Voice) -> list[str]:
    """Tell which verdicts and amounts of the founder's own programmes changed."""
    told = []
    for id_, now in after.verdicts.items():
        was = before.verdicts.get(id_)
        if was is None or (now not in after.own and was not in before.own):
            continue
        name = now.programme.name.to(voice.language)
        if was.verdict != now.verdict:
            values = {"was": voice(f"verdict-{was.verdict}"), "now": voice(f"verdict-{now.verdict}")}
            told.append(voice("verdict-changed", name=name, **values))
        elif was.amount.yuan != now.amount.yuan:
            money = {"was": voice.money(was.amount.yuan), "now": voice.money(now.amount.yuan)}
            told.append(voice("amount-changed", name=name, **money))
    return told
