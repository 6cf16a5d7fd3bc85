"""The form of an application: which fields it has and which are still to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["text", "credit_code", "person", "phone", "email", "choice", "date", "money", "account"]
Section = Literal["company", "contact", "plan", "amount", "bank"]

PURPOSES = ("training", "fine_tuning", "inference", "application", "research")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks. `fact` names the pre-check fact that fills it in; `personal` data need consent."""

    id: str
    kind: FieldKind
    section: Section
    personal: bool = False
    fact: str | None = None
    choices: tuple[str, ...] = ()
    longest: int = 120


FIELDS: tuple[Field, ...] = (
    Field("company_name", "text", "company"),
    Field("credit_code", "credit_code", "company"),
    Field("purpose", "choice", "plan", fact="purpose", choices=PURPOSES),
    Field("provider", "text", "plan"),
    Field("period_start", "date", "plan", fact="contract_start"),
    Field("period_end", "date", "plan", fact="contract_end"),
    Field("requested_cny", "money", "amount"),
    Field("legal_representative", "person", "company", personal=True, longest=60),
    Field("contact_person", "person", "contact", personal=True, longest=60),
    Field("phone", "phone", "contact", personal=True),
    Field("email", "email", "contact", personal=True),
    Field("bank_name", "text", "bank", personal=True),
    Field("bank_account", "account", "bank", personal=True),
)
BY_ID: Mapping[str, Field] = {field.id: field for field in FIELDS}


def fields_of(*, asks_bank: bool) -> tuple[Field, ...]:
    """Return the fields of a programme's form, in the order in which they are asked."""
    return tuple(field for field in FIELDS if asks_bank or field.section != "bank")


def missing(form: Sequence[Field], answers: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields without an answer, in order."""
    return tuple(field for field in form if field.id not in answers)


def known(form: Sequence[Field], facts: Mapping[str, object], earlier: Mapping[str, str]) -> dict[str, str]:
    """Return what fills the form in already: an earlier application's company, then the pre-check's facts.

    What is personal waits for consent: `known_personal`.
    """
    filled = {
        field.id: earlier[field.id]
        for field in form
        if field.section == "company" and not field.personal and field.id in earlier
    }
    for field in form:
        fact = facts.get(field.fact) if field.fact else None
        if fact is not None and (not field.choices or fact in field.choices):
            filled[field.id] = str(fact)
    return filled


def known_personal(form: Sequence[Field], earlier: Mapping[str, str]) -> dict[str, str]:
    """Return the names, contacts and account of an earlier application."""
    return {field.id: earlier[field.id] for field in form if field.personal and field.id in earlier}
