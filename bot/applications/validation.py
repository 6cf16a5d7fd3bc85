"""Reading what a person types into a field: one spelling for every value, or the reason why it can't be."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError

from bot.applications.amount import read_amount
from bot.applications.form import Field
from bot.applications.outcome import Refused
from knowledge.figures import find_figures
from knowledge.language import clean

_NAME = re.compile(r"[^\W\d_][^\d_]*", re.UNICODE)
_BANK_DIGITS = re.compile(r"\d{8,30}")


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is judged against: the day, the other answers, the amount worked out by the pre-check."""

    today: date
    answers: Mapping[str, str]
    ceiling_cny: Decimal | None = None


def read(field: Field, raw: str, context: Context) -> str | Refused:
    """Return the value of a field in its one spelling, or why it can't be taken."""
    text = " ".join(unicodedata.normalize("NFKC", clean(raw)).split())
    if not text:
        return Refused("field-empty")
    if len(text) > field.longest:
        return Refused("field-too-long", {"longest": str(field.longest)})
    return _READERS[field.kind](field, text, context)


def exceeds_ceiling(requested: str, ceiling_cny: Decimal | None) -> bool:
    """Tell whether more is asked for than the pre-check worked out."""
    return ceiling_cny is not None and Decimal(requested) > ceiling_cny


def _text(_: Field, text: str, __: Context) -> str | Refused:
    return text if any(c.isalpha() for c in text) and len(text) > 1 else Refused("field-not-words")


def _credit_code(_: Field, text: str, __: Context) -> str | Refused:
    try:
        return str(uscc.validate(text))
    except InvalidLength:
        return Refused("credit-code-length", {"length": str(len(uscc.compact(text)))})
    except InvalidChecksum:
        return Refused("credit-code-check")
    except (InvalidComponent, ValidationError):
        return Refused("credit-code-form")


def _person(_: Field, text: str, __: Context) -> str | Refused:
    return text if len(text) > 1 and _NAME.fullmatch(text) else Refused("field-not-a-name")


def _phone(_: Field, text: str, __: Context) -> str | Refused:
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return Refused("phone-form")
    if not phonenumbers.is_valid_number(number):
        return Refused("phone-form")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(_: Field, text: str, __: Context) -> str | Refused:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return Refused("email-form")


def _choice(field: Field, text: str, _: Context) -> str | Refused:
    return text if text in field.choices else Refused("field-not-a-choice")


def _date(field: Field, text: str, context: Context) -> str | Refused:
    day = _day(text)
    if day is None:
        return Refused("date-form")
    if abs(day - context.today) > timedelta(days=366 * 10):
        return Refused("date-far")
    start, end = context.answers.get("period_start"), context.answers.get("period_end")
    if field.id == "period_end" and start and day < date.fromisoformat(start):
        return Refused("period-ends-first", {"start": start})
    if field.id == "period_start" and end and day > date.fromisoformat(end):
        return Refused("period-starts-last", {"end": end})
    return day.isoformat()


def _day(text: str) -> date | None:
    parts = [f.value for f in find_figures(text) if isinstance(f.value, tuple)]
    try:
        if len(parts) == 1 and all(parts[0]):
            year, month, day = parts[0]
            return date(year or 0, month or 0, day or 0)
        return date.fromisoformat(re.sub(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", _dashed, text))
    except ValueError:
        return None


def _dashed(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def _money(_: Field, text: str, __: Context) -> str | Refused:
    amount = read_amount(text)
    return amount if isinstance(amount, Refused) else f"{amount:.2f}"


def _account(_: Field, text: str, __: Context) -> str | Refused:
    digits = re.sub(r"[\s-]", "", text)
    return digits if _BANK_DIGITS.fullmatch(digits) else Refused("account-form")


_READERS: Mapping[str, Callable[[Field, str, Context], str | Refused]] = {
    "text": _text,
    "credit_code": _credit_code,
    "person": _person,
    "phone": _phone,
    "email": _email,
    "choice": _choice,
    "date": _date,
    "money": _money,
    "account": _account,
}
