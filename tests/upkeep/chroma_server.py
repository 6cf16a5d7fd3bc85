"""A real Chroma server, and a proxy before it that can go slow, silent, deaf, or answer nonsense."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import httpx

Mood = Literal["well", "silent", "refusing", "closing", "failing", "nonsense"]
_REPLIES = {
    "failing": b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\nConnection: close\r\n\r\nboom",
    "nonsense": b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnull",
}


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Run a server with its own folder; its address is yielded once it answers."""
    port = free_port()
    command = [
        sys.executable, "-c", "from chromadb.cli.cli import app; app()",
        "run", "--path", str(folder), "--port", str(port), "--host", "127.0.0.1",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield url
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{url}/api/v2/heartbeat", timeout=1).is_success:
                return
    raise RuntimeError("the Chroma server did not start")


class Proxy:
    """Passes bytes on to a server, in the mood that it is put into; a new mood holds for open connections too."""

    def __init__(self, target: str) -> None:
        self._target = int(target.rsplit(":", 1)[1])
        self.mood: Mood = "well"
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def turn(self, mood: Mood) -> None:
        """Change the mood; connections that are open are closed, but for a server that goes silent."""
        self.mood = mood
        if mood not in {"well", "silent"}:
            self._close_all()

    def close(self) -> None:
        self._listener.close()
        self._close_all()

    def _close_all(self) -> None:
        for it in self._open:
            with contextlib.suppress(OSError):
                it.shutdown(socket.SHUT_RDWR)
            it.close()
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.mood in {"refusing", "closing"}:
                client.close()
                continue
            self._open.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        if self.mood in _REPLIES:
            with contextlib.suppress(OSError):
                client.recv(1 << 16)
                client.sendall(_REPLIES[self.mood])
                client.close()
            return
        server = socket.create_connection(("127.0.0.1", self._target))
        self._open.append(server)
        threading.Thread(target=self._pass_on, args=(server, client), daemon=True).start()
        self._pass_on(client, server)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if self.mood != "silent":
                    target.sendall(data)
        for it in (source, target):
            with contextlib.suppress(OSError):
                it.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy_before(url: str) -> Iterator[Proxy]:
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.close()
