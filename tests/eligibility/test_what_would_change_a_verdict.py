"""A "no" names the least changes that turn it, a "yes" the least sums that it stands on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.changes import applied, remedy
from knowledge.eligibility.conditions.answers import Between, OneOf
from knowledge.eligibility.conditions.condition import Condition
from knowledge.eligibility.conditions.joined import AllOf, AnyOf, AtLeastOf, NotMet
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Facts
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.report import judgement_json
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary
from tests.eligibility.samples import known_facts

DAY = date(2026, 1, 10)
QINGYANG = "gansu-qingyang-compute-voucher-2024"
FLOOR = {"fact": "contract_amount_cny", "needs": "at_least", "value": "16666.67"}


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_who_makes_all_the_changes_is_no_longer_refused(programme: Programme, data: st.DataObject) -> None:
    facts = data.draw(known_facts(programme.on(DAY)))
    judgement = judge(programme, facts, DAY)
    if judgement.verdict == "ineligible":
        assert judgement.would_change
        assert judge(programme, applied(judgement.would_change, facts), DAY).verdict != "ineligible"
    elif judgement.verdict == "undetermined":
        assert judgement.would_change == ()


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_yes_names_the_least_sums_it_stands_on(programme: Programme, data: st.DataObject) -> None:
    facts = data.draw(known_facts(programme.on(DAY)))
    judgement = judge(programme, facts, DAY)
    if judgement.verdict != "eligible":
        return
    for floor in judgement.would_change:
        assert floor.needs == "at_least"
        assert isinstance(floor.example, Decimal)
        below = {**facts, floor.fact: floor.example - Decimal("0.01")}
        assert judge(programme, applied((floor,), facts), DAY).verdict == "eligible"
        assert judge(programme, below, DAY).lines != judgement.lines


def qingyang(**facts: object) -> dict[str, object]:
    good = {
        "applicant_type": "enterprise",
        "independent_legal_person": True,
        "service_type": "intelligent_computing",
        "compute_region": "621002",
        "contract_amount_cny": "2000000",
        "already_granted_cny": 0,
    }
    read = vocabulary().read({**good, **facts})
    found: dict[str, object] = judgement_json(judge(rulebook().get(QINGYANG), read, DAY), "en")
    return found


def test_a_yes_says_below_which_contract_it_would_be_a_no() -> None:
    found = qingyang()
    assert (found["verdict"], found["would_change"]) == ("eligible", [FLOOR])


def test_a_contract_below_the_floor_is_told_the_least_that_counts() -> None:
    found = qingyang(contract_amount_cny="16666.66")
    assert (found["verdict"], found["would_change"]) == ("ineligible", [FLOOR])


def test_several_refusals_are_all_named() -> None:
    found = qingyang(contract_amount_cny=1, compute_region="110108", applicant_type="individual")
    assert found["would_change"] == [
        {
            "fact": "applicant_type",
            "needs": "one_of",
            "value": ["enterprise", "research_institute", "university"],
        },
        {"fact": "compute_region", "needs": "within", "value": "621000"},
        FLOOR,
    ]


def test_where_the_contract_is_too_small_and_too_much_is_granted_both_must_change() -> None:
    found = qingyang(contract_amount_cny=1, already_granted_cny=1_999_999)
    assert found["would_change"] == [
        FLOOR,
        {"fact": "already_granted_cny", "needs": "at_most", "value": "1995000"},
    ]


def is_(fact: str, value: str, *others: str) -> Condition:
    return OneOf(fact, (value,), (), others)


ENTERPRISE = is_("applicant_type", "enterprise", "university")
SOFTWARE = is_("industry", "software_it", "other")
TRAINING = is_("purpose", "training", "research")
MILLION = Between("contract_amount_cny", Decimal(1_000_000), None)
NONE_OF_IT: Facts = {
    "applicant_type": "university",
    "industry": "other",
    "purpose": "research",
    "contract_amount_cny": Decimal(5),
}


@pytest.mark.parametrize(
    ("condition", "changed"),
    [
        (AllOf((SOFTWARE, TRAINING)), ["industry", "purpose"]),
        (AnyOf((ENTERPRISE, MILLION)), ["contract_amount_cny"]),
        (
            AnyOf((AllOf((ENTERPRISE, MILLION)), AllOf((TRAINING, MILLION)))),
            ["purpose", "contract_amount_cny"],
        ),
        (AtLeastOf(2, (ENTERPRISE, TRAINING, MILLION)), ["purpose", "contract_amount_cny"]),
        (NotMet(is_("purpose", "research", "training")), ["purpose"]),
    ],
)
def test_the_easiest_way_is_named(condition: Condition, changed: list[str]) -> None:
    """What is given, such as the kind of applicant, is changed last."""
    plan = remedy([condition], NONE_OF_IT, DAY)
    assert plan is not None
    assert [change.fact for change in plan] == changed
    assert condition.truth(applied(plan, NONE_OF_IT), DAY) is True


def test_conditions_that_ask_for_opposite_answers_have_no_remedy() -> None:
    opposite = is_("purpose", "inference", "training", "research")
    assert remedy([TRAINING, opposite], NONE_OF_IT, DAY) is None
