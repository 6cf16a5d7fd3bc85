"""`missing` names the facts that can still decide a verdict: none of them is known, and none that counts is left out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.eligibility.award import GRANTED
from knowledge.eligibility.judging import judge
from knowledge.eligibility.kinds import Facts, Place
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.eligibility.vocabulary import vocabulary
from tests.eligibility.samples import known_facts, values

DAY = date(2026, 1, 10)


@pytest.mark.parametrize("programme", rulebook().offered, ids=lambda each: each.id)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_missing_facts_are_unknown_and_whatever_could_decide_is_among_them(
    programme: Programme, data: st.DataObject
) -> None:
    edition = programme.on(DAY)
    facts = data.draw(known_facts(edition))
    judgement = judge(programme, facts, DAY)
    if judgement.verdict != "undetermined":
        assert not judgement.missing
        return
    assert all(fact not in facts or is_coarse(fact, facts) for fact in judgement.missing)
    for fact, options in values(edition).items():
        if fact not in facts and fact not in judgement.missing and fact != GRANTED:
            verdicts = {judge(programme, {**facts, fact: value}, DAY).verdict for value in options}
            assert verdicts == {"undetermined"}, fact


def is_coarse(fact: str, facts: Facts) -> bool:
    return isinstance(vocabulary()[fact].kind, Place) and str(facts[fact]).endswith("00")
