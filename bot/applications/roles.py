"""Who is staff, in which role, and how somebody becomes it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Role = Literal["reviewer", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reviewer", "editor", "admin")
Standing = Literal["pending", "active", "revoked"]

INVITATION_LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person who works here. Only an `active` one may do anything; an admin has confirmed them."""

    person: str
    role: Role
    standing: Standing
    name: str = ""
    version: int = 1

    @property
    def reviews(self) -> bool:
        """Whether they may review applications."""
        return self.standing == "active" and self.role in ("reviewer", "admin")

    @property
    def is_admin(self) -> bool:
        """Whether they may say who is staff."""
        return self.standing == "active" and self.role == "admin"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use way in, bound to a role. The token itself is kept nowhere, only its hash.

    `confirmed` is set where no admin is there yet to confirm: the first admin, from the command line.
    """

    token_hash: str
    role: Role
    invited_by: str
    expires_at: datetime
    confirmed: bool = False
    used_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and now < self.expires_at


def new_token() -> str:
    """Return a new invitation token of 43 characters, safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
