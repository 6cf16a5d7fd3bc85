"""Staff do on the command line what they do in the chat, on both databases."""

import asyncio
import csv
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import typer
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner

from bot.commands import applications, backup, staff
from bot.dialogue.messages import Reply, Thread
from bot.store import Store, open_store
from bot.store.codec import load_reply
from bot.store.tables import outbox
from tests.applications.acting import Scene
from tests.applications.samples import pdf
from tests.applications.talking import Bot, Person
from tests.store.conftest import database_url
from tests.store.databases import fresh_database

__all__ = ["database_url"]

Result = TypeVar("Result")


class Shell:
    """A terminal of somebody on the machine."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.group = ""
        self.app = typer.Typer()
        self.app.add_typer(applications.commands, name="applications")
        self.app.add_typer(staff.commands, name="staff")
        self.app.command("backup")(backup.backup)
        self.app.command("restore")(backup.restore)

    def run(self, *words: str, code: int = 0) -> str:
        environment = {"VOUCHERBOT_DATABASE_URL": self.url, "VOUCHERBOT_DATA_DIR": str(self.folder),
                       "VOUCHERBOT_LANGUAGE": "en", "VOUCHERBOT_STAFF_GROUP": self.group}  # fmt: skip
        logging.getLogger("voucherbot").handlers.clear()
        result = CliRunner().invoke(self.app, list(words), env=environment)
        logging.getLogger("voucherbot").propagate = True
        assert result.exit_code == code, (result.output, result.exception)
        return result.stdout if code == 0 else result.stderr

    def json(self, *words: str) -> Any:  # noqa: ANN401 (a JSON document)
        return json.loads(self.run(*words, "--json"))

    def with_store(self, work: Callable[[Store], Awaitable[Result]]) -> Result:
        async def whole() -> Result:
            async with open_store(self.url) as store:
                return await work(store)

        return asyncio.run(whole())


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> Shell:
    shell = Shell(database_url, tmp_path)
    shell.with_store(lambda store: Scene(store).staffed())
    return shell


@pytest.fixture
def reference(shell: Shell) -> str:
    async def work(store: Store) -> str:
        amy = Person(Bot(store, shell.folder), "terminal:amy")
        await amy.fills_in()
        await amy.presses("Files")
        await amy.presses("The service contract")
        await amy.sends("c.pdf", pdf())
        await amy.presses("Go on")
        await amy.presses("Submit")
        return amy.text[amy.text.index("SQ-") :][:12]

    return shell.with_store(work)


def test_the_first_admin_comes_from_the_command_line_and_the_next_needs_one(
    database_url: str, tmp_path: Path
) -> None:
    shell = Shell(database_url, tmp_path)
    assert "first invitation has to be for an admin" in shell.run("staff", "invite", "reviewer", code=1)
    token = shell.json("staff", "invite", "admin")["token"]
    assert shell.json("staff", "accept", token, "--as", "ann")["standing"] == "active"
    assert "not valid" in shell.run("staff", "accept", token, "--as", "eve", code=1)
    assert "only an admin" in shell.run("staff", "invite", "reviewer", "--as", "eve", code=1)
    second = shell.json("staff", "invite", "--role", "reviewer", "--as", "ann")["token"]
    assert shell.json("staff", "accept", second, "--as", "bob")["standing"] == "pending"
    assert "is no admin" in shell.run("staff", "confirm", "bob", "--as", "bob", code=1)
    assert shell.json("staff", "confirm", "bob", "--as", "ann")["standing"] == "active"
    assert shell.json("staff", "revoke", "bob", "--as", "ann")["standing"] == "revoked"
    assert "last admin" in shell.run("staff", "revoke", "ann", "--as", "ann", code=1)
    assert {m["person"]: m["standing"] for m in shell.json("staff", "list")} == {
        "terminal:ann": "active",
        "terminal:bob": "revoked",
    }


def test_an_application_is_listed_asked_about_and_decided(shell: Shell, reference: str) -> None:
    rita, ron = ("--as", "t:rita"), ("--as", "t:ron")
    listed = shell.json("applications", "list", "--state", "submitted", *rita)
    assert [row["reference"] for row in listed["applications"]] == [reference]
    assert shell.json("applications", "assign", reference, *rita)["assignee"] == "t:rita"
    assert "Another reviewer has this one" in shell.run("applications", "approve", reference, *ron, code=1)
    asked = shell.json(
        "applications", "request-info", reference, "--field", "phone", "--question", "Which?", *rita
    )
    assert (asked["state"], asked["reopened"]) == ("info_requested", ["phone"])

    async def answers(store: Store) -> None:
        amy = Person(Bot(store, shell.folder), "terminal:amy")
        await amy.forges(f"ap:{asked['id']}:go")
        await amy.says("13900139000")
        await amy.presses("Send")

    shell.with_store(answers)
    assert (
        shell.json("applications", "approve", reference, "--amount", "60万", *rita)["state"]
        == "second_review"
    )
    assert shell.json("applications", "approve", reference, *ron)["granted_cny"] == "600000.00"
    shown = shell.json("applications", "show", reference, *rita)
    assert [event["what"] for event in shown["history"]][-2:] == ["propose", "confirm"]
    assert "approved" in shell.run("applications", "show", reference, *rita)


def test_a_rejection_needs_a_reason(shell: Shell, reference: str) -> None:
    rita = ("--as", "t:rita")
    assert "no such criterion" in shell.run(
        "applications", "reject", reference, "--reason", "x=y", *rita, code=1
    )
    shell.run("applications", "reject", reference, code=2)
    done = shell.json("applications", "reject", reference, "--reason", "floor=Below the floor", *rita)
    assert done["reasons"] == {"floor": "Below the floor"}


def test_a_pot_is_set_and_holds(shell: Shell, reference: str) -> None:
    programme = "gansu-qingyang-compute-voucher-2024"
    pots = shell.json(
        "applications", "budget", programme, "--round", "2026", "--pot", "10万", "--as", "t:admin"
    )
    assert pots[0]["left_cny"] == "100000.00"
    said = shell.run("applications", "approve", reference, "--amount", "200000", "--as", "t:rita", code=1)
    assert "100,000 yuan left" in said


def test_the_export_has_a_row_an_application(shell: Shell, reference: str) -> None:
    table, sheet = shell.folder / "out.csv", shell.folder / "out.xlsx"
    assert shell.json("applications", "export", str(table), "--as", "t:rita")["rows"] == 1
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert (rows[0]["reference"], rows[0]["phone"]) == (reference, "'+8613800138000")
    shell.run("applications", "export", str(sheet), "--programme", "another", "--as", "t:rita")
    assert load_workbook(sheet).active.max_row == 1  # type: ignore[union-attr]
    assert "may not review" in shell.run("applications", "export", str(table), "--as", "eve", code=1)
    assert "refused export" in (shell.folder / "logs" / "staff.log").read_text("utf-8")


def test_the_staff_group_hears_what_is_done_on_the_command_line(shell: Shell, reference: str) -> None:
    shell.group = "-1001234567890"
    shell.run("applications", "assign", reference, "--as", "t:rita")
    shell.run("applications", "reject", reference, "--reason", "floor=Too little", "--as", "t:rita")

    async def told(store: Store) -> list[tuple[int, Reply]]:
        async with store.database.read() as connection:
            rows = await connection.execute(select(outbox).where(outbox.c.chat_id < 0).order_by(outbox.c.id))
            return [(row.chat_id, load_reply(row.payload)) for row in rows]

    first, last = shell.with_store(told)
    assert (first[0], last[0]) == (-1001234567890, -1001234567890)
    title = f"{reference} · Qingyang computing voucher"
    assert first[1].text == f"{title}\nt:rita has taken it on."
    assert first[1].thread == Thread(reference, title)
    assert last[1].text == f"{title}\nt:rita has not approved it: The least amount."
    assert last[1].thread == Thread(reference, title, closes=True)


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        (("--state", "submitted", "--state", "approved"), ("--state", "rejected")),
        (("--programme", "gansu-qingyang-compute-voucher-2024"), ("--programme", "another")),
        (("--assignee", "t:rita"), ("--assignee", "t:ron")),
        (("--since", "2026-11-23"), ("--since", "2026-11-24")),
        (("--until", "2026-11-24"), ("--until", "2026-11-23")),
    ],
)
def test_list_and_export_are_narrowed_by_every_filter(
    shell: Shell, reference: str, fits: tuple[str, ...], does_not: tuple[str, ...]
) -> None:
    if "--assignee" in fits:
        shell.run("applications", "assign", reference, "--as", "t:rita")
    for words, rows in ((fits, 1), (does_not, 0)):
        assert len(shell.json("applications", "list", *words, "--as", "t:rita")["applications"]) == rows
        for name in ("out.csv", "out.xlsx"):
            target = str(shell.folder / name)
            assert shell.json("applications", "export", target, *words, "--as", "t:rita")["rows"] == rows
        assert load_workbook(shell.folder / "out.xlsx").active.max_row == rows + 1  # type: ignore[union-attr]


@pytest.mark.parametrize("commands", [applications.commands, staff.commands], ids=["applications", "staff"])
def test_every_command_of_the_desk_can_answer_in_json(commands: typer.Typer) -> None:
    group = typer.main.get_command(commands)
    named = group.commands.items()  # type: ignore[attr-defined]
    without = [name for name, it in named if "--json" not in {o for p in it.params for o in p.opts}]
    assert named
    assert without == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_is_restored_whole_into_either_database(
    shell: Shell, reference: str, kind: str, tmp_path: Path
) -> None:
    archive = tmp_path / "backup.tar.gz"
    shell.run("backup", str(archive))
    (tmp_path / "new").mkdir()
    for url in fresh_database(kind, tmp_path / "new"):
        other = Shell(url, tmp_path / "new")
        other.run("restore", str(archive))
        shown = other.json("applications", "show", reference, "--as", "t:rita")
        assert shown == shell.json("applications", "show", reference, "--as", "t:rita")
        other.run("applications", "approve", reference, "--amount", "1000", "--as", "t:rita")
        assert "not empty" in other.run("restore", str(archive), code=1)


def test_a_damaged_backup_is_refused(shell: Shell, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_bytes(b"\x1f\x8b nothing")
    assert "no backup of voucherbot" in shell.run("restore", str(archive), code=1)
    shell.url = f"sqlite:////proc/nowhere/{1}.sqlite"
    assert len(shell.run("applications", "list", code=1).splitlines()) == 1
