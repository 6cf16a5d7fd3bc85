"""How fast the program answers, starts and indexes, and how much memory it takes, each beside its goal.

    python -m benchmarks.latency [--runs N] [--without-seed]

What is a whole process is measured as one, after a run that is not counted; median and span are printed.
`--without-seed` adds the first build without the vectors that come with the project, which takes minutes.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

import yaml

from benchmarks.processes import Run, machine, run, script

_BOT = script("voucherbot")
_QUESTION = "庆阳算力券补多少？"


def golden_lines() -> str:
    """Write every golden question as a line for `ask --batch`, with three before them to warm up."""
    warm_up = [
        {"id": None, "question": text} for text in (_QUESTION, "What is a computing voucher?", "深圳呢")
    ]
    folder = Path(__file__).parents[1] / "knowledge" / "questions"
    entries = [e for path in sorted(folder.glob("*.yaml")) for e in yaml.safe_load(path.read_text("utf-8"))]
    kept = ("id", "question", "as_of", "region", "history")
    golden = [{name: entry[name] for name in kept if name in entry} for entry in entries]
    return "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in warm_up + golden)


def row(
    what: str, unit: str, goal: str, figures: Sequence[float], cpu_s: Sequence[float] | None = None
) -> None:
    """Print a row of the table; `cpu_s` is the processor's time, which other work on the machine hardly changes."""
    digits = 0 if unit in {"ms", "MB"} else 2
    cpu = f"{median(cpu_s):.2f} s" if cpu_s is not None else ""
    span = f"{min(figures):.{digits}f}–{max(figures):.{digits}f}" if len(figures) > 1 else "one run"
    print(f"| {what} | {goal} | {median(figures):.{digits}f} {unit} | {span} | {cpu} |", flush=True)


def whole(what: str, goal: str, runs: Sequence[Run]) -> None:
    """Print the row of a command that was run as a whole process."""
    row(what, "s", goal, [each.wall_s for each in runs], [each.cpu_s for each in runs])


def warm(settings: Mapping[str, str], runs: int) -> None:
    """Ask all golden questions of one process, several times over."""
    lines = golden_lines()
    done = [run([_BOT, "ask", "--batch"], settings, lines) for _ in range(runs)]
    times = [
        [answer["elapsed_ms"] for answer in map(json.loads, each.output.splitlines()) if answer["id"]]
        for each in done
    ]
    row(f"warm answer p50, {len(times[0])} golden questions", "ms", "40 ms", [median(t) for t in times])
    row("warm answer p95", "ms", "120 ms", [quantiles(t, n=20)[-1] for t in times])
    row("peak memory of that process", "MB", "450 MB", [each.peak_mb for each in done])


def talking(settings: Mapping[str, str], runs: int) -> None:
    """Put the golden questions to the whole conversation, with its sessions in SQL."""
    asked = "".join(f"{json.loads(line)['question']}\n" for line in golden_lines().splitlines())
    free = {**settings, "VOUCHERBOT_QUESTIONS_PER_MINUTE": "1000000"}
    done = [run([_BOT, "chat", "--language", "zh"], free, asked) for _ in range(runs)]
    row("peak memory of `voucherbot chat`, the same questions", "MB", "450 MB", [d.peak_mb for d in done])


def first_start(place: Path, runs: int) -> None:
    """Ask the first question of an empty data folder."""
    done = [
        run([_BOT, "ask", _QUESTION], {"VOUCHERBOT_DATA_DIR": str(place / f"first-{number}")})
        for number in range(runs)
    ]
    whole("first start: index from nothing, then an answer", "60 s", done)


def rebuilds(settings: Mapping[str, str], *, seeded: bool) -> None:
    """Build indexes in a process of their own."""
    what = "changed" if seeded else "unseeded"
    command = [sys.executable, "-m", "benchmarks.rebuild", settings["VOUCHERBOT_DATA_DIR"], what]
    spent = json.loads(run(command, settings).output)
    if seeded:
        row("rebuild after one changed document, all its clauses new", "s", "2 s", spent)
    else:
        row("first index without the vectors that come along", "s", "60 s", spent)


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.latency", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-seed", action="store_true")
    options = parser.parse_args(arguments)
    few = max(1, options.runs // 2 + 1)
    print(f"{machine()}\n\n| what | goal | median | span | CPU |\n| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        settings = {"VOUCHERBOT_DATA_DIR": f"{folder}/data"}
        run([_BOT, "ask", _QUESTION], settings)
        warm(settings, few)
        talking(settings, 1)
        cold = [run([_BOT, "ask", _QUESTION], settings) for _ in range(options.runs)]
        whole("cold `voucherbot ask`, whole process", "3 s", cold)
        helped = [run([_BOT, "--help"], settings) for _ in range(options.runs + 1)][1:]
        whole("`voucherbot --help`, whole process", "0.3 s", helped)
        first_start(Path(folder), few)
        rebuilds(settings, seeded=True)
        if options.without_seed:
            rebuilds(settings, seeded=False)


if __name__ == "__main__":
    main(sys.argv[1:])
