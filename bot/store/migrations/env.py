"""Alembic's entry: it runs on the connection that it is given, inside that connection's transaction."""

from typing import Any, Literal

from alembic import context

from bot.store import tables  # noqa: F401 (importing it fills the catalogue)
from bot.store.metadata import Moment, metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401 (Alembic's own objects)
    return "Moment()" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_item=_render,
)
context.run_migrations()
