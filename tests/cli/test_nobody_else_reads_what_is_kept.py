"""Under an umask that allows everything, what the commands write is for their own user alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Voucherbot

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the rights of files are those of POSIX")


@pytest.fixture
def careless(tmp_path: Path) -> Voucherbot:
    """The command in a shell that lets everybody read and write."""
    return Voucherbot(tmp_path / "data", tmp_path, umask=0)


def everything_in(folder: Path) -> Iterator[Path]:
    yield folder
    for root, folders, files in os.walk(folder):
        yield from (Path(root) / name for name in (*folders, *files))


def open_to_others(*places: Path) -> list[str]:
    return [
        f"{path} {stat.S_IMODE(path.stat().st_mode):o}"
        for place in places
        for path in everything_in(place)
        if path.stat().st_mode & 0o077
    ]


def well(bot: Voucherbot, *words: str, text: str = "") -> None:
    ended = bot(*words, text=text)
    assert ended.code == 0, (words, ended.err)


TALK = "What does Shanghai pay?\n/check\n/my_data\n/delete_me\n"


def hired(bot: Voucherbot) -> None:
    token = bot("staff", "invite", "admin", "--json").json["token"]
    well(bot, "staff", "accept", token, "--as", "ann")


def test_every_command_writes_for_its_own_user_alone(careless: Voucherbot, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o700)
    (out / "old.csv").write_text("left readable by an earlier version")
    (out / "old.csv").chmod(0o666)
    (out / "backup.tar.gz.part").touch(mode=0o666)
    hired(careless)
    well(careless, "chat", "--as", "amy", text=TALK)
    well(careless, "ask", "What does Shanghai pay?")
    well(careless, "precheck")
    well(careless, "knowledge", "status")
    well(careless, "model", "status")
    for name in ("a.csv", "a.xlsx", "old.csv"):
        well(careless, "applications", "export", str(out / name), "--as", "ann")
    well(careless, "backup", str(out / "backup.tar.gz"))
    other = Voucherbot(tmp_path / "restored", tmp_path, umask=0)
    well(other, "restore", str(out / "backup.tar.gz"))
    written = {path.name for path in everything_in(careless.data_dir)}
    assert {"voucherbot.sqlite", "knowledge", "received", "my-data.zip"} <= written
    assert {path.name for path in out.iterdir()} == {"a.csv", "a.xlsx", "old.csv", "backup.tar.gz"}
    assert open_to_others(careless.data_dir, other.data_dir, out) == []


def test_what_an_earlier_version_left_open_is_named_by_the_doctor_and_closed_at_the_start(
    careless: Voucherbot, tmp_path: Path
) -> None:
    hired(careless)
    (careless.data_dir / "logs").mkdir(exist_ok=True)
    (careless.data_dir / "logs" / "voucherbot.log").touch()
    for path in everything_in(careless.data_dir):
        path.chmod(0o777 if path.is_dir() else 0o666)
    opened = open_to_others(careless.data_dir)
    assert opened
    found = [it for it in careless("doctor", "--json").json["checks"] if it["part"] == "file rights"]
    assert found
    assert not any(it["ok"] for it in found)
    assert any("voucherbot.log" in it["says"] or "voucherbot.sqlite" in it["says"] for it in found)
    well(careless, "applications", "list", "--as", "ann")
    assert open_to_others(careless.data_dir) == []
    found = [it for it in careless("doctor", "--json").json["checks"] if it["part"] == "file rights"]
    assert [it["ok"] for it in found] == [True]


def test_what_is_not_the_bot_s_keeps_its_rights(careless: Voucherbot) -> None:
    careless.data_dir.mkdir()
    careless.data_dir.chmod(0o755)
    public = careless.data_dir / "site"
    public.mkdir()
    public.chmod(0o755)
    (public / "index.html").touch(mode=0o644)
    linked = careless.cwd / "linked"
    linked.mkdir()
    linked.chmod(0o755)
    (careless.data_dir / "received").symlink_to(linked)
    hired(careless)
    assert stat.S_IMODE(careless.data_dir.stat().st_mode) == 0o755
    assert stat.S_IMODE(public.stat().st_mode) == 0o755
    assert stat.S_IMODE(linked.stat().st_mode) == 0o755
    assert not (careless.data_dir / "voucherbot.sqlite").stat().st_mode & 0o077


def test_the_service_writes_for_its_own_user_alone() -> None:
    unit = (Path(__file__).parents[2] / "deploy" / "voucherbot.service").read_text("utf-8")
    wanted = (
        "UMask=0077",
        "StateDirectoryMode=0700",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
    )
    assert [line for line in wanted if line not in unit.splitlines()] == []
