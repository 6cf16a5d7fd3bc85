"""Files on the server: what people and the bot have sent, to be downloaded within an hour of asking."""

import hashlib
from dataclasses import dataclass

from tests.botapi.clock import Clock
from tests.botapi.refusals import Json, bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LINK_LIFE_S = 3600.0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the id by which the bot asks for it. `size` may be more than its content, for size limits."""

    file_id: str
    unique_id: str
    name: str
    media_type: str
    content: bytes
    size: int
    folder: str

    @property
    def json(self) -> Json:
        """What all kinds of files have in common."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """All files, by id and by the path of their download."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}

    def add(
        self,
        name: str,
        content: bytes,
        media_type: str,
        *,
        folder: str = "documents",
        size: int | None = None,
    ) -> StoredFile:
        """Keep a file."""
        digest = hashlib.sha256(content + name.encode()).hexdigest()
        number = len(self._files)
        file = StoredFile(
            file_id=f"BQACAgIAAxkBAAI{number:06d}{digest[:40]}",
            unique_id=f"AgAD{digest[:12]}",
            name=name,
            media_type=media_type,
            content=content,
            size=len(content) if size is None else size,
            folder=folder,
        )
        self._files[file.file_id] = file
        return file

    def get(self, file_id: str) -> StoredFile:
        """The file with this id."""
        if file_id not in self._files:
            raise bad_request("invalid file_id")
        return self._files[file_id]

    def link(self, file_id: str) -> Json:
        """What getFile answers: a path that can be downloaded for an hour."""
        file = self.get(file_id)
        if file.size > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        number = list(self._files).index(file_id)
        suffix = file.name[file.name.rfind(".") :] if "." in file.name else ""
        path = f"{file.folder}/file_{number}{suffix if suffix.isascii() else ''}"
        self._links[path] = (file, self._clock.now() + LINK_LIFE_S)
        return {**file.json, "file_path": path}

    def download(self, path: str) -> StoredFile | None:
        """The file behind a link that still lives."""
        file, expires_at = self._links.get(path, (None, 0.0))
        return file if expires_at > self._clock.now() else None
