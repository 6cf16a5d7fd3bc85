"""`voucherbot staff`: who is staff, and in which role."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.applications.admins import COMMAND_LINE, AdminDesk
from bot.applications.outcome import Refused
from bot.applications.roles import INVITATION_LIFE, ROLES, StaffMember
from bot.commands.desk import Office, acting_as, fail, in_office, refuse
from bot.commands.options import As, Json, print_json
from bot.store.errand import Errand

commands = typer.Typer(
    help="Who is staff, and in which role.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@commands.command()
def invite(
    role: Annotated[str | None, typer.Argument(help="reviewer, editor or admin.")] = None, *,
    role_option: Annotated[str | None, typer.Option("--role", help="The same, as an option.")] = None,
    as_: As = None, json: Json = False,
) -> None:  # fmt: skip
    """Make an invitation; while there is no admin, the first one needs nobody's leave but this machine's."""
    wanted = role or role_option or "reviewer"
    if wanted not in ROLES:
        fail(f"{wanted!r} is no role; there are {', '.join(ROLES)}")

    async def work(office: Office) -> None:
        async def do(errand: Errand) -> str | Refused:
            first = not any(member.is_admin for member in await errand.records.all_staff())
            person = COMMAND_LINE if first else acting_as(as_)
            return await AdminDesk(errand.records, person, office.now).invite(wanted)

        token = await office.do(do)
        if isinstance(token, Refused):
            fail("only an admin can invite; the first invitation has to be for an admin")
        hours = int(INVITATION_LIFE.total_seconds()) // 3600
        if json:
            print_json({"role": wanted, "token": token, "start": f"staff_{token}", "hours": hours})
            return
        typer.echo(f"/start staff_{token}")
        typer.echo(f"Send this to the bot within {hours} hours. It works once.", err=True)

    in_office(work)


@commands.command()
def accept(token: str, *, as_: As = None, json: Json = False) -> None:
    """Use an invitation, without a chat."""
    _act(as_, lambda desk: desk.accept(token.removeprefix("staff_"), acting_as(as_)), json=json)


@commands.command()
def confirm(person: str, *, as_: As = None, json: Json = False) -> None:
    """Confirm somebody who used an invitation."""
    _act(as_, lambda desk: desk.confirm(acting_as(person)), json=json)


@commands.command()
def revoke(person: str, *, as_: As = None, json: Json = False) -> None:
    """Take somebody's role away."""
    _act(as_, lambda desk: desk.revoke(acting_as(person)), json=json)


@commands.command("list")
def list_(*, as_: As = None, json: Json = False) -> None:
    """List who is staff."""
    del as_

    async def work(office: Office) -> None:
        members = await Errand(office.store.database).records.all_staff()
        if json:
            print_json([_plain(member) for member in members])
            return
        for member in members:
            typer.echo(f"{member.person}  {member.role}  {member.standing}")

    in_office(work)


def _act(
    as_: str | None, doing: Callable[[AdminDesk], Awaitable[StaffMember | Refused]], *, json: bool
) -> None:
    async def work(office: Office) -> None:
        async def do(errand: Errand) -> StaffMember | Refused:
            return await doing(AdminDesk(errand.records, acting_as(as_), office.now))

        member = await office.do(do)
        if isinstance(member, Refused):
            if member.hidden:
                fail(f"{acting_as(as_)} is no admin; see `voucherbot staff list`")
            refuse(office, member)
        if json:
            print_json(_plain(member))
        else:
            typer.echo(f"{member.person}: {member.role}, {member.standing}")

    in_office(work)


def _plain(member: StaffMember) -> dict[str, str]:
    return {"person": member.person, "role": member.role, "standing": member.standing, "name": member.name}
