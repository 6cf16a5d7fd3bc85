"""A run of questions through a language model, live, recorded, or repeated from a recording."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from bot.commands.ending import RefusedError, WrongUsageError
from bot.settings import Settings
from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.question import Question

if TYPE_CHECKING:
    from knowledge.answering.answer import Answerer
    from knowledge.answering.models.blocking import BlockingWriter
    from knowledge.upkeep.evaluate import Reply


@dataclass
class ModelRun:
    """Answers questions with a model and counts what came of it."""

    name: str
    writer: "BlockingWriter"
    written: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    quoted: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, settings: Settings, model: str | None, record: Path | None, replay: Path | None
    ) -> Self | None:
        """Open the model that is asked for; None where no model is.

        Raises:
            WrongUsageError: a recording without a model, or both ways at once.
            RefusedError: the recording cannot be read, or the model cannot be opened.
        """
        from knowledge.answering.models.blocking import blocking_writer
        from knowledge.answering.models.provider import LangchainModel
        from knowledge.answering.models.recording import Recorder, Replay
        from knowledge.answering.models.request import ModelError

        if record and replay:
            raise WrongUsageError("--record and --replay exclude each other.")
        if record and not model:
            raise WrongUsageError("--record needs a model; name it with --model.")
        endpoint = replace(settings.endpoint or Endpoint(""), model=model or settings.llm_model)
        if replay:
            try:
                recorded = Replay(replay)
            except (OSError, ValueError, KeyError):
                raise RefusedError(f"{replay} is no recording.") from None
            return cls(recorded.name, blocking_writer(endpoint, recorded))
        if not model:
            return None
        endpoint = settings.model_copy(update={"llm_model": model}).endpoint or endpoint
        opened = LangchainModel(endpoint)
        try:
            opened.open()
        except ModelError as error:
            raise RefusedError(f"{error}: {error.mend or 'see `voucherbot doctor`'}.") from None
        return cls(model, blocking_writer(endpoint, Recorder(opened, record) if record else opened))

    def asking(self, answerer: "Answerer") -> "Callable[[Question], Reply]":
        """Return what answers a question."""
        from knowledge.upkeep.evaluate import Reply

        def ask(question: Question) -> Reply:
            done = self.writer.write(answerer, question)
            self.reasons.update(done.refused)
            if done.by_model:
                self.written += 1
            else:
                self.quoted[done.why] += 1
            return Reply(done.answer, done.proved, len(done.refused))

        return ask

    def as_json(self) -> dict[str, Any]:
        """Return the counts."""
        used = self.writer.used
        return {
            "name": self.name,
            "written": self.written,
            "quoted": dict(self.quoted.most_common()),
            "taken_out": dict(self.reasons.most_common()),
            "calls": used.calls,
            "tokens_in": used.tokens_in,
            "tokens_out": used.tokens_out,
        }

    def sentence(self) -> str:
        """Say the counts for people."""
        used = self.writer.used
        why = "; ".join(f"{count} {reason}" for reason, count in self.quoted.most_common(6))
        out = "; ".join(f"{count} {reason}" for reason, count in self.reasons.most_common(6))
        return (
            f"{self.name}: {self.written} answers written, {sum(self.quoted.values())} quoted ({why or '-'}); "
            f"taken out: {out or 'nothing'}; {used.calls} calls, {used.tokens_in} tokens in, {used.tokens_out} out"
        )
