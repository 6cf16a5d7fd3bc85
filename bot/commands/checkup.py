"""The checks of `voucherbot doctor`; none of them changes anything but its own trial files."""

import os
from collections.abc import Iterator, Mapping

from bot.commands.check_library import check_embedding, check_knowledge
from bot.commands.check_room import check_room
from bot.commands.check_services import check_language_model, check_telegram
from bot.commands.check_store import (
    check_data_folder,
    check_database,
    check_file_rights,
    check_records,
    check_updates,
)
from bot.commands.findings import Check, Finding, first_line, problem, well
from bot.settings import Settings

_CHECKS: Mapping[str, Check] = {
    "data folder": check_data_folder,
    "file rights": check_file_rights,
    "database": check_database,
    "records": check_records,
    "updates": check_updates,
    "embedding model": check_embedding,
    "knowledge": check_knowledge,
    "Telegram": check_telegram,
    "staff group": check_room,
    "language model": check_language_model,
}


def check_everything() -> list[Finding]:
    """Check all parts; a check that breaks is itself a finding."""
    try:
        settings = Settings()
    except ValueError as error:
        return [problem("settings", first_line(error), "correct it in the environment or in .env")]
    found = [well("settings", "they can be read"), *_unknown_settings()]
    for part, check in _CHECKS.items():
        try:
            found.extend(check(settings))
        except Exception as error:  # noqa: BLE001 (the doctor reports what breaks; it never breaks itself)
            found.append(
                problem(part, f"the check itself failed ({type(error).__name__}: {first_line(error)})")
            )
    return found


def _unknown_settings() -> Iterator[Finding]:
    known = {f"VOUCHERBOT_{name}".upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith("VOUCHERBOT_") and name not in known:
            yield problem("settings", f"{name} is no setting", "see .env.example for the names of all")
