"""What is wrong with a file, in one sentence, and where; and its bytes as text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file: where and, in one sentence, what and how to mend it."""

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.sentence}"


class DocumentError(Exception):
    """A file is no policy document; `faults` says why, the first one in the message."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


def decode(data: bytes, path: str) -> str:
    """Read a file's bytes as UTF-8.

    Raises:
        DocumentError: it is in another encoding.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError(
            [Fault(path, line, "the file is not UTF-8 text; save it as UTF-8 and try again.")]
        ) from None
