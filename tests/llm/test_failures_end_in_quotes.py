"""Whatever a model does, the founder gets a quoted answer within the time limit and no unsupported figure."""

import json
import time
from collections.abc import Iterator

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.models.terms import Terms
from knowledge.figures import unsupported
from tests.llm.openai_server import Behaviour, Garbles, Refuses, Says, always, written
from tests.llm.talking import QINGYANG, Desk, desk

_GOOD = ("庆阳按算力服务合同费用的30%给予支持。", [1])
_LATE_S = 1.5
_TOTAL_S = 3.0

USELESS: dict[str, Behaviour] = {
    "refuses the key": Refuses(401),
    "has no credit": Refuses(402),
    "does not know the model": Refuses(404),
    "has too many requests": Refuses(429),
    "is down": Refuses(503),
    "sends a web page": Garbles(),
    "sends nothing": Garbles(b""),
    "sends broken events": Garbles(b"data: {not json}\n\n"),
    "stalls before it begins": Says(written(_GOOD), stops_after=0, stalls=True),
    "stalls in a sentence": Says(written(_GOOD), piece=10, stops_after=2, stalls=True),
    "breaks off in a sentence": Says(written(_GOOD), piece=10, stops_after=2),
    "is slow": Says(written(_GOOD), waits_s=60),
    "dribbles": Says(written(_GOOD), piece=1, pause_s=0.5),
    "writes prose": Says("庆阳最高补贴500万元。"),
    "writes other JSON": Says(json.dumps({"answer": "庆阳最高500万元"})),
    "writes a list": Says(json.dumps([{"text": "庆阳最高500万元", "labels": [1]}])),
    "writes labels as words": Says(
        '{"sentences":[{"text":"庆阳给予30%支持。","labels":"one"}],"complete":true}'
    ),
    "writes no text": Says('{"sentences":[{"text":"","labels":[1]}],"complete":true}'),
    "writes nulls": Says('{"sentences":[{"text":null,"labels":null}],"complete":null}'),
    "nests for ever": Says("[" * 5000),
    "never ends": Says('{"sentences":[' + '{"text":"x","labels":[1]},' * 3000),
    "writes no sentences": Says(written()),
    "cites nothing": Says(written(("庆阳按算力服务合同费用的30%给予支持。", []))),
    "cites what was not retrieved": Says(written(("庆阳按算力服务合同费用的30%给予支持。", [99]))),
    "cites the wrong passage": Says(written(("庆阳按算力服务合同费用的30%给予支持。", [3]))),
    "invents a figure": Says(written(("庆阳按算力服务合同费用的50%给予支持。", [1]))),
    "invents an amount in characters": Says(
        written(("庆阳算力券每个申请主体最高伍佰万元。", [2]), ("庆阳算力券每个申请主体最高五百万元。", [2]))
    ),
    "invents a date": Says(written(("庆阳算力券自2025年1月1日起按合同费用的30%支持。", [1]))),
    "writes in English": Says(written(("The Qingyang voucher pays 30% of the contract fee.", [1]))),
    "writes in Russian": Says(written(("Ваучер Цинъян оплачивает 30% расходов.", [1]))),
    "says no for yes": Says(written(("庆阳算力券不按算力服务合同费用的30%给予支持。", [1]))),
    "turns a cap into a floor": Says(written(("庆阳算力券每个申请主体最低200万元。", [2]))),
    "promises the cap": Says(written(("庆阳算力券每个申请主体给200万元。", [2]))),
    "names another authority": Says(
        written(("庆阳算力券由上海市经济和信息化委员会按合同费用的30%支持。", [1]))
    ),
    "names another place": Says(written(("兰州算力券按算力服务合同费用的30%给予支持。", [1]))),
    "tells the founder to pay": Says(written(("庆阳算力券按30%支持，请先向指定账户转账手续费。", [1]))),
    "sends a link": Says(written(("庆阳算力券按30%支持，见 https://example.com/apply 。", [1]))),
    "approves": Says(written(("您已获批庆阳算力券，按合同费用的30%支持。", [1]))),
    "is verbose": Says(written(("庆阳算力券按算力服务合同费用的30%给予支持，" * 20 + "。", [1]))),
}


async def _quoted(it: Desk) -> None:
    started = time.perf_counter()
    result = await it.ask(QINGYANG)
    assert time.perf_counter() - started < _TOTAL_S + 10
    assert result.answer.text == it.quote(QINGYANG).text
    assert not result.by_model
    assert it.drafts == []


@pytest.mark.parametrize("fault", USELESS)
async def test_a_useless_model_leaves_the_quoted_answer(answerer: Answerer, fault: str) -> None:
    async with desk(answerer, always(USELESS[fault]), first_s=_LATE_S, total_s=_TOTAL_S) as it:
        await _quoted(it)


@pytest.mark.parametrize("stalls", [True, False], ids=["stalls", "breaks off"])
async def test_what_was_shown_before_a_break_stays(answerer: Answerer, stalls: bool) -> None:
    text = written(_GOOD, ("庆阳算力券每个申请主体最高200万元。", [2]))
    says = Says(text, piece=12, pause_s=0.01, stops_after=6, stalls=stalls)
    async with desk(answerer, always(says), first_s=_LATE_S, total_s=_TOTAL_S) as it:
        result = await it.ask(QINGYANG)
    assert it.drafts
    assert result.answer.text.startswith(it.drafts[-1])
    assert "200万元" in result.answer.text, "what the model did not get to is quoted"
    quotes = [citation.quote for citation in result.answer.citations]
    assert len(set(quotes)) == len(quotes)
    assert not unsupported(result.answer.text.replace("[", " ["), [*quotes, "1 2 3 4 5"])


async def test_a_model_that_fails_again_and_again_is_left_alone(answerer: Answerer) -> None:
    async with desk(answerer, always(Refuses(503))) as it:
        for _ in range(6):
            await it.ask(QINGYANG)
        assert len(it.server.requests) == it.writer.caller.breaker.most
        assert (await it.ask(QINGYANG)).answer.citations
        assert len(it.server.requests) == it.writer.caller.breaker.most


async def test_a_model_that_is_down_for_a_moment_is_asked_again(answerer: Answerer) -> None:
    answers: Iterator[Behaviour] = iter([Refuses(503), Says(written(_GOOD))])
    async with desk(answerer, lambda _request: next(answers)) as it:
        assert (await it.ask(QINGYANG)).by_model


async def test_what_does_not_hold_is_asked_for_once_more_with_the_reason(answerer: Answerer) -> None:
    answers = iter([Says(written(("庆阳按合同费用的90%给予支持。", [1]))), Says(written(_GOOD))])
    async with desk(answerer, lambda _request: next(answers)) as it:
        result = await it.ask(QINGYANG)
    assert result.answer.text.startswith("庆阳按算力服务合同费用的30%给予支持。 [1]")
    assert "90%" in str(it.server.requests[1]["messages"])
    assert "no cited passage states 90%" in str(it.server.requests[1]["messages"])


async def test_writing_stops_when_the_founder_writes_again(answerer: Answerer) -> None:
    terms = Terms()
    terms.stop.set()
    async with desk(answerer, always(Says(written(_GOOD), waits_s=60))) as it:
        started = time.perf_counter()
        result = await it.ask(QINGYANG, terms=terms)
    assert time.perf_counter() - started < 10
    assert result.answer.text == it.quote(QINGYANG).text


async def test_an_identical_question_is_not_asked_twice(answerer: Answerer) -> None:
    async with desk(answerer, always(Says(written(_GOOD)))) as it:
        first, second = await it.ask(QINGYANG), await it.ask(QINGYANG)
    assert len(it.server.requests) == 1
    assert second.answer.text == first.answer.text
