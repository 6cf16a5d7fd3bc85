"""Commands run as whole processes: how long each took and how much memory it had at its peak; and the machine."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process, as the operating system counted it; peak memory in MB (10^6 bytes)."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def run(command: Sequence[str], settings: Mapping[str, str], text: str = "") -> Run:
    """Run a command to its end; `text` is its standard input.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryFile("w+b") as given, tempfile.TemporaryFile("w+b") as said:
        given.write(text.encode())
        given.seek(0)
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=given, stdout=said, stderr=subprocess.PIPE, env={**os.environ, **settings}
        )
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {complaint.decode()}")
        kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
        return Run(wall, used.ru_utime + used.ru_stime, kilobytes * 1024 / 1e6, said.read().decode())


def script(name: str) -> str:
    """Return the path of a console script beside this Python."""
    return str(Path(sys.executable).parent / name)


def machine() -> str:
    """Describe the machine in a line."""
    cpu = _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    memory = int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) * 1024 / 1e9
    load = os.getloadavg()[0]
    return (
        f"{cpu}, {len(os.sched_getaffinity(0))} of {os.cpu_count()} cores, {memory:.1f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, load {load:.1f} at the start"
    )


def _field(path: str, name: str) -> str | None:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)
