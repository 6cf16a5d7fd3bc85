"""Every setting stands in .env.example with its default, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings
from tests.settings import settings_for

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_the_example_lists_every_setting_with_its_default(monkeypatch: Any, tmp_path: Path) -> None:  # noqa: ANN401
    monkeypatch.chdir(tmp_path)
    lines = [
        line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    named = {line.partition("=")[0].removeprefix("VOUCHERBOT_").lower() for line in lines}
    assert named == set(Settings.model_fields)
    (tmp_path / ".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    for name in named:
        monkeypatch.delenv(f"VOUCHERBOT_{name.upper()}", raising=False)
    assert _shown(Settings()) == _shown(Settings.model_construct())


def test_the_staff_group_is_a_number_of_telegram_or_a_person(tmp_path: Path) -> None:
    rooms = {
        given: settings_for(tmp_path, staff_group=given).staff_room
        for given in ("", "-1001", "terminal:desk")
    }
    assert rooms == {"": None, "-1001": "telegram:-1001", "terminal:desk": "terminal:desk"}
    with pytest.raises(ValidationError, match="-1001234567890"):
        settings_for(tmp_path, staff_group="@our_group")


def _shown(settings: Settings) -> dict[str, object]:
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in settings.model_dump().items()
    }
