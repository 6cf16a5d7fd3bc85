"""The release that nobody had to publish: made from the documents that come with the program.

It is made when there is none, and again when a newer version of the program brings other documents. What staff
have published, taken over, withdrawn or rolled back meanwhile stays as it is.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from knowledge.clauses import Document
from knowledge.library.index_problem import IndexProblemError
from knowledge.library.ledger import PublishingError, Switch, only_one, replace_file
from knowledge.library.releases import Release, Releases
from knowledge.library.vectors import Progress

AUTHOR = "voucherbot"
_WAIT_S = 900.0
"""How long a process waits for another one that makes the release."""


def ensure_release(settings: Settings, releases: Releases, progress: Progress | None) -> Release:
    """Return the release that serves, made first where the program brings documents that it has not seen.

    Of several processes that start at once, one makes it and the others wait.

    Raises:
        IndexProblemError: it cannot be made.
        EmbeddingError: the embedding model does not answer.
    """
    mark, ours = releases.root / "BUNDLED", bundled_fingerprint()
    if _read(mark) == ours and (release := releases.current()) is not None:
        return release
    releases.root.mkdir(parents=True, exist_ok=True)
    with only_one(releases.root / "first.lock", wait_s=_WAIT_S):
        if _read(mark) != ours or releases.current_id() is None:
            _take_up(settings, releases, ours, progress)
            replace_file(mark, ours)
    release = releases.current()
    if release is None:
        raise IndexProblemError("No release serves: run `voucherbot knowledge publish`.")
    return release


def bundled_fingerprint() -> str:
    """Return a hash of the document files that come with the program."""
    from knowledge.library.reading import folder

    digest = hashlib.sha256()
    for path in sorted(folder().glob("*.md")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(mark: Path) -> str | None:
    try:
        return mark.read_text(encoding="ascii").strip()
    except OSError:
        return None


def _take_up(settings: Settings, releases: Releases, ours: str, progress: Progress | None) -> None:
    """Publish what is new in the program's documents, unless another machine has done so or is about to."""
    until = time.monotonic() + _WAIT_S
    while not _was_taken_up(releases, ours):
        try:
            with releases.ledger.alone():
                if not _was_taken_up(releases, ours):
                    _publish(settings, releases, ours, progress)
                return
        except PublishingError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


def _was_taken_up(releases: Releases, ours: str) -> bool:
    reasons = (switch.reason for switch in releases.ledger.history())
    return releases.current_id() is not None and _reason(ours) in reasons


def _reason(ours: str) -> str:
    return f"the documents that come with the program ({ours})"


def _publish(settings: Settings, releases: Releases, ours: str, progress: Progress | None) -> None:
    from knowledge.library.reading import bundled

    now, by, serving = datetime.now(UTC), (AUTHOR, _reason(ours)), releases.current()
    if serving is None:
        release = releases.build(bundled(), now, author=by[0], reason=by[1], progress=progress)
    else:
        changed = _changed(settings, releases, serving, bundled())
        release = releases.build_change(changed, [], now, by, progress=progress) if changed else serving
    before = serving.id if serving else None
    releases.switch(release.id, Switch(release.id, before, now, "publish", *by))


def _changed(
    settings: Settings, releases: Releases, serving: Release, bundled: Iterable[Document]
) -> list[Document]:
    """List what the program's new version changes and staff have neither taken over nor withdrawn."""
    from bot.app.tray import open_desk
    from knowledge.library.segments import document_hash, document_key

    desk = open_desk(settings)
    own = {name.removesuffix(".md") for name in desk.taken_in()}
    withdrawn, before = desk.withdrawn(), _hashes_before(releases)
    return [
        document
        for document in bundled
        if f"{document.id}.{document.language}" not in own
        and document.id not in withdrawn
        and document_hash(document)
        not in {before.get(document_key(document)), serving.hashes.get(document_key(document))}
    ]


def _hashes_before(releases: Releases) -> Mapping[str, str]:
    """Return what the program's documents were when they were last taken up, where that is still known."""
    for switch in releases.ledger.history():
        if switch.author == AUTHOR:
            try:
                return releases.open(switch.release).hashes
            except IndexProblemError:
                break
    return {}
