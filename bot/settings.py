"""The only reader of the environment. Every setting has the prefix VOUCHERBOT_ and stands in .env.example."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.applications.rules import Rules
from knowledge.answering.models.endpoint import Endpoint, Output
from knowledge.language import Language

_ROOM = re.compile(r"-?\d+|[a-z]+:\S+")


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; give a name such as Asia/Shanghai") from None
    return name


def _known_room(name: str) -> str:
    if name and not _ROOM.fullmatch(name):
        raise ValueError(f"{name!r} is no group; give its number on Telegram, such as -1001234567890")
    return name


class Settings(BaseSettings):
    """The configuration, from the environment and from `.env` in the working directory."""

    model_config = SettingsConfigDict(
        env_prefix="VOUCHERBOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
    )

    data_dir: Path = Path("data")
    database_url: str = ""
    language: Language = "zh"
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Asia/Shanghai"

    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_base_file_url: str = "https://api.telegram.org/file/bot"
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8443"

    chroma_url: str = ""
    embeddings: str = "bundled"
    embeddings_base_url: str = ""
    embeddings_api_key: SecretStr | None = None

    llm_model: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr | None = None
    llm_writes: bool = False
    llm_output: Output = ""
    llm_silence_s: float = 10.0
    llm_timeout_s: float = 20.0
    llm_tokens_per_day: int = 2_000_000
    llm_tokens_per_person: int = 100_000
    llm_cny_per_day: Decimal = Decimal(0)
    llm_price_in_cny: Decimal = Decimal(0)
    llm_price_out_cny: Decimal = Decimal(0)

    questions_per_minute: int = 20
    messages_per_second: float = Field(default=30, gt=0)
    longest_question: int = 4096

    publish_two_people: bool = False
    releases_kept: int = 20

    files_url: str = ""
    staff_group: Annotated[str, AfterValidator(_known_room)] = ""
    second_review_above_cny: Decimal = Decimal(500_000)
    largest_file_mb: int = 20
    keep_drafts_days: int = 180
    keep_closed_days: int = 730
    keep_approved_days: int = 3650
    remind_idle_days: int = 3

    @cached_property
    def database(self) -> str:
        """The address of the database: the one set, or SQLite in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'voucherbot.sqlite'}"

    @property
    def files(self) -> str:
        """Where the contents of files lie: the address set, or a folder below the data folder."""
        return self.files_url or str(self.data_dir.absolute() / "files")

    @property
    def staff_room(self) -> str | None:
        """The person id under which the staff group is written to: a bare number is a chat of Telegram."""
        name = self.staff_group
        return (name if ":" in name else f"telegram:{name}") if name else None

    @cached_property
    def rules(self) -> Rules:
        """What can be set about applications."""
        return Rules(
            zone=self.zone,
            second_above_cny=self.second_review_above_cny,
            most_file_bytes=self.largest_file_mb * 1024 * 1024,
            keep_drafts=timedelta(days=self.keep_drafts_days),
            keep_closed=timedelta(days=self.keep_closed_days),
            keep_approved=timedelta(days=self.keep_approved_days),
            idle_after=timedelta(days=self.remind_idle_days),
        )

    @property
    def endpoint(self) -> Endpoint | None:
        """The language model that is set, or None."""
        if not self.llm_model.strip():
            return None
        key = self.llm_api_key.get_secret_value().strip() if self.llm_api_key else ""
        return Endpoint(
            self.llm_model.strip(),
            self.llm_base_url.strip(),
            key,
            self.llm_output,
            self.llm_silence_s,
            self.llm_timeout_s,
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days begin and end."""
        return ZoneInfo(self.timezone)
