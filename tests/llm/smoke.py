"""Has a very small real model answer a few questions, to see that the path works and what proving does to its words.

    python -m tests.llm.smoke [--questions N]

SmolLM2 with 135 million parameters is far too weak to answer well; what it invents must not come through. Ends with 1
when a figure comes through that no citation bears, when a question has no answer, or when nothing of the
model was ever judged.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.app import Library
from bot.settings import Settings
from knowledge.answering.models.blocking import blocking_writer
from knowledge.answering.models.endpoint import Endpoint
from knowledge.answering.models.writing import Written
from knowledge.figures import unsupported
from knowledge.upkeep.evaluate import Golden, folder, load

_TODAY = date(2026, 11, 23)
_PATIENCE_S = 120.0


@contextlib.contextmanager
def small_model() -> Iterator[str]:
    """Serve the small model; yields its address."""
    command = [sys.executable, "-m", "tests.llm.small_model"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            if not address:
                raise SystemExit(
                    "The small model does not start; `python -m tests.llm.small_model` shows why."
                )
            yield address
        finally:
            process.terminate()


def chosen(count: int) -> list[Golden]:
    """Choose answerable golden questions of one turn, evenly over all; in English, which is all the model knows."""
    fit = [
        golden
        for golden in load([folder()])
        if golden.outcomes == ("answered",) and golden.language == "en" and not golden.history
    ]
    return fit[:: max(1, len(fit) // count)][:count]


def invented(done: Written) -> list[str]:
    """List the figures of an answer that nothing that it cites bears."""
    proof = [text for c in done.answer.citations for text in (c.quote, c.title, c.document_title)]
    text = done.answer.text
    for citation in done.answer.citations:
        text = text.replace(f"[{citation.label}]", " ")
    return [figure.spelling for figure in unsupported(text, proof)]


def report(golden: Golden, done: Written, wrong: list[str]) -> None:
    """Print what became of one question."""
    how = f"{done.proved} sentences proved" if done.by_model else f"quoted: {done.why}"
    came_through = f"; CAME THROUGH: {', '.join(wrong)}" if wrong else ""
    first = done.answer.text.splitlines()[0][:160] if done.answer.text else "NO ANSWER"
    print(f"{golden.id}: {how}; {len(done.refused)} taken out{came_through}\n    {first}", flush=True)


def main() -> int:
    """Ask, print a line a question, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=8)
    count: int = parser.parse_args().questions
    written, taken_out, faults = 0, Counter[str](), 0
    with tempfile.TemporaryDirectory() as place, small_model() as address:
        answerer = Library(Settings(data_dir=Path(place))).answerer()
        endpoint = Endpoint("openai:smollm2", address, "none", "", _PATIENCE_S, _PATIENCE_S)
        with blocking_writer(endpoint) as writer:
            for golden in chosen(count):
                done = writer.write(answerer, golden.asked(_TODAY))
                wrong = invented(done) if done.by_model else []
                faults += bool(wrong) or not done.answer.text
                written += done.by_model
                taken_out.update(done.refused)
                report(golden, done, wrong)
            used = writer.used
    print(
        f"{written} of {count} answers hold sentences of the model; taken out: {dict(taken_out.most_common())}"
    )
    print(f"{used.calls} calls, {used.tokens_in} tokens in, {used.tokens_out} out; {faults} faults")
    return 1 if faults or not (written or taken_out) else 0


if __name__ == "__main__":
    sys.exit(main())
