"""A small dialogue for the tests of the channel: it echoes, asks, is slow, fails, cites and rates."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue.messages import EXPIRED, Aside, Choice, Incoming, Reply
from bot.dialogue.session import AnswerRecord, Turn
from bot.store.turn import StoredTurn
from knowledge.clauses import Citation

CITATION = Citation(
    label=1,
    document="example-voucher",
    language="en",
    heading="Amount",
    title="Amount <of money>",
    document_title="Measures & Rules",
    quote="The voucher pays 30% of the contract. " * 6,
    since=date(2024, 3, 19),
    until=None,
    source_url="https://example.gov.cn/a?b=1&c=2",
)
CITIES = (Choice("city:bj", "Beijing"), Choice("city:sh", "Shanghai"))
FIXED = {
    "cite": Reply("It pays 30% <b>[1].\n\nNot more.", citations=(CITATION,)),
    "paper": Reply("Your paper", document=("paper.txt", b"content")),
    "offer": Reply("Anything else?", choices=(Choice("person", "Ask a person"),)),
}


class Playground:
    """Does what the first word of a text says; anything else is counted and echoed."""

    async def answer(self, incoming: Incoming, turn: Turn) -> Sequence[Reply] | None:
        if incoming.choice is not None:
            return await _chosen(incoming.choice, turn)
        if incoming.medium != "text":
            return await _medium(incoming)
        word, _, rest = (incoming.text or "").partition(" ")
        if word in FIXED:
            return [FIXED[word]]
        if word == "who":
            await asyncio.sleep(0.05)
            return _echo(replace(incoming, text=f"process {os.getpid()}"), turn)
        if word == "slow":
            await asyncio.sleep(float(rest.split()[0]))
        elif word == "fail":
            raise RuntimeError(rest)
        elif word == "notify":
            turn.notify(rest, Reply("You have news"))
        elif word in {"ask", "/start"}:
            turn.session.pending = {"topic": "test", "question": rest or "city"}
            return [Reply(f"Which city? {rest}".strip(), choices=CITIES)]
        return await _remembered(word, rest, turn) or _echo(incoming, turn)

    async def ask_again(self, incoming: Incoming, turn: Turn) -> Reply | None:
        pending = turn.session.pending
        return Reply(f"Which city? {pending['question']}", choices=CITIES) if pending else None


def _echo(incoming: Incoming, turn: Turn) -> Sequence[Reply]:
    seen = int(turn.session.notes.get("seen", 0)) + 1
    turn.session.notes["seen"] = seen
    marks = " (edited)" * incoming.edited + " (late)" * incoming.late + " (group)" * incoming.in_group
    return [Reply(f"{seen}: {incoming.text}{marks}")]


async def _remembered(word: str, rest: str, turn: Turn) -> Sequence[Reply] | None:
    assert isinstance(turn, StoredTurn)
    if word == "rate":
        record = AnswerRecord("q", "en", "answered", "a", ("p",), ("x",), "r1", 1.0)
        return [Reply("Rate me", answer_id=turn.record_answer(record))]
    if word == "facts":
        turn.session.facts["secret"] = rest
    if word in {"facts", "known"}:
        return [Reply(f"I know: {turn.session.facts.get('secret')}")]
    if word == "long":
        text = "\n\n".join(f"Paragraph {n}. " + "word " * 100 for n in range(1, int(rest) + 1))
        return [Reply(text, citations=(CITATION,))]
    if word == "forget":
        turn.forget_person()
        return [Reply("Forgotten")]
    if word == "draft":
        turn.draft("The first sentence of the answer …")
        await asyncio.sleep(0.3)
    return None


async def _chosen(choice: str, turn: Turn) -> Sequence[Reply]:
    if choice.startswith("rate:"):
        _, answer_id, thumb = choice.split(":")
        kept = await turn.rate_answer(answer_id, good=thumb == "up")
        return [Reply(f"rated {kept}", aside=Aside() if thumb == "up" else None)]
    if choice == EXPIRED:
        return [Reply("Those buttons belong to an earlier step")]
    turn.session.pending = None
    return [Reply(f"You chose {choice}", replaces=choice == "city:bj")]


async def _medium(incoming: Incoming) -> Sequence[Reply]:
    if incoming.file is not None and incoming.medium == "file":
        content = await incoming.file.read()
        return [Reply(f"file {incoming.file.name}: {len(content)} bytes")]
    return [Reply(f"I cannot use a {incoming.medium}")]
