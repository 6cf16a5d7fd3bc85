"""The evidence checklist: what a programme's Documents clause names, and what usually proves its criteria."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.applications.offer import Both, Criterion, Paper
from knowledge.clauses import Document, Statement

HEADING = "Documents"


@dataclass(frozen=True, slots=True)
class Proof:
    """A usual paper, the facts that it proves and the words by which a clause names it."""

    id: str
    facts: frozenset[str]
    named: re.Pattern[str]


def _proof(name: str, facts: str, named: str) -> Proof:
    return Proof(name, frozenset(facts.split()), re.compile(named, re.IGNORECASE))


PROOFS: tuple[Proof, ...] = (
    _proof(
        "licence",
        "registered_region registered_zone applicant_type independent_legal_person founded_on one_person_company industry",
        r"business licen[cs]e|营业执照|法人证书",
    ),
    _proof("tax", "tax_region annual_revenue_cny", r"tax (return|certificate)|financial statement|audit|纳税|财务报表|审计"),
    _proof("size", "enterprise_size tech_sme key_industry_enterprise national_key_title", r"SME|size of the enterprise|中小企业"),
    _proof("credit", "clean_record", r"credit|信用"),
    _proof(
        "contract",
        "contract_amount_cny contract_signed_on contract_start contract_end service_type purpose compute_region "
        "compute_domestic provider_related provider_listed provider_self provider_region provider_pflops "
        "provider_racks bought_on_platform",
        r"contract|agreement|合同|协议",
    ),
    _proof(
        "payment",
        "settled_amount_cny year_compute_spend_cny last_year_compute_spend_cny three_month_ai_spend_cny",
        r"invoice|payment|settlement|bill|发票|付款|支付凭证|结算",
    ),
    _proof("filing", "model_filing", r"filing|registration of the (large )?model|备案|登记"),
    _proof("project", "government_project has_product_project beijing_direction", r"project approval|立项|任务书"),
    _proof(
        "membership",
        "partner_plan_member industrial_intelligence_firm opc_community incubator_level",
        r"incubator|community|入驻|社区",
    ),
)  # fmt: skip
_BANK = re.compile(r"bank account|account details|bank details|开户|银行账户|收款账户", re.IGNORECASE)


def papers(
    zh: Document | None,
    en: Document | None,
    criteria: Sequence[Criterion],
    facts_of: Mapping[str, Iterable[str]],
    usual: Mapping[str, Both],
) -> tuple[Paper, ...]:
    """Return the checklist of a programme.

    `facts_of` names the facts behind each criterion, `usual` says each usual proof in words.
    """
    stated = list(_stated(zh, en, criteria, facts_of))
    named = {proof.id for paper in stated for proof in PROOFS if _names(proof, paper.text)}
    suggested = [
        Paper(f"usual-{proof.id}", usual[proof.id], proven, stated=False, document=found.document, clause=found.clause)
        for proof in PROOFS
        if proof.id not in named
        for proven in [_proven(proof, criteria, facts_of)]
        if proven
        for found in [next(c for c in criteria if c.id == proven[0])]
    ]  # fmt: skip
    return (*stated, *suggested)


def asks_bank(zh: Document | None, en: Document | None) -> bool:
    """Tell whether the Documents clause asks for bank details."""
    return any(_BANK.search(s.text) for document in (zh, en) for s in _statements(document))


def _stated(
    zh: Document | None,
    en: Document | None,
    criteria: Sequence[Criterion],
    facts_of: Mapping[str, Iterable[str]],
) -> Iterable[Paper]:
    if zh is None or en is None:
        return
    for number, (chinese, english) in enumerate(zip(_statements(zh), _statements(en), strict=False), start=1):
        text = Both(chinese.text, english.text)
        tied = [c for proof in PROOFS if _names(proof, text) for c in _proven(proof, criteria, facts_of)]
        yield Paper(
            f"stated-{number}", text, tuple(dict.fromkeys(tied)), stated=True, document=en.id, clause=HEADING
        )


def _statements(document: Document | None) -> list[Statement]:
    clause = document.clause(HEADING) if document else None
    if clause is None:
        return []
    return [s for s in clause.statements if s.topics[:1] == ("documents",) and not s.is_gap]


def _names(proof: Proof, text: Both) -> bool:
    return bool(proof.named.search(text.zh) or proof.named.search(text.en))


def _proven(
    proof: Proof, criteria: Sequence[Criterion], facts_of: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    return tuple(c.id for c in criteria if proof.facts & frozenset(facts_of.get(c.id, ())))
