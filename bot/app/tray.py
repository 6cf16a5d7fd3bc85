"""The desk of the knowledge base over the shared database, with what older versions kept in this data folder."""

from bot.settings import Settings
from bot.store.blocking import BlockingDatabase
from bot.store.tray import SqlTray
from knowledge.upkeep.folder import Desk
from knowledge.upkeep.old_folder import bring_in


def open_desk(settings: Settings, database: BlockingDatabase | None = None) -> Desk:
    """Return the desk; what lies in the data folder from before is brought into the database first."""
    tray = SqlTray(database or BlockingDatabase(settings.database))
    bring_in(settings.data_dir / "knowledge", tray)
    return Desk(settings.data_dir, tray)
