"""A load balancer in front of several replicas: each request goes to the next of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import aiohttp
from aiohttp import web


class Balancer:
    """Hands requests on in turn; a replica that does not answer costs a 502."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.ports: list[int] = []
        self.url = ""
        self._session = session
        self._turn = count()

    async def forward(self, request: web.BaseRequest) -> web.StreamResponse:
        port = self.ports[next(self._turn) % len(self.ports)]
        try:
            async with self._session.post(
                f"http://127.0.0.1:{port}{request.path}", data=await request.read(), headers=request.headers
            ) as answer:
                return web.Response(status=answer.status)
        except aiohttp.ClientError:
            return web.Response(status=502)


@asynccontextmanager
async def balanced() -> AsyncIterator[Balancer]:
    """Listen on a free port until the block ends."""
    async with aiohttp.ClientSession() as session:
        balancer = Balancer(session)
        runner = web.ServerRunner(web.Server(balancer.forward, access_log=None), shutdown_timeout=0.5)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        balancer.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        yield balancer
        await runner.cleanup()
