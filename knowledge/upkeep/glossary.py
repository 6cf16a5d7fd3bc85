"""The glossary as people read it: places, programmes, kinds of vouchers, terms and units in both languages.

`python -m knowledge.upkeep.glossary` prints it; docs/glossary.md is that print.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from knowledge.clauses import Document
from knowledge.glossary.places import NATION, gazetteer
from knowledge.glossary.terms import glossary
from knowledge.library.reading import bundled

_HEAD = """# Glossary

Printed from the data that the code reads: `knowledge/glossary/terms.yaml`, `places.csv`, `places.yaml`, and the
titles and aliases of `knowledge/documents/`. Mend a word there and run `make glossary`. 同一份数据供程序使用，改词请改数据。
"""


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from (f"\n## {title}\n", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head))
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def _instruments(entries: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for entry in entries.values():
        names = dict.fromkeys([*entry["names_zh"], *entry["names_en"]])
        also = [name for name in names if name not in entry.values()]
        yield entry["zh"], entry["en"], ", ".join(also)


def _places(documents: Sequence[Document]) -> Iterator[Sequence[str]]:
    places = gazetteer()
    for code in sorted({region for document in documents for region in document.regions} - {NATION}):
        place = places.places[code]
        yield code, place.zh, place.en, place.pinyin, ", ".join(places.nicknames(code))


def _zones() -> Iterator[Sequence[str]]:
    places = gazetteer()
    for zone in places.zones.values():
        yield zone.zh, zone.en, places.name(zone.within, "zh"), ", ".join(places.nicknames(zone.id))


def _programmes(documents: Sequence[Document]) -> Iterator[Sequence[str]]:
    titles: dict[str, dict[str, Document]] = {}
    for document in documents:
        titles.setdefault(document.id, {})[document.language] = document
    for name, texts in sorted(titles.items()):
        aliases = dict.fromkeys(alias for text in texts.values() for alias in text.aliases)
        shown = [texts[language].short_title if language in texts else "" for language in ("zh", "en")]
        yield f"`{name}`", *shown, ", ".join(aliases)


def printed(documents: Sequence[Document]) -> str:
    """Return the whole glossary as Markdown."""
    data = glossary()
    lines = [
        _HEAD.rstrip(),
        *_table("Kinds of vouchers 券种", ("中文", "English", "also 别称"), _instruments(data["instruments"])),
        *_table(
            "Terms 术语",
            ("中文", "English", "说明", "meaning"),
            ((t["zh"], t["en"], t["note_zh"], t["note_en"]) for t in data["terms"].values()),
        ),
        *_table(
            "Units 单位",
            ("中文", "English", "factor 倍数"),
            ((u["zh"], u["en"], f"{u['factor']:,}") for u in data["units"].values()),
        ),
        *_table("Places with a document 有文件的地方", ("code", "中文", "English", "pinyin", "also 别称"), _places(documents)),
        *_table("Zones without a code 无代码园区", ("中文", "English", "in 所在", "also 别称"), _zones()),
        *_table("Programmes and documents 政策文件", ("id", "中文", "English", "also 别称"), _programmes(documents)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(printed(bundled()), end="")  # noqa: T201 (its purpose)
