"""A founder's sum is worked out by the rules: what an answer says is what a pre-check says of the same facts."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.app import Library
from knowledge.answering import payout_told
from knowledge.answering.bill import Bill
from knowledge.answering.payout import Payout, payout, reckoned
from knowledge.answering.plans.amount import told_programme
from knowledge.answering.proof import of_award
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.programme import Line, Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.figures import Figure, find_figures, supported
from knowledge.language import LANGUAGES
from tests.answering.asking import TODAY, ask, case_of, plan_of, subject_of

NEAR = (Decimal("0.01"), Decimal(1), Decimal(1000), Decimal(100_000))


def lines() -> list[tuple[Programme, Line]]:
    """List every line with a rate."""
    offered = (programme for programme in rulebook() if programme.not_offered is None)
    return [
        (programme, line)
        for programme in offered
        for line in programme.on(TODAY).lines
        if any(tier.formula.rate for tier in line.award.tiers)
    ]


LINES = lines()
IDS = [f"{programme.id}:{line.id}" for programme, line in LINES]


def sums(line: Line) -> Iterator[Decimal]:
    """List sums around the thresholds of a line: where the cap or the floor begins to bite."""
    yield from (Decimal(1000), Decimal(16_666), Decimal("16666.67"), Decimal(180_000), Decimal(1_800_000))
    for tier in line.award.tiers:
        if tier.formula.rate and tier.formula.cap is not None:
            edge = tier.formula.cap / tier.formula.rate
            yield from (edge.quantize(Decimal("0.01")) + way * step for way in (-1, 1) for step in NEAR)
            yield edge.quantize(Decimal("0.01"))


def worked(line: Line, facts: Facts, sum_: Decimal) -> Payout:
    """Work a line out on a sum."""
    base = next(tier.formula.base for tier in line.award.tiers if tier.formula.base)
    found = payout(line, facts, Bill(sum_, sum_, base), TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(("programme", "line"), LINES, ids=IDS)
def test_each_tier_pays_what_the_award_says_where_its_condition_is_known(
    programme: Programme, line: Line
) -> None:
    assert programme.not_offered is None
    for sum_ in sums(line):
        if sum_ <= 0:
            continue
        found = worked(line, {}, sum_)
        rates = {tier.formula.rate for tier in line.award.tiers if tier.formula.rate}
        assert {option.formula.rate for option in found.options} <= rates
        for option in found.options:
            facts = reckoned({}, option.formula, sum_)
            expected = option.formula.amount(facts)
            assert option.shares[0].amount.yuan is not None
            assert expected.yuan is not None
            assert 0 <= expected.yuan - option.shares[0].amount.yuan < Decimal("0.01")
        whole = line.award.amount(reckoned({}, found.options[0].formula, sum_), TODAY)
        if whole.yuan is not None:
            assert {option.shares[0].amount.yuan for option in found.options} == {whole.yuan}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("programme", "line"), LINES, ids=IDS)
def test_the_step_shows_rate_sum_and_result(programme: Programme, line: Line, language: str) -> None:
    assert programme.id
    for sum_ in sums(line):
        if sum_ < 1000:
            continue
        bill = Bill(sum_, sum_, None)
        found = worked(line, {}, sum_)
        text = payout_told.line_told(found, bill, {}, language)  # type: ignore[arg-type]
        have = find_figures(text)
        first = found.options[0]
        assert first.formula.rate is not None
        assert supported(Figure("percent", first.formula.rate * 100), have), text
        paid = first.shares[0].amount.yuan
        assert paid is not None
        assert supported(Figure("money", paid.normalize(), "CNY"), have), (text, paid)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("programme", "line"), LINES, ids=IDS)
def test_the_statement_cited_bears_the_rate(
    library: Library, programme: Programme, line: Line, language: str
) -> None:
    answerer = library.answerer()
    question = (
        "我们的合同180万元能补多少？"
        if language == "zh"
        else "How much for our contract of 1.8 million yuan?"
    )
    case, subject = case_of(answerer, question), subject_of(answerer, programme)
    formula = next(tier.formula for tier in line.award.tiers if tier.formula.rate)
    assert formula.rate is not None
    proofs = of_award(case, subject, line.award, formula)
    stated = [figure for proof in proofs for figure in find_figures(proof.statement.text)]
    follows = line.award.follows_from.to(case.u.language) if line.award.follows_from else ""
    assert supported(Figure("percent", formula.rate * 100), stated) or follows, [
        p.statement.text for p in proofs
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "programme", [p for p in rulebook() if any(p is q for q, _ in LINES)], ids=lambda p: p.id
)
def test_an_answer_says_what_the_award_pays(library: Library, programme: Programme, language: str) -> None:
    answerer = library.answerer()
    text = (
        "我们的合同180万元能补多少？" if language == "zh" else "How much for our contract of 1,800,000 yuan?"
    )
    case = case_of(answerer, text)
    told = told_programme(case, subject_of(answerer, programme))
    assert told is not None
    assert told.outcome == "answered"
    assert told.citations
    assert {citation.document for citation in told.citations} >= {programme.id}
    [computed] = told.computed
    for line in programme.on(TODAY).lines:
        for tier in line.award.tiers:
            formula = tier.formula
            if formula.rate is None or formula.base is None or len(line.award.tiers) > 1:
                continue
            paid = formula.amount(reckoned({}, formula, Decimal(1_800_000))).yuan
            assert paid is not None
            assert supported(Figure("money", paid.normalize(), "CNY"), find_figures(told.text)), told.text
            if computed.value is not None:
                assert Decimal(str(computed.value)) == paid


@pytest.mark.parametrize(
    ("text", "figures", "first"),
    [
        ("庆阳180万能补多少", ["54万元"], "庆阳：180万元 × 30% = 54万元"),
        ("If my contract in Qingyang is 1 million yuan, how much do I get?", ["300,000 yuan"], "Qingyang: 30% × 1,000,000 = 300,000 yuan"),
        ("How much for 180万 in Qingyang, Nanning and Chengdu?", ["540,000 yuan", "1,080,000 yuan"], "Qingyang: 30% × 1,800,000 = 540,000 yuan"),
        ("合同100到200万，庆阳大概补多少", ["30万元", "60万元"], "庆阳：100万元至200万元 × 30% = 30万元至60万元"),
        ("每月15万，庆阳能补多少", ["54万元"], "庆阳：180万元 × 30% = 54万元"),
        ("Settled 9 million in Nanning, what's the payout?", ["2,000,000 yuan"], "Nanning: 30% × 9,000,000 = 2,700,000 yuan, above the cap"),
        ("庆阳合同1万能补多少", ["3,000元"], "庆阳：1万元 × 30% = 3,000元，但达不到下限"),
    ],
)  # fmt: skip
def test_the_first_sentence_states_the_result(
    library: Library, text: str, figures: list[str], first: str
) -> None:
    answer = ask(library, text)
    assert plan_of(answer) == "amount"
    assert answer.text.startswith(first), answer.text
    have = find_figures(answer.text)
    assert all(supported(figure, have) for each in figures for figure in find_figures(each))
    assert answer.computed


def test_a_foreign_currency_is_asked_about_in_yuan(library: Library) -> None:
    answer = ask(library, "about 2 million dollars contract in Shenzhen, what do we get")
    assert answer.outcome == "clarify"
    assert "yuan" in answer.text


def test_a_sum_is_carried_to_the_next_place(library: Library) -> None:
    answer = ask(library, "南宁呢？", "庆阳180万能补多少")
    assert answer.text.startswith("南宁：180万元 × 30% = 54万元"), answer.text


def test_a_programme_without_a_rate_gets_no_sum(library: Library) -> None:
    answer = ask(library, "我们贵州算力合同300万能补多少钱？")
    assert not [computed for computed in answer.computed if computed.value]
    assert answer.outcome in {"partial", "answered"}
