"""Asks web addresses whether they still answer: many at once, few of one host, and none for long."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit

import aiohttp

from knowledge.upkeep.sources import Look, is_hazardous

_TIMEOUT_S = 10.0
_AT_ONCE = 16
_AT_ONE_HOST = 2
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_ONLY_GET = frozenset([400, 403, 404, 405, 406, 412, 500, 501])
"""What servers answer to HEAD where they may answer GET with the page."""
_AGENT = "Mozilla/5.0 (compatible; voucherbot; source check)"


async def look_at(urls: Sequence[str], today: date, timeout_s: float = _TIMEOUT_S) -> dict[str, Look]:
    """Ask for every address; each answers within `timeout_s` or counts as one that does not."""
    timeout = aiohttp.ClientTimeout(total=timeout_s)
    async with aiohttp.ClientSession(
        timeout=timeout, headers={"User-Agent": _AGENT}, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        visitor = _Visitor(session, today, timeout_s)
        looks = await asyncio.gather(*map(visitor.look, urls))
    return dict(zip(urls, looks, strict=True))


class _Visitor:
    def __init__(self, session: aiohttp.ClientSession, today: date, timeout_s: float) -> None:
        self._session = session
        self._day = today.isoformat()
        self._timeout_s = timeout_s
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._hosts: defaultdict[str | None, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(_AT_ONE_HOST)
        )

    async def look(self, url: str) -> Look:
        try:
            async with self._hosts[_host(url)], self._free, asyncio.timeout(self._timeout_s):
                return await self._visit(url)
        except TimeoutError:
            return Look(self._day, None, "did not answer in time")
        except (aiohttp.ClientError, OSError, ValueError):
            return Look(self._day, None, "could not be reached")

    async def _visit(self, url: str) -> Look:
        """Follow an address to where it leads, but never to a hazardous host."""
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            status, next_ = await self._ask(at)
            if next_ is None:
                return Look(self._day, status, leads_to=_host(at) if _host(at) != _host(url) else None)
            if is_hazardous(_host(next_)):
                return Look(self._day, status, leads_to=_host(next_))
            at = next_
        return Look(self._day, None, "leads on without end")

    async def _ask(self, url: str) -> tuple[int, str | None]:
        """Return the status, and where the address leads on to; no body is read."""
        status, next_ = await self._request("HEAD", url)
        return await self._request("GET", url) if status in _ONLY_GET else (status, next_)

    async def _request(self, method: str, url: str) -> tuple[int, str | None]:
        # An expired certificate makes no page unreadable, and nothing that is sent or read here needs one.
        async with self._session.request(method, url, allow_redirects=False, ssl=False) as response:
            location = response.headers.get("Location")
            leads = location if response.status in _REDIRECTS else None
            return response.status, urljoin(url, leads) if leads else None


def _host(url: str) -> str | None:
    return urlsplit(url).hostname
