"""A case officer reads a programme's rules: as text, as a diagram, as JSON."""

import json
import re
from pathlib import Path

import pytest

from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.language import LANGUAGES, Language
from knowledge.library.reading import bundled
from knowledge.upkeep.diagram import diagram
from knowledge.upkeep.rules_json import rules_json
from knowledge.upkeep.showing import Shower
from tests.cli.running import Voucherbot
from tests.eligibility.samples import criteria_of

PROGRAMMES = {each.id: each for each in rulebook()}
NODE = re.compile(r"^    (n\d+)[(\[{/]+\"([^\"]+)\"[)\]}/]+$")
ARROW = re.compile(r"^    (n\d+) (?:-->(?:\|[^|]+\|)?|-\.->) (n\d+)$")


def shower(language: Language) -> Shower:
    return Shower(language, PROGRAMMES, {each.id: each for each in bundled() if each.language == language})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=lambda each: each.id)
def test_the_text_names_every_criterion_and_every_sum(programme: Programme, language: Language) -> None:
    text = shower(language).text(programme)
    assert text.startswith(programme.name.to(language))
    for edition in programme.editions:
        assert all(f"[{criterion.id}]" in text for criterion in criteria_of(edition))
        for tier in (tier for line in edition.lines for tier in line.award.tiers):
            assert tier.formula.cap is None or f"{tier.formula.cap:,f}" in text
            assert tier.formula.rate is None or f"{tier.formula.rate:.0%}" in text
        assert all(words.to(language) in text for words in edition.reminders)
    assert programme.note is None or programme.note.to(language) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("programme", PROGRAMMES.values(), ids=lambda each: each.id)
def test_every_line_of_the_diagram_is_a_node_or_joins_two(programme: Programme, language: Language) -> None:
    first, *lines = diagram(programme, shower(language)).splitlines()
    assert first == "flowchart TD"
    nodes = [match[1] for line in lines if (match := NODE.match(line))]
    arrows = [match for line in lines if (match := ARROW.match(line))]
    assert len(nodes) + len(arrows) == len(lines)
    assert len(nodes) == len(set(nodes))
    assert {name for arrow in arrows for name in arrow.groups()} <= set(nodes)
    reached, entries = {"n1"}, [arrow.groups() for arrow in arrows]
    for _ in nodes:
        reached |= {end for start, end in entries if start in reached}
    assert reached == set(nodes)


def test_rules_as_json_hold_sums_as_text() -> None:
    rules = rules_json(PROGRAMMES["guangxi-nanning-compute-voucher-2025"])
    assert json.loads(json.dumps(rules)) == rules
    [edition] = rules["editions"]
    [line] = edition["lines"]
    [tier] = line["award"]["tiers"]
    assert (tier["rate"], tier["of"], tier["cap_cny"], tier["is"]) == (
        "0.3", "settled_amount_cny", "2000000", "exact",
    )  # fmt: skip
    assert line["rounds"] == [{"kind": "window", "from": "2026-01-04", "to": "2026-01-23"}]


def test_values_that_change_are_shown_with_their_days() -> None:
    text = shower("en").text(PROGRAMMES["anhui-province-compute-subsidy"])
    assert text.index("Rules before 2025-08-11") < text.index("20%") < text.index("Rules from 2025-08-11")


def test_the_command_shows_rules_document_and_diagram(tmp_path: Path) -> None:
    voucherbot = Voucherbot(tmp_path / "data", tmp_path)
    name = "guangdong-dongguan-compute-voucher"
    whole = voucherbot("knowledge", "show", name, "--language", "en").out
    assert whole.index("Criteria (all must be met)") < whole.index("Who may apply\n")
    rules = voucherbot("knowledge", "show", name, "--language", "en", "--rules").out
    assert "50% × amount settled" in rules
    assert "\nWho may apply\n" not in rules
    assert voucherbot("knowledge", "show", name, "--diagram").out.startswith("flowchart TD\n")
    assert voucherbot("knowledge", "show", name, "--json").json["rules"]["programme"] == name
    assert name in voucherbot("knowledge", "show", "guangdong-dongguan", "--diagram").says_one_sentence(1)
