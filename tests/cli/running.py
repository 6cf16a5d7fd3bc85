"""Runs `voucherbot` as a process of its own, with an environment that holds nothing but what a test says."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """A process that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    def says_one_sentence(self, code: int) -> str:
        """Check that nothing but one plain sentence stands on standard error, and return it."""
        assert self.code == code, (self.code, self.err)
        assert self.out == ""
        assert "Traceback" not in self.err
        assert self.err.count("\n") == 1, self.err
        return self.err


@dataclass(frozen=True)
class Voucherbot:
    """The command, with a data folder; there is no network behind its proxies."""

    data_dir: Path
    cwd: Path
    umask: int = -1

    def __call__(self, *arguments: str, text: str | bytes = "", **settings: str) -> Ended:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
        environment = {
            **kept,
            "HOME": str(self.cwd),
            "PYTHONPATH": str(ROOT),
            "VOUCHERBOT_DATA_DIR": str(self.data_dir),
            "HTTP_PROXY": "http://127.0.0.1:9",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "NO_PROXY": "127.0.0.1",
            **{f"VOUCHERBOT_{name.upper()}": value for name, value in settings.items()},
        }
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=text.encode() if isinstance(text, str) else text,
            capture_output=True,
            env=environment,
            cwd=self.cwd,
            timeout=300,
            umask=self.umask,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
