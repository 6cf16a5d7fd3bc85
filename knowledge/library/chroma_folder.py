"""Where Chroma's own files lie: one folder serves, a damaged one is replaced by a new one beside it.

The files of a built collection never change. Their hashes are kept, since Chroma's compiled part crashes the whole
process over some damaged ones.
"""

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import replace_file

GRACE_S = 900.0
"""How long what was replaced is kept: others may still search it."""
_HASHES = "hashes.json"


@dataclass(frozen=True, slots=True)
class ChromaFolder:
    """The folder that serves, named by a small file beside it; `first` serves where that file is missing."""

    first: Path
    beside: Path | None = None
    """A folder in the making, that does not serve yet."""

    @property
    def _pointer(self) -> Path:
        return self.first.with_name(f"{self.first.name}.serving")

    @property
    def path(self) -> Path:
        """The folder that serves, or the one in the making."""
        if self.beside is not None:
            return self.beside
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return self.first
        is_ours = name.startswith(self.first.name) and name == Path(name).name
        return self.first.with_name(name) if is_ours else self.first

    def fresh(self) -> "ChromaFolder":
        """Return a folder in the making beside the one that serves."""
        return ChromaFolder(self.first, self.first.with_name(f"{self.first.name}-{time.time_ns():x}"))

    def serve(self) -> None:
        """Let a folder in the making serve, in one step."""
        if self.beside is not None:
            replace_file(self._pointer, self.beside.name)

    def drop_replaced(self, grace_s: float = GRACE_S) -> None:
        """Remove folders that no longer serve, once nobody can be searching them."""
        serving = self.path
        replaced = [
            path
            for path in self.first.parent.glob(f"{self.first.name}*")
            if path.is_dir() and path != serving
        ]
        if not replaced or not self._pointer.exists():
            return
        if time.time() - self._pointer.stat().st_mtime >= grace_s:
            for path in replaced:
                if time.time() - path.stat().st_mtime >= grace_s:  # none that is in the making
                    shutil.rmtree(path, ignore_errors=True)


def keep_hashes(folder: Path) -> None:
    """Note what the files of built collections are."""
    replace_file(folder / _HASHES, json.dumps(_hashes(folder)))


def check_hashes(folder: Path) -> None:
    """Compare the files of built collections with what was noted.

    Raises:
        IndexProblemError: one of them is damaged.
    """
    try:
        kept: object = json.loads((folder / _HASHES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        kept = None
    found = _hashes(folder)
    if not isinstance(kept, dict) or any(
        name in kept and kept[name] != value for name, value in found.items()
    ):
        raise IndexProblemError(
            f"The index in {folder} is damaged: run `voucherbot knowledge rebuild`.", "corrupt"
        )


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*/*"))
        if path.is_file()
    }
