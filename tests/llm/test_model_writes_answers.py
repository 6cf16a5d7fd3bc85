"""A founder asks, a model writes: what it writes is proved, and whatever fails ends in the quoted answer."""

import pytest

from knowledge.answering.answer import Answerer
from knowledge.answering.models.endpoint import Output
from tests.llm.openai_server import Says, always, copies, written
from tests.llm.talking import QINGYANG, desk


@pytest.mark.parametrize("output", ["json_schema", "function_calling", "json_mode"])
async def test_a_proved_sentence_is_said_with_its_source(answerer: Answerer, output: Output) -> None:
    says = Says(written(("庆阳按算力服务合同费用的30%给予支持。", [1])))
    async with desk(answerer, always(says), output=output) as it:
        answer = (await it.ask(QINGYANG)).answer
    assert answer.text.startswith("庆阳按算力服务合同费用的30%给予支持。 [1]")
    assert answer.citations[0].document == "gansu-qingyang-compute-voucher-2024"
    assert it.used[0].tokens_in > 0 < it.used[0].tokens_out


async def test_drafts_only_grow_into_the_answer(answerer: Answerer) -> None:
    async with desk(answerer, copies(3, pause_s=0.002)) as it:
        answer = (await it.ask(QINGYANG)).answer
    assert len(it.drafts) == 3
    assert all(answer.text.startswith(draft) for draft in it.drafts)


async def test_an_invented_figure_is_taken_out(answerer: Answerer) -> None:
    says = written(
        ("庆阳按算力服务合同费用的30%给予支持。", [1]), ("庆阳算力券每个申请主体最高500万元。", [2])
    )
    async with desk(answerer, always(Says(says))) as it:
        result = await it.ask(QINGYANG)
    assert "500" not in result.answer.text
    assert not any("500" in draft for draft in it.drafts)
    assert result.refused
