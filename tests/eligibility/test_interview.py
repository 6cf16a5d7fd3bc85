"""The interview asks only what matters, nothing twice, and ends where all facts would end."""

import random
from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.interview import founder
from knowledge.eligibility.assessing import Assessment, assess
from knowledge.eligibility.conditions.regions import REGISTERED
from knowledge.eligibility.judging import Judgement, judge
from knowledge.eligibility.kinds import Facts, Place, Value
from knowledge.eligibility.ordering import COMPUTE, Aims
from knowledge.eligibility.pricing import awaited, samples
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.spans import span_of, with_certain
from knowledge.eligibility.vocabulary import vocabulary
from tests.eligibility.samples import values

DAY = date(2026, 11, 23)
PROGRAMMES = rulebook().offered
ALL_PLACES = (
    "110108",
    "310115",
    "330106",
    "440307",
    "621002",
    "370100",
    "520100",
    "340200",
    "131003",
    "510107",
)
seeds = st.integers(0, 10**6)


def truth_of(seed: int) -> Facts:
    return founder(random.Random(seed))


def interview(truth: Facts, known: Facts) -> Iterator[tuple[str | None, Assessment]]:
    """Ask until nothing is left; yield each question with where the founder stood."""
    facts: dict[str, Value] = dict(known)
    while True:
        found = assess(PROGRAMMES, facts, {}, Aims(), DAY)
        yield found.asked, found
        if found.asked is None:
            return
        facts[found.asked] = truth[found.asked]


def told(found: Assessment) -> dict[str, tuple[str, object]]:
    """Return what a founder is told of their own place's programmes."""
    return {judged.programme.id: (judged.verdict, judged.amount.yuan) for judged in found.own}


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_no_fact_is_asked_twice_and_none_that_is_known(seed: int) -> None:
    truth = truth_of(seed)
    known = {fact: truth[fact] for fact in random.Random(seed).sample(sorted(truth), 5)}
    asked = [fact for fact, _ in interview(truth, known) if fact is not None]
    assert len(asked) == len(set(asked))
    assert not set(asked) & set(known)


@settings(max_examples=60, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_whatever_is_told_first_the_result_is_the_same(seed: int, draw: random.Random) -> None:
    truth = truth_of(seed)
    *_, (_, plain) = interview(truth, {})
    first = {fact: truth[fact] for fact in draw.sample(sorted(plain.facts), len(plain.facts) // 2)}
    *_, (_, turned) = interview(truth, first)
    one, other = told(plain), told(turned)
    assert {id_: each for id_, each in one.items() if each[0] != "ineligible"} == {
        id_: each for id_, each in other.items() if each[0] != "ineligible"
    }
    assert all(one[id_] == other[id_] for id_ in one.keys() & other.keys())


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_what_was_not_asked_would_have_changed_nothing(seed: int) -> None:
    truth = truth_of(seed)
    *_, (_, found) = interview(truth, {})
    for judged in found.own:
        whole = judge(judged.programme, truth, DAY)
        assert judged.verdict == whole.verdict, judged.programme.id
        if judged.verdict == "eligible":
            assert judged.amount.yuan == whole.amount.yuan, judged.programme.id


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_every_question_can_change_a_verdict_or_an_amount(seed: int) -> None:
    draw = random.Random(seed)
    for fact, found in interview(truth_of(seed), {}):
        if fact is not None:
            assert any(matters(fact, found, judged, draw) for judged in concerned(fact, found)), fact


def concerned(fact: str, found: Assessment) -> list[Judgement]:
    """List the programmes for whose sake a fact may be asked."""
    pool = (*found.own, *(found.elsewhere if fact in {COMPUTE, REGISTERED} else ()))
    return [judged for judged in pool if fact in judged.missing or fact in _waited_for(judged, found.facts)]


def _waited_for(judged: Judgement, facts: Facts) -> set[str]:
    return {fact for line in judged.leading for fact in awaited(line.line.award, facts, DAY)}


def matters(fact: str, found: Assessment, judged: Judgement, draw: random.Random) -> bool:
    """Look for a way of filling in the rest in which two answers give two results."""
    options = values(judged.programme.on(DAY))
    absent = [name for name in options if name not in found.facts and name != fact]
    for _ in range(6):
        rest = {name: draw.choice(answers(name, options)) for name in absent}
        rest = well_met({**rest, **found.facts}, absent, options, judged)
        near = ({**rest, name: value} for name in absent for value in answers(name, options))
        if any(len(results(judged, fact, known, options)) > 1 for known in (rest, *near)):
            return True
    return False


def results(judged: Judgement, fact: str, known: Facts, options: dict[str, list[Value]]) -> set[object]:
    """Return what the answers to a fact lead to."""
    found = (judge(judged.programme, {**known, fact: value}, DAY) for value in answers(fact, options))
    return {(each.verdict, each.amount.yuan) for each in found}


def well_met(
    facts: dict[str, Value], absent: list[str], options: dict[str, list[Value]], judged: Judgement
) -> dict[str, Value]:
    """Change one fact after the other to what leaves the fewest criteria unmet."""
    for name in absent:
        facts[name] = min(
            answers(name, options),
            key=lambda value: unmet(judged, {**facts, name: value}),
        )
    return facts


def unmet(judged: Judgement, facts: Facts) -> int:
    edition = judged.programme.on(DAY)
    lines = [[*edition.common, *line.criteria] for line in edition.lines]
    return min(sum(each.condition.truth(facts, DAY) is not True for each in line) for line in lines)


def answers(fact: str, options: dict[str, list[Value]]) -> list[Value]:
    kind = vocabulary()[fact].kind
    plain = ALL_PLACES if isinstance(kind, Place) else samples(fact, DAY)
    return list(dict.fromkeys([*options.get(fact, []), *plain]))


def test_the_place_comes_first_and_nothing_is_asked_for_other_places() -> None:
    truth = {**truth_of(1), REGISTERED: "610113", COMPUTE: "610113", "registered_zone": "none"}
    asked = [fact for fact, _ in interview(truth, {})]
    assert asked[0] == REGISTERED
    assert set(asked[1:]) <= {COMPUTE, "applicant_type", "service_type", "government_project", None}


def test_a_place_where_they_would_go_is_counted_as_their_own() -> None:
    facts: Facts = {
        REGISTERED: "520100",
        "applicant_type": "enterprise",
        "service_type": "intelligent_computing",
    }
    stays = assess(PROGRAMMES, facts, {}, Aims(), DAY)
    moves = assess(PROGRAMMES, facts, {}, Aims(moves=("510100",)), DAY)
    chengdu = "sichuan-chengdu-compute-voucher-2025"
    assert chengdu not in told(stays)
    assert told(moves)[chengdu][0] == "eligible"
    judged = moves.verdicts[chengdu]
    assert moves.facts_of(judged)[REGISTERED] == "510100"
    assert moves.facts[REGISTERED] == "520100"
    assert judged not in moves.at_hand


def test_a_year_counts_where_every_day_of_it_gives_the_same() -> None:
    shenzhen = [rulebook().get("guangdong-shenzhen-training-voucher")]
    known: Facts = {"applicant_type": "enterprise"}
    assert "founded_on" in with_certain(shenzhen, known, {"founded_on": span_of(2024, None)}, DAY)
    assert "founded_on" not in with_certain(shenzhen, known, {"founded_on": span_of(2025, None)}, DAY)
    assert "founded_on" in with_certain(shenzhen, known, {"founded_on": span_of(2026, 3)}, DAY)
    assert "founded_on" not in with_certain(shenzhen, {}, {"founded_on": span_of(2024, None)}, DAY)
