"""Every setting stands in .env.example with its default, and nothing else does."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings

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


def _shown(settings: Settings) -> dict[str, object]:
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in settings.model_dump().items()
    }
