"""What a question means where the rules left it open, read by a model and checked by the rules."""

import asyncio
import re
from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import ValidationError

from knowledge.answering.answer import Answerer
from knowledge.answering.catalogue import Catalogue
from knowledge.answering.guarding import speaks_to_answerer
from knowledge.answering.models.calling import Caller
from knowledge.answering.models.forms import Said, Understood
from knowledge.answering.models.prompting import to_understand
from knowledge.answering.models.scanning import BrokenError, Scanner
from knowledge.answering.models.terms import Terms
from knowledge.answering.question import Answer, Question
from knowledge.figures import unsupported
from knowledge.glossary.places import gazetteer
from knowledge.glossary.terms import instruments_asked
from knowledge.glossary.topics import asked
from knowledge.language import clean, detect, fold
from knowledge.phrasebook import Phrasebook

phrases = Phrasebook("knowledge.answering.models")
_ASKED = ("registered_region", "applicant_type", "enterprise_size", "service_type", "contract_amount_cny")
_BETTER = frozenset(["answered", "partial"])
_LONGEST = 600
_LONGEST_NAME = 16

Heard = TypeVar("Heard", bound=Said)


class Reader:
    """Reads a question with a model; the rules answer it again and decide whether that is better."""

    def __init__(self, caller: Caller, answerer: Answerer) -> None:
        self._caller = caller
        self._answerer = answerer

    async def answer_whole(self, question: Question, quoted: Answer, terms: Terms) -> Answer | None:
        """Return the quoted answer to the question made whole, or None when that does not help.

        Raises:
            ModelError: the model does not answer.
            BrokenError: it does not answer as asked.
        """
        request = to_understand(question, quoted.language, _ASKED, terms.private)
        scanner = Scanner()
        async with aclosing(self._caller.stream(request, terms.count)) as texts:  # type: ignore[type-var]
            async for text in texts:
                scanner.feed(text)
        try:
            understood = Understood.model_validate(scanner.whole())
        except ValidationError as error:
            raise BrokenError("the understanding is not as asked for") from error
        whole = checked(understood, question, self._answerer.catalogue)
        if whole is None:
            return None
        again = await asyncio.to_thread(self._answerer.answer, whole.question)
        if again.outcome not in _BETTER or again.language != quoted.language:
            return None
        read_as = [
            phrases.say(
                quoted.language, "answer-read-as", words=words, place=gazetteer().name(code, quoted.language)
            )
            for words, code in whole.names
        ]
        return replace(again, question=quoted.question, text="\n".join([*read_as, again.text]))


@dataclass(frozen=True, slots=True)
class Whole:
    """A question made whole; `names` are the founder's words for places that only the model knows, with codes."""

    question: Question
    names: tuple[tuple[str, str], ...] = ()


def checked(understood: Understood, question: Question, catalogue: Catalogue) -> Whole | None:
    """Return the question as the model understands it, as far as the founder's own words bear that out."""
    said = "\n".join([question.text, *(line.text for line in question.history)])
    text = clean(understood.question)
    if not _is_question(text, question):
        return None
    names = _names(understood.places, said, catalogue)
    home = [it for it in understood.facts if it.fact == "registered_region"]
    homes = _names(home, said, catalogue)
    dates = [item.value for item in _borne(understood.dates, said)]
    known = {*_codes(said, catalogue), *(code for _, code in names), *(code for _, code in homes)}
    programmes = {*_named(said, catalogue), *_programmes(understood.programmes, said, catalogue)}
    if (
        unsupported(text, [said, *dates])
        or _codes(text, catalogue) - known
        or _named(text, catalogue) - programmes
    ):
        return None
    region = next((code for _, code in [*homes, *names]), None) if len(names) < 2 else None
    whole = Question(text, question.day, question.language, question.region or region)
    return Whole(whole, tuple((words, code) for words, code in names if not _codes(words, catalogue)))


def _is_question(text: str, question: Question) -> bool:
    fits = bool(text) and len(text) <= _LONGEST and detect(text) == _language(question)
    return fits and not speaks_to_answerer(text)


def _codes(text: str, catalogue: Catalogue) -> set[str]:
    return {mention.code for mention in gazetteer().find(text, catalogue.regions)}


def _language(question: Question) -> str:
    return question.language or detect(clean(question.text))


def _borne(items: Iterable[Heard], said: str) -> list[Heard]:
    """Keep what the founder's own words say."""
    whole = _flat(said)
    return [item for item in items if len(_flat(item.words)) > 1 and _flat(item.words) in whole]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", fold(text)).strip()


def _names(items: Iterable[Said], said: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """List the founder's words for places with the places' codes.

    Words that the rules read otherwise name no place: another place, a topic, the vouchers themselves.
    """
    found = []
    for item in _borne(items, said):
        meant, spoken = _codes(item.value, catalogue), _codes(item.words, catalogue)
        may_be_name = (
            len(item.words) <= _LONGEST_NAME and not instruments_asked(item.words) and not asked(item.words)
        )
        if len(meant) == 1 and (spoken == meant or (not spoken and may_be_name)):
            found.append((item.words, next(iter(meant))))
    return found


def _named(text: str, catalogue: Catalogue) -> set[str]:
    return {id_ for ids in catalogue.named(text) for id_ in ids}


def _programmes(items: Iterable[Said], said: str, catalogue: Catalogue) -> set[str]:
    return {id_ for item in _borne(items, said) for id_ in _named(item.value, catalogue)}
