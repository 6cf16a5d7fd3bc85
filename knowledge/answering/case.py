"""One question on its way to an answer: what was understood of it, and the release that answers it."""

from dataclasses import dataclass

from knowledge.answering.catalogue import Catalogue
from knowledge.answering.drafting import Draft, phrases, programmes
from knowledge.answering.evidence import Finder
from knowledge.answering.question import Answer, Computed, Outcome, Question
from knowledge.answering.understanding import Understanding
from knowledge.eligibility.kinds import Value
from knowledge.library.retrieval import Retriever
from knowledge.reading.message import Ear, Message
from knowledge.reading.model import Intent
from knowledge.reading.reading import read_statement


@dataclass(frozen=True, slots=True)
class Case:
    """All that the steps after reading work with."""

    question: Question
    message: Message
    u: Understanding
    finder: Finder
    catalogue: Catalogue
    retriever: Retriever
    release: str

    @property
    def known(self) -> dict[str, Value]:
        """What the founder has stated in this conversation, the last word on each fact."""
        said = (line.text for line in self.question.history if line.role == "founder")
        earlier = [read_statement(text, self.question.day).facts for text in said]
        return {
            fact: value for facts in [*earlier, self.message.stated.facts] for fact, value in facts.items()
        }

    @property
    def alone(self) -> Intent:
        """The reading of the message without what was asked before it."""
        if not self.question.history:
            return self.message.intent
        return Ear(self.retriever.embed).intent(self.question.text, self.u.language)

    def plain(self, outcome: Outcome, key: str, **values: str) -> Answer:
        """Answer with one of the bot's own sentences, which cites nothing."""
        return self.words(outcome, phrases.say(self.u.language, key, **values))

    def words(self, outcome: Outcome, text: str) -> Answer:
        """Answer in given words, which cite nothing."""
        return Answer(self.question.text, self.u.language, outcome, text, self.release, topics=self.u.wanted)

    def uncovered(self, text: str) -> Answer:
        """Say that nothing supports an answer, in the words of `text`."""
        return Answer(
            self.question.text,
            self.u.language,
            "not_covered",
            text,
            self.release,
            (),
            (),
            self._regions,
            self.u.wanted,
        )

    def finished(self, draft: Draft, outcome: Outcome, computed: tuple[Computed, ...] = ()) -> Answer:
        """Answer with what is proved of a draft; with nothing left there is no answer."""
        text, citations = draft.finish()
        if not citations:
            return self.plain("not_covered", "answer-not-covered")
        return Answer(
            self.question.text, self.u.language, outcome, text, self.release, citations, programmes(draft.used),
            self._regions, self.u.wanted, computed=computed,
        )  # fmt: skip

    @property
    def _regions(self) -> tuple[str, ...]:
        return tuple(mention.code for mention in self.u.mentions)
