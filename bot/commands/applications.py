"""`voucherbot applications`: the staff desk for applications, on the command line."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.applications.admins import AdminDesk
from bot.applications.amount import read_amount
from bot.applications.application import Application, Step
from bot.applications.budget import Budget
from bot.applications.outcome import Refused
from bot.applications.reviewers import ReviewDesk
from bot.applications.states import CLOSED, OPEN
from bot.commands.desk import Office, acting_as, fail, in_office, refuse
from bot.commands.options import As, Json, print_json
from bot.dialogue import cards
from bot.dialogue.notices import assignee_of
from bot.store.daily import Upkeep
from bot.store.errand import Errand
from bot.store.exporting import export_rows, write_table
from bot.store.listing import Filter, Listing

commands = typer.Typer(
    help="The staff desk for applications.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Ref = Annotated[str, typer.Argument(help="The reference number.")]
State = Annotated[list[str] | None, typer.Option("--state", help="Only this state; can be given again.")]
Programme = Annotated[str | None, typer.Option("--programme", help="Only this programme.")]
Assignee = Annotated[str | None, typer.Option("--assignee", help="Only what this reviewer has.")]
Since = Annotated[datetime | None, typer.Option("--since", help="Submitted on this day or later.")]
Until = Annotated[datetime | None, typer.Option("--until", help="Submitted before this day.")]
Doing = Callable[[ReviewDesk], Awaitable[Step | Refused]]


@commands.command("list")
def list_(  # noqa: PLR0913 (a filter is told in options)
    *, state: State = None, programme: Programme = None, assignee: Assignee = None, since: Since = None,
    until: Until = None, limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    after: Annotated[str | None, typer.Option(help="The mark that the page before ended with.")] = None,
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """List what was handed in, the newest first."""

    async def work(office: Office) -> None:
        await _reviewer(office, as_, "list")
        wanted = _filter(office, state, programme, assignee, since, until)
        try:
            page = await Listing(office.store.database).page(wanted, limit=limit, after=after)
        except ValueError:
            fail("--after takes the mark that the page before ended with")
        if json:
            print_json({"applications": page.rows, "after": page.after})
            return
        for row in page.rows:
            granted = row["granted_cny"]
            amount = office.voice.money(row["requested_cny"] if granted is None else granted)
            state_ = office.voice(f"state-{row['state']}")
            typer.echo(f"{row['reference']}  {state_}  {row['programme']}  {row['company'] or ''}  {amount}")
        if page.after:
            typer.echo(f"--after '{page.after}'", err=True)

    in_office(work)


@commands.command()
def show(reference: Ref, *, as_: As = None, json: Json = False) -> None:
    """Show an application with criteria, evidence, open points and history."""

    async def work(office: Office) -> None:
        desk = _desk(office, errand := Errand(office.store.database), as_)
        found = await desk.show(reference)
        if isinstance(found, Refused):
            refuse(office, found)
        events = await errand.records.history(found.id)
        if json:
            history = [
                {"at": e.at, "by": e.part, "what": e.action, "before": e.before, "after": e.after,
                 "details": e.details}
                for e in events
            ]  # fmt: skip
            print_json({**_plain(found), "history": history})
            return
        actor = await desk.actor("show", reference)
        if not isinstance(actor, Refused):
            assignee = await assignee_of(found, errand.records, office.voice)
            typer.echo(cards.card(office.voice, found, actor, events, assignee).text)

    in_office(work)


@commands.command()
def assign(
    reference: Ref,
    to: Annotated[str | None, typer.Argument(help="The reviewer; without one, yourself.")] = None,
    *, as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Give an application to a reviewer, or take it on."""
    person = acting_as(as_ if to is None else to)
    _act(as_, lambda desk: desk.assign(reference, person), json=json)


@commands.command()
def release(reference: Ref, *, as_: As = None, json: Json = False) -> None:
    """Put an application back into the queue."""
    _act(as_, lambda desk: desk.release(reference), json=json)


@commands.command()
def note(reference: Ref, text: str, *, as_: As = None, json: Json = False) -> None:
    """Add a note that staff alone can read."""
    _act(as_, lambda desk: desk.note(reference, text), json=json)


@commands.command("request-info")
def request_info(
    reference: Ref, *,
    field: Annotated[list[str], typer.Option("--field", help="A field or paper to reopen; can be given again.")],
    question: Annotated[str, typer.Option("--question", help="What is asked, in words.")] = "",
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Ask the founder for information on named fields; only those can then be changed."""
    _act(as_, lambda desk: desk.request_info(reference, field, question), json=json)


@commands.command()
def approve(
    reference: Ref, *,
    amount: Annotated[str | None, typer.Option("--amount", help="Yuan; without it, what was asked for.")] = None,
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Grant an amount; confirm a proposal that waits for a second pair of eyes."""
    given = None if amount is None else read_amount(amount)

    async def do(desk: ReviewDesk) -> Step | Refused:
        found = await desk.show(reference)
        if isinstance(found, Refused):
            return found
        if isinstance(given, Refused):
            return given
        if found.state == "second_review" and given in (None, found.proposed_cny):
            return await desk.confirm(reference)
        granted = found.asked_cny if given is None else given
        return Refused("amount-unnamed") if granted is None else await desk.approve(reference, granted)

    _act(as_, do, json=json)


@commands.command("send-back")
def send_back(reference: Ref, text: str, *, as_: As = None, json: Json = False) -> None:
    """Disagree with a colleague's proposal."""
    _act(as_, lambda desk: desk.send_back(reference, text), json=json)


@commands.command()
def reject(
    reference: Ref, *,
    reason: Annotated[list[str], typer.Option("--reason", help="criterion=why; can be given again.")],
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Reject with a reason by criterion; `other=…` where no criterion stands for it."""
    reasons = dict(part.partition("=")[::2] if "=" in part else ("other", part) for part in reason)
    _act(as_, lambda desk: desk.reject(reference, reasons), json=json)


@commands.command()
def export(  # noqa: PLR0913 (a filter is told in options)
    target: Annotated[Path, typer.Argument(help="A .csv or .xlsx file.")], *,
    state: State = None, programme: Programme = None, assignee: Assignee = None, since: Since = None,
    until: Until = None, as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Write applications into a CSV or Excel file."""
    if target.suffix.lower() not in (".csv", ".xlsx"):
        fail("the file has to end in .csv or .xlsx")

    async def work(office: Office) -> None:
        await _reviewer(office, as_, "export")
        wanted = _filter(office, state, programme, assignee, since, until)
        rows = [row async for row in export_rows(Listing(office.store.database), wanted)]
        write_table(target, rows)
        if json:
            print_json({"file": str(target), "rows": len(rows)})
        else:
            typer.echo(f"{target}: {len(rows)}")

    in_office(work)


@commands.command()
def budget(
    programme: Annotated[str | None, typer.Argument()] = None, *,
    round_: Annotated[str, typer.Option("--round", help="The round that the pot is for.")] = "",
    pot: Annotated[str | None, typer.Option("--pot", help="Yuan in the pot.")] = None,
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Show the pots of the programmes, or set one."""
    if (programme is None) != (pot is None):
        fail("to set a pot, name the programme and --pot in yuan")

    async def work(office: Office) -> None:
        if programme is not None and pot is not None:
            amount = read_amount(pot, may_be_zero=True)
            done = (
                amount
                if isinstance(amount, Refused)
                else await _set_pot(office, as_, programme, round_, amount)
            )
            if isinstance(done, Refused):
                refuse(office, done)
        await _reviewer(office, as_, "list")
        pots = await Listing(office.store.database).pots()
        if json:
            print_json([{**asdict(each), "left_cny": each.left_cny} for each in pots])
            return
        for each in pots:
            typer.echo(f"{each.programme}  {each.round}  {each.granted_cny:.2f} / {each.pot_cny:.2f}")

    in_office(work)


async def _set_pot(
    office: Office, as_: str | None, programme: str, round_: str, pot_cny: Decimal
) -> Budget | Refused:
    async def do(errand: Errand) -> Budget | Refused:
        desk = AdminDesk(errand.records, acting_as(as_), office.now)
        return await desk.set_budget(programme, round_, pot_cny)

    return await office.do(do)


@commands.command()
def daily(*, json: Json = False) -> None:
    """Do what is due: reminders, retention, seals, files without use. `serve` does it by itself."""

    async def work(office: Office) -> None:
        done = await Upkeep(office.store, office.blobs, office.rules, office.notices).run(office.now)
        if json:
            print_json(asdict(done))
        else:
            typer.echo(", ".join(f"{name}: {count}" for name, count in asdict(done).items()))

    in_office(work)


def _act(as_: str | None, doing: Doing, *, json: bool) -> None:
    """Do one thing to one application, tell whom it concerns, and print how it now is."""

    async def work(office: Office) -> None:
        async def do(errand: Errand) -> Step | Refused:
            step = await doing(_desk(office, errand, as_))
            if isinstance(step, Step):
                await office.notices.send(errand, errand.records, [step])
            return step

        step = await office.do(do)
        if isinstance(step, Refused):
            refuse(office, step)
        if json:
            print_json(_plain(step.application))
        else:
            typer.echo(f"{step.application.reference}: {office.voice(f'state-{step.application.state}')}")

    in_office(work)


def _desk(office: Office, errand: Errand, as_: str | None) -> ReviewDesk:
    return ReviewDesk(errand.records, acting_as(as_), office.now, office.rules.second_above_cny)


async def _reviewer(office: Office, as_: str | None, action: str) -> None:
    actor = await _desk(office, Errand(office.store.database), as_).actor(action, None)
    if isinstance(actor, Refused):
        fail(f"{acting_as(as_)} may not review applications; see `voucherbot staff list`")


def _filter(
    office: Office, state: list[str] | None, programme: str | None, assignee: str | None,
    since: datetime | None, until: datetime | None,
) -> Filter:  # fmt: skip
    if programme == "" or assignee == "":
        fail("an empty --programme or --assignee names nobody's; leave it out to see all")
    unknown = [name for name in state or () if name not in OPEN | CLOSED]
    if unknown:
        fail(f"{unknown[0]!r} is no state; there are {', '.join(sorted(OPEN | CLOSED))}")
    zone = office.rules.zone
    return Filter(
        tuple(state or ()), programme, None if assignee is None else acting_as(assignee),
        since.replace(tzinfo=zone) if since else None, until.replace(tzinfo=zone) if until else None,
    )  # fmt: skip


def _plain(it: Application) -> dict[str, Any]:
    shown = asdict(it)
    shown["offer"] = {
        name: shown["offer"][name]
        for name in ("programme", "round", "title", "verdict", "ceiling_cny", "criteria", "papers", "release")
    }
    shown["open_papers"] = [paper.id for paper in it.open_papers]
    return shown
