"""A proxy before PostgreSQL that can fall silent: what was sent meanwhile is kept, and never answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit


class Proxy:
    """Forwards bytes. A connection that is used during a silence stays open, and silent for good."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._silent = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    def falls_silent(self) -> None:
        self._silent = True

    def speaks(self) -> None:
        self._silent = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_unix_connection(f"{self._host}/.s.PGSQL.5432")
        dead = asyncio.Event()
        pipes = [self._pipe(reader, there[1], dead), self._pipe(there[0], writer, dead)]
        for pipe in pipes:
            task = asyncio.create_task(pipe)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pipe(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, dead: asyncio.Event
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65_536):
                if self._silent:
                    dead.set()
                if not dead.is_set():
                    writer.write(data)
                    await writer.drain()
        writer.close()


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[Proxy, str]]:
    """Put a proxy before the PostgreSQL of this address, and return the address behind the proxy."""
    parts = urlsplit(url)
    proxy = Proxy(parse_qs(parts.query)["host"][0])
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    user = parts.netloc.rpartition("@")[0]
    try:
        yield proxy, f"postgresql://{user}@127.0.0.1:{port}{parts.path}"
    finally:
        server.close()
        await proxy.close()
