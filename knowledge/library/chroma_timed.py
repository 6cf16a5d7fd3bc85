"""A client of a Chroma server with a time limit. It imports Chroma, so that it is itself imported at first use."""

from typing import Any, cast
from urllib.parse import urlparse

import httpx
from chromadb.api.client import Client
from chromadb.auth import UserIdentity
from chromadb.config import Settings
from overrides import override


class TimedClient(Client):
    """A client each of whose requests ends after `limit_s` without a byte; its connection is closed then."""

    def __init__(self, url: str, limit_s: float) -> None:
        self._limit_s = limit_s
        parts = urlparse(url)
        settings = Settings(
            anonymized_telemetry=False,
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname or "localhost",
            chroma_server_http_port=parts.port or (443 if parts.scheme == "https" else 8000),
            chroma_server_ssl_enabled=parts.scheme == "https",
        )
        super().__init__(settings=settings)

    @override
    def get_user_identity(self) -> UserIdentity:
        """Set the limit before the first request, which this is."""
        cast("Any", self._server)._session.timeout = httpx.Timeout(self._limit_s)  # noqa: SLF001 (it offers no setting)
        return super().get_user_identity()
