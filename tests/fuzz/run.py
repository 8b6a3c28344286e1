"""Fuzzes one reader: ``python tests/fuzz/run.py tender --runs 1000000``; see ``make fuzz``.

atheris steers by what the code does with an input, where it is installed. Elsewhere inputs are
changed at random, by the same rules in every run with the same seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzz.targets import Target

HERE = Path(__file__).resolve().parent
_LONGEST = 16_384
_SECONDS = 20
"""An input that takes longer is a find."""


def main() -> None:
    """Fuzz, and print how many inputs were read in what time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=["template", "po", "tender"])
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--finds", type=Path, default=Path("out/fuzz"), help="folder for finds")
    parser.add_argument("--plain", action="store_true", help="do without atheris")
    options = parser.parse_args()
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "word")]
    options.finds.mkdir(parents=True, exist_ok=True)
    try:
        if options.plain:
            raise ImportError
        import atheris
    except ImportError:
        sys.exit(_fuzz_plainly(options))
    _fuzz_with(atheris, options)


def _fuzz_with(atheris: object, options: argparse.Namespace) -> None:
    with atheris.instrument_imports(include=["clausekit", "polib"]):  # type: ignore[attr-defined]
        from targets import TARGETS
    target = TARGETS[options.target]
    folder = Path(tempfile.mkdtemp(prefix="clausekit-fuzz-"))
    for number, seed in enumerate(target.seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    words = folder.with_suffix(".dict")
    words.write_text(
        "".join('"' + "".join(f"\\x{b:02x}" for b in word) + '"\n' for word in target.words)
    )
    atheris.Setup(  # type: ignore[attr-defined]
        [
            sys.argv[0],
            str(folder),
            f"-runs={options.runs}",
            f"-seed={options.seed}",
            f"-dict={words}",
            f"-max_len={_LONGEST}",
            "-len_control=0",
            "-keep_seed=1",
            "-reduce_inputs=0",
            f"-timeout={_SECONDS}",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={options.finds / options.target}-",
            "-print_final_stats=1",
        ],
        target.read,
        **({"custom_mutator": _mutator(atheris, target)} if target.change else {}),
    )
    atheris.Fuzz()  # type: ignore[attr-defined]


def _mutator(atheris: object, target: Target) -> Callable[[bytes, int, int], bytes]:
    """Return what changes an input: mostly as the target knows how to, else by bytes."""

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        changed = _change_soundly(target, data, random.Random(seed))
        if changed is None or len(changed) > most:
            return atheris.Mutate(data, most)  # type: ignore[attr-defined, no-any-return]
        return changed

    return mutate


def _change_soundly(target: Target, data: bytes, chance: random.Random) -> bytes | None:
    return target.change(data, chance) if target.change and chance.random() < 0.8 else None


def _fuzz_plainly(options: argparse.Namespace) -> int:
    from targets import TARGETS

    target = TARGETS[options.target]
    chance = random.Random(options.seed)
    seeds = target.seeds()
    finds, slowest, start = 0, 0.0, time.monotonic()
    for _ in range(options.runs):
        data = vary(target, chance.choice(seeds), seeds, chance)
        begun = time.monotonic()
        try:
            target.read(data)
        except Exception:
            finds += 1
            traceback.print_exc()
        taken = time.monotonic() - begun
        slowest = max(slowest, taken)
        finds += taken > _SECONDS
        if finds:
            (options.finds / f"{options.target}-{finds}").write_bytes(data)
            break
    seconds = time.monotonic() - start
    print(  # noqa: T201
        f"{options.target}: {options.runs} inputs in {seconds:.0f} s, "
        f"the slowest in {slowest:.2f} s; {finds} finds"
    )
    return 1 if finds else 0


def vary(target: Target, data: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """Return *data* changed as the target knows how to, or by bytes."""
    changed = _change_soundly(target, data, chance)
    return change(data, seeds, target.words, chance) if changed is None else changed


def change(
    data: bytes, seeds: list[bytes], words: tuple[bytes, ...], chance: random.Random
) -> bytes:
    """Return *data* with a few random changes."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 5, 8])):
        place = chance.randrange(len(changed) + 1)
        end = min(len(changed), place + chance.choice([1, 1, 2, 4, 16, 64, 512]))
        match chance.randrange(6):
            case 0 if place < len(changed):
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end] * chance.choice([1, 2, 50])
            case 3:
                changed[place:end] = chance.choice(words)
            case 4:
                changed[place:place] = chance.choice(words)
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other))
                changed[place:end] = other[start : start + chance.choice([1, 8, 64, 512])]
    return bytes(changed[:_LONGEST])


if __name__ == "__main__":
    main()
