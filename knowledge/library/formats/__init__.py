"""Documents as people send them (PDF, Word, HTML, Markdown, plain text, Excel), read into blocks of text."""

from knowledge.library.formats.blocks import Block, Foreign, Table, UnreadableFileError
from knowledge.library.formats.reading import read, read_apart

__all__ = ["Block", "Foreign", "Table", "UnreadableFileError", "read", "read_apart"]
