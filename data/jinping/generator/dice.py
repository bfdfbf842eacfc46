"""Chance that can be repeated: one seeded source a table, and the few draws that tables share."""

import math
from collections.abc import Sequence
from random import Random


def make_dice(table: str) -> Random:
    """A source of its own for each table, so that a change to one leaves the others as they were.

    Seeding with text hashes it (SHA-512), which is the same in every Python since 3.2.
    """
    return Random(f"jinping/{table}")  # noqa: S311 - sample rows need repeating, not secrecy


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to `weights` that sum to `total` (largest remainders)."""
    scale = total / sum(weights)
    shares = [weight * scale for weight in weights]
    parts = [math.floor(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
