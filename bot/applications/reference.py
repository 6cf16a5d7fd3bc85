"""Reference numbers that people can read out, with a check character, and the ids behind buttons."""

import re
import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misheard or misread
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LENGTH = 7


def new_reference() -> str:
    """Return a new reference number such as `SQ-7K2M-9QXC`: 35 random bits and a check character (ISO 7064)."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    number = body + mod_37_36.calc_check_digit(body, alphabet=_ALPHABET)
    return f"SQ-{number[:4]}-{number[4:]}"


def read_reference(text: str) -> str | None:
    """Return the reference number in its one spelling, or None where it is none or a character is wrong."""
    number = re.sub(r"[^0-9A-Z]", "", text.upper())
    if len(number) == _LENGTH + 3 and number[1] in "Q0O":
        number = number[2:]
    number = number.translate(_MISREAD)
    try:
        mod_37_36.validate(number, alphabet=_ALPHABET)
    except ValidationError:
        return None
    return f"SQ-{number[:4]}-{number[4:]}" if len(number) == _LENGTH + 1 else None


def new_id() -> str:
    """Return a new id of twelve characters, for buttons and rows; it can't be guessed."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12)).lower()
