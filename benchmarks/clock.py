"""Fair times: engines take turns, rubbish is collected before each, medians and pairs count."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Ratio", "Series", "compare_pairs", "median", "read_processor", "take_turns"]

Series: TypeAlias = dict[str, list[float]]


def read_processor() -> float:
    """Return the seconds of processor time of this process and of those that it waited for.

    On a machine with much else to do, the clock tells how long one waits for a turn.
    """
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def take_turns(
    engines: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    warm_ups: int,
    read: Callable[[], float] = time.perf_counter,
) -> Series:
    """Run every engine once a round, one after the other.

    A neighbour who makes the machine slow for a while slows all engines alike; their ratio stays.

    Args:
        engines: What to run, by name.
        rounds: How many rounds count.
        warm_ups: How many go before, uncounted.
        read: The clock, or another measure of time.

    Returns:
        Seconds of each round, by name.
    """
    series: Series = {name: [] for name in engines}
    for turn in range(-warm_ups, rounds):
        for name, run in engines.items():
            gc.collect()
            start = read()
            run()
            seconds = read() - start
            if turn >= 0:
                series[name].append(seconds)
    return series


@dataclass(frozen=True, slots=True)
class Ratio:
    """How two series compare, round by round.

    Args:
        median: The middle of the ratios.
        low: The ratio that a quarter of the rounds stay below.
        high: The ratio that a quarter of the rounds go above.
    """

    median: float
    low: float
    high: float


def compare_pairs(above: list[float], below: list[float]) -> Ratio:
    """Divide two series round by round.

    Args:
        above: The dividends.
        below: The divisors.

    Example:
        >>> compare_pairs([6.0, 8.0, 9.0], [2.0, 2.0, 3.0])
        Ratio(median=3.0, low=3.0, high=4.0)
    """
    ratios = [a / b for a, b in zip(above, below, strict=True)]
    if len(ratios) < 2:
        return Ratio(ratios[0], ratios[0], ratios[0])
    low, middle, high = statistics.quantiles(ratios, n=4)
    return Ratio(middle, low, high)


def median(series: list[float]) -> float:
    """Return the middle of a series."""
    return statistics.median(series)
