"""`python -m knowledge.reading.measure`: how well messages are read that the model was not trained on.

Prints shares for each part and language: first act right, first slot right, right among two, misuse found and ordinary
messages taken for it, and the pairs that are confused most. The sealed part is measured only; nothing is chosen by it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.language import fold
from knowledge.reading.examples import Example, Part, read_part
from knowledge.reading.model import Intent, model
from knowledge.reading.train import embedded, turns_before

_REFUSED, _TIMES = 0.25, 1.5
"""From this probability on, and so many times likelier than a question, a message counts as misuse, as in answers."""
_PAIRS = 15


@dataclass(frozen=True, slots=True)
class Read:
    """An example with what was read of it."""

    example: Example
    intent: Intent

    @property
    def act_is_right(self) -> bool:
        """True where the first act is one of the example's."""
        return self.intent.acts[0][0] in self.example.acts

    def slot_is_right(self, among: int = 1) -> bool:
        """Tell whether the example's first slot is among the first few that were read."""
        return self.example.slots[0] in [slot for slot, _ in self.intent.slots[:among]]

    @property
    def is_refused(self) -> bool:
        """True where it counts as misuse."""
        p = self.intent.act("misuse")
        return p >= _REFUSED and p > _TIMES * self.intent.act("ask")


def read_all(examples: Sequence[Example], cache: Path) -> list[Read]:
    """Read examples with the model that comes with the project."""
    heads = model()
    before = turns_before(heads, examples, cache)
    vectors = embedded([each.text for each in examples], cache)
    return [
        Read(each, heads.read(fold(each.text), each.language, vector, each.asked, turn))
        for each, turn, vector in zip(examples, before, vectors, strict=True)
    ]


def figures(read: Sequence[Read]) -> Iterator[str]:
    """Write the figures of some messages, a line each."""
    slotted = [each for each in read if each.example.slots]
    misuse = [each for each in read if each.example.acts[0] == "misuse"]
    ordinary = [each for each in read if "ask" in each.example.acts]
    yield f"messages                {len(read)}"
    yield f"first act right         {_share(each.act_is_right for each in read)}"
    yield f"first slot right        {_share(each.slot_is_right() for each in slotted)}"
    yield f"right among two         {_share(each.slot_is_right(2) for each in slotted)}"
    yield f"misuse found            {_share(each.is_refused for each in misuse)}"
    yield f"ordinary taken for it   {_share(each.is_refused for each in ordinary)}"


def confusions(read: Iterable[Read]) -> list[tuple[tuple[str, str], int]]:
    """List the pairs of slots that are taken for one another most: (right, read)."""
    pairs = Counter(
        (each.example.slots[0], each.intent.slots[0][0])
        for each in read
        if each.example.slots and not each.slot_is_right()
    )
    return pairs.most_common(_PAIRS)


def _share(right: Iterable[bool]) -> str:
    each = list(right)
    return f"{sum(each)} of {len(each)} ({sum(each) / max(len(each), 1):.1%})"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of the parts that are not trained on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/reading-vectors.npz"))
    parser.add_argument("--parts", nargs="*", default=["choose", "sealed"])
    parser.add_argument(
        "--failures", action="store_true", help="list what is read wrongly in the part to choose by"
    )
    given = parser.parse_args(arguments)
    for part in given.parts:
        name: Part = part
        read = read_all(read_part(name), given.cache)
        for language in ("zh", "en"):
            own = [each for each in read if each.example.language == language]
            if own:
                sys.stdout.write(f"{part}, {language}\n" + "".join(f"  {line}\n" for line in figures(own)))
        for (right, taken), count in confusions(read) if read else ():
            sys.stdout.write(f"  {right} taken for {taken}: {count}\n")
        if given.failures and part == "choose":
            for each in read:
                if each.example.slots and not each.slot_is_right():
                    sys.stdout.write(
                        f"{each.example.slots[0]}\t{each.intent.slots[:2]}\t{each.example.text}\n"
                    )


if __name__ == "__main__":
    main()
