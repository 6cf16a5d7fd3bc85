"""Rows of cells as tables: captions above them, heads of several rows, columns that nobody filled."""

from collections.abc import Sequence

from knowledge.library.formats.blocks import Block, Table

Rows = Sequence[tuple[str, ...]]


def table_of(rows: Rows, head_rows: int = 1) -> list[Block | Table]:
    """Make a table of rows of one width; single cells above it are its caption, `head_rows` further ones its head."""
    captions: list[str] = []
    while rows and len({cell for cell in rows[0] if cell}) == 1:
        captions.append(next(cell for cell in rows[0] if cell))
        rows = rows[1:]
    captions = list(dict.fromkeys(captions))
    used = [column for column in range(max(map(len, rows), default=0)) if any(row[column] for row in rows)]
    if not used:
        return [Block(caption) for caption in captions]
    kept = [tuple(row[column] for column in used) for row in rows]
    height = head_rows if 1 < head_rows < len(kept) else 1
    table = Table((_head(kept[:height]), *kept[height:]), caption=captions[-1] if captions else "")
    return [*(Block(caption) for caption in captions[:-1]), table]


def _head(rows: Rows) -> tuple[str, ...]:
    """Join the rows of a head: `支持标准·比例` for a column of a group."""
    return tuple(
        "·".join(dict.fromkeys(name for name in column if name)) for column in zip(*rows, strict=True)
    )


def even(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Fill rows up to one width."""
    width = max(map(len, rows), default=0)
    return [(*row, *[""] * (width - len(row))) for row in rows]
