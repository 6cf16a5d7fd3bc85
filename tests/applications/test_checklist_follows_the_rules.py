"""What an application is made from: the verdict by the rules, the papers of the Documents clause, the usual proofs."""

from dataclasses import replace
from datetime import date

from bot.applications.checklist import asks_bank, papers
from bot.applications.offer import Both, Criterion
from bot.dialogue.offering import RulebookOffers, read_facts
from knowledge.clauses import Clause, Document, Period, Statement
from knowledge.eligibility.programme import Programme
from knowledge.eligibility.rulebook import rulebook
from knowledge.language import Language
from knowledge.library.reading import bundled

TODAY = date(2026, 11, 23)
QINGYANG = "gansu-qingyang-compute-voucher-2024"
FITTING = {
    "registered_region": "621000",
    "applicant_type": "enterprise",
    "independent_legal_person": True,
    "service_type": "intelligent_computing",
    "compute_region": "621000",
    "contract_amount_cny": "2000000",
    "already_granted_cny": "0",
}


def offers() -> RulebookOffers:
    return RulebookOffers(rulebook, bundled, lambda: "test")


def document(language: Language, *statements: str) -> Document:
    nothing = Period(None, None)
    clause = Clause(
        "Documents", "Documents", tuple(Statement(text, ("documents",), (1,)) for text in statements)
    )
    return Document(
        "p", language, "P", "P", "programme", "in_force", None, None, None, (), None, nothing, (), (), (), None,
        "official", "", (), (), TODAY, (clause,),
    )  # fmt: skip


CRITERIA = (
    Criterion("contract", "met", "p", "What is covered", Both("合同", "Contract")),
    Criterion("record", "met", "p", "Who may apply", Both("信用", "Record")),
)
FACTS = {"contract": ("contract_amount_cny",), "record": ("clean_record",)}


def test_a_stated_paper_is_tied_to_its_criterion_and_stands_for_the_usual_one() -> None:
    usual = {name: Both(name, name) for name in ("contract", "credit")}
    zh = document("zh", "庆阳要求提交算力服务合同。", "须提供企业银行账户。")
    en = document("en", "Qingyang asks for the service contract.", "The company's bank account details.")
    found = papers(zh, en, CRITERIA, FACTS, usual)
    assert [(p.id, p.criteria, p.stated) for p in found] == [
        ("stated-1", ("contract",), True),
        ("stated-2", (), True),
        ("usual-credit", ("record",), False),
    ]
    assert asks_bank(zh, en)


def test_a_gap_in_the_sources_is_no_paper() -> None:
    en = document("en", "The sources do not state which documents.")
    gap = replace(en.clauses[0].statements[0], topics=("documents", "not_stated"))
    en = replace(en, clauses=(replace(en.clauses[0], statements=(gap,)),))
    assert papers(en, en, (), {}, {}) == ()
    assert not asks_bank(en, en)


async def test_a_founder_who_fits_is_offered_the_amount_of_the_rules() -> None:
    offer = await offers().offer(QINGYANG, FITTING, TODAY)
    assert offer is not None
    assert (offer.verdict, offer.round_state) == ("eligible", "open")
    assert offer.ceiling_cny == 600_000
    assert {criterion.document for criterion in offer.criteria} == {QINGYANG}
    assert any("contract" in paper.id for paper in offer.papers)
    assert (await offers().open_to(FITTING, TODAY))[0].programme == QINGYANG


async def test_what_is_not_offered_takes_no_application() -> None:
    assert await offers().offer("shanghai-pudong-model-voucher-2024-draft", {}, TODAY) is None
    assert await offers().offer("no-such-programme", {}, TODAY) is None
    assert await offers().open_to({}, TODAY) == []


def test_a_fact_that_is_no_longer_taken_counts_as_unknown() -> None:
    assert read_facts({"applicant_type": "spaceship", "registered_region": "621000", "old_fact": 1}) == {
        "registered_region": "621000"
    }


def _asked_for_here(programme: Programme) -> dict[str, object]:
    """The facts of a founder of the programme's own place, who takes part in a public project."""
    return {**FITTING, "registered_region": programme.region, "tax_region": programme.region,
            "compute_region": programme.region, "government_project": "national"}  # fmt: skip


async def test_only_what_somebody_takes_applications_for_is_on_offer() -> None:
    documents = {document.id: document for document in bundled()}
    shown: set[str] = set()
    for programme in rulebook().offered:
        facts = read_facts(_asked_for_here(programme))
        shown |= {offer.programme for offer in await offers().open_to(facts, TODAY)}
        shown |= {programme.id} if await offers().offer(programme.id, facts, TODAY) else set()
    taken = {id_ for id_, it in documents.items() if it.kind == "programme" and it.status != "background"}
    assert shown - taken == set()
    assert {it.id for it in rulebook().offered if it.takes_applications} == shown
    assert "seed-facts" not in shown
