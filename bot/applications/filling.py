"""What a founder does with an application: start it, fill it in, hand it in, take it back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.applications.application import Actor, Application, Attached, Notice, Step, permit, take
from bot.applications.form import BY_ID, Field, known, known_personal
from bot.applications.offer import Offer
from bot.applications.outcome import Refused
from bot.applications.reference import new_id, new_reference
from bot.applications.validation import Context, read

CONSENT_VERSION = "2026-12"
MOST_FILES = 40


def why_not_start(offer: Offer, today: date) -> Refused | None:
    """Say why no application can be made: the round is over or not yet open, or a criterion is not met."""
    if offer.round_state == "closed" or offer.is_over(today):
        return Refused("round-closed", {"closes": offer.closes.isoformat() if offer.closes else ""})
    if offer.round_state == "upcoming":
        return Refused("round-upcoming", {"opens": offer.opens.isoformat() if offer.opens else ""})
    if offer.verdict == "ineligible":
        return Refused("ineligible")
    return None


def start(
    person: str, offer: Offer, facts: Mapping[str, Any], earlier: Mapping[str, str], now: datetime
) -> Step:
    """Open a draft with everything that is known, to be confirmed."""
    filled = known(offer.form, facts, earlier)
    application = Application(
        id=new_id(), owner=person, offer=offer, state="draft", version=1, created_at=now, updated_at=now,
        facts=dict(facts), answers=filled, to_confirm=tuple(filled),
    )  # fmt: skip
    details = {"programme": offer.programme, "round": offer.round, "release": offer.release}
    return Step(application, "start", Actor(person), "owner", None, now, details, {"answers": filled})


def agree_to_privacy(
    application: Application, actor: Actor, earlier: Mapping[str, str], now: datetime
) -> Step | Refused:
    """Keep the consent that is asked for before personal data are; those given earlier are then filled in."""
    found = known_personal(application.offer.form, earlier)
    filled = {id_: value for id_, value in found.items() if id_ not in application.answers}
    return take(
        application, "consent", actor, now,
        details={"version": CONSENT_VERSION}, personal={"answers": filled} if filled else None,
        privacy_agreed_at=now, answers={**application.answers, **filled},
        to_confirm=(*application.to_confirm, *filled),
    )  # fmt: skip


def confirm_known(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Take what was filled in from earlier as confirmed."""
    details = {"confirmed": list(application.to_confirm)}
    return take(application, "answer", actor, now, details=details, to_confirm=())


def answer(
    application: Application, actor: Actor, field_id: str, raw: str, now: datetime, *, today: date
) -> Step | Refused:
    """Set or change one answer. After a request for information only what was reopened can be changed."""
    field = _field(application, field_id)
    if isinstance(field, Refused):
        return field
    if field.personal and application.privacy_agreed_at is None:
        return Refused("consent-first")
    value = read(field, raw, Context(today, application.answers, application.offer.ceiling_cny))
    if isinstance(value, Refused):
        return value
    return take(
        application,
        "answer",
        actor,
        now,
        details={"field": field_id},
        personal={"before": application.answers.get(field_id), "after": value},
        answers={**application.answers, field_id: value},
        to_confirm=tuple(f for f in application.to_confirm if f != field_id),
        settled=(*application.settled, field_id),
    )


def leave_as_is(application: Application, actor: Actor, item: str, now: datetime) -> Step | Refused:
    """Say that a reopened answer is right as it stands."""
    if item not in application.reopened:
        return Refused("not-reopened")
    details = {"field": item, "kept": True}
    return take(application, "answer", actor, now, details=details, settled=(*application.settled, item))


def _field(application: Application, field_id: str) -> Field | Refused:
    field = BY_ID.get(field_id)
    if field is None or field not in application.offer.form:
        return Refused("unknown-field")
    if application.state == "info_requested" and field_id not in application.reopened:
        return Refused("not-reopened")
    return field


def attach(application: Application, actor: Actor, attached: Attached, now: datetime) -> Step | Refused:
    """Hand in a file. The same content is taken once for a paper."""
    allowed = _may_attach(application, attached.paper)
    if allowed is not None:
        return allowed
    if any((f.sha256, f.paper) == (attached.sha256, attached.paper) for f in application.files):
        return Refused("file-duplicate")
    if len(application.files) >= MOST_FILES:
        return Refused("too-many-files", {"most": str(MOST_FILES)})
    return take(
        application,
        "attach",
        actor,
        now,
        details={"paper": attached.paper, "sha256": attached.sha256, "size": attached.size_bytes},
        personal={"name": attached.name},
        files=(*application.files, attached),
        settled=(*application.settled, attached.paper),
    )


def _may_attach(application: Application, paper: str) -> Refused | None:
    if application.state == "info_requested" and paper not in application.reopened:
        return Refused("not-reopened")
    if paper != "other" and paper not in {p.id for p in application.offer.papers}:
        return Refused("unknown-paper")
    return None


def detach(application: Application, actor: Actor, file_id: str, now: datetime) -> Step | Refused:
    """Take a file out of the application; the history keeps its hash, the daily job removes its content."""
    found = next((f for f in application.files if f.id == file_id), None)
    if found is None:
        return Refused("unknown-file")
    if application.state == "info_requested" and found.paper not in application.reopened:
        return Refused("not-reopened")
    rest = tuple(f for f in application.files if f.id != file_id)
    details = {"paper": found.paper, "sha256": found.sha256}
    return take(application, "detach", actor, now, details=details, files=rest)


def refresh(application: Application, actor: Actor, offer: Offer, now: datetime) -> Step | Refused:
    """Judge a draft by today's rules; every answer stays, and only what is new is asked."""
    return take(application, "refresh", actor, now, details={"release": offer.release}, offer=offer)


def submit(
    application: Application,
    actor: Actor,
    now: datetime,
    *,
    today: date,
    without: Collection[str] = (),
) -> Step | Refused:
    """Hand a complete draft in, with explicit consent, and give it a reference number.

    A paper that the programme asks for may be missing only when the founder has said so: `without` names it.
    """
    if application.state not in ("draft", "withdrawn") and application.reference:
        seen = permit(replace(application, state="draft"), "submit", actor)
        if not isinstance(seen, Refused):
            return Refused("already-submitted", {"reference": application.reference})
    unready = why_not_start(application.offer, today)
    if unready is not None and application.state == "draft":
        return unready
    if application.state == "draft" and (application.gaps or application.to_confirm):
        return Refused("incomplete")
    if application.state == "draft" and application.privacy_agreed_at is None:
        return Refused("consent-first")
    missing = [paper.id for paper in application.missing_papers]
    if application.state == "draft" and not set(missing) <= set(without):
        return Refused("papers-missing")
    reference = new_reference()
    told = {"missing": missing} if missing else {}
    return take(
        application, "submit", actor, now,
        details={"reference": reference, "consent": CONSENT_VERSION, **told},
        notices=(Notice("staff", "notice-submitted", {"reference": reference}),),
        reference=reference, submitted_at=now, settled=(),
    )  # fmt: skip


def respond(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Send the answers to a request for information back to the reviewer."""
    if application.state == "info_requested" and set(application.reopened) - set(application.settled):
        return Refused("incomplete")
    return take(
        application, "respond", actor, now,
        notices=(Notice("assignee", "notice-responded", {"reference": application.reference or ""}),),
        reopened=(), settled=(), question=None,
    )  # fmt: skip


def withdraw(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Take the application back; the company can then open another."""
    told = (Notice("assignee", "notice-withdrawn", {"reference": application.reference or ""}),)
    notices = told if application.assignee else ()
    return take(application, "withdraw", actor, now, notices=notices, reopened=(), question=None)


def leave(application: Application, actor: Actor, now: datetime) -> Step | Refused:
    """Leave an application that a colleague owns, or no longer ask to join it."""
    rest = tuple(person for person in application.colleagues if person != actor.person)
    asking = tuple(person for person in application.asking_to_join if person != actor.person)
    return take(application, "leave", actor, now, colleagues=rest, asking_to_join=asking)


def attached(paper: str, sha256: str, name: str, media_type: str, size_bytes: int) -> Attached:
    """Describe a file that was checked and stored."""
    return Attached(new_id(), paper, sha256, name, media_type, size_bytes)
