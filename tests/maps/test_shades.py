"""Classes of colour: round limits that hold every value, and a legend that says which is which."""

import pytest

from wenming.i18n import Translator
from wenming.maps.measures import MEASURES, Kind, Measure
from wenming.maps.shades import compute_shades
from wenming.palette import SEQUENTIAL

T = Translator("en")


@pytest.mark.parametrize(
    ("values", "kind", "limits"),
    [
        ([3, 41, 58], "count", (0, 20, 40, 60)),
        ([25, 174], "count", (0, 50, 100, 150, 200)),
        ([0, 1, 2, 3], "count", (0, 1, 2, 3, 4)),
        ([7], "count", (7, 8)),
        ([0.42, 1.86], "rate", (0, 0.5, 1, 1.5, 2)),
        ([0.3, 0.8], "share", (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
        ([0.5, 1.0], "share", (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)),
        ([1.0, 1.0], "share", (1.0, 1.0)),
    ],
    ids=str,
)
def test_limits_are_round(values: list[float], kind: Kind, limits: tuple[float, ...]) -> None:
    assert compute_shades(values, kind).limits == pytest.approx(limits)


@pytest.mark.parametrize("kind", ["count", "rate", "share"])
@pytest.mark.parametrize(
    "values", [[0.0], [0.0, 1.0], [0.17, 0.93], [0.99, 1.0], [0.005, 0.006]], ids=str
)
def test_every_value_lies_in_a_class_and_more_is_never_lighter(
    values: list[float], kind: Kind
) -> None:
    shades = compute_shades(values, kind)

    colours = [shades.colour(value) for value in sorted(values)]
    steps = [SEQUENTIAL.index(colour or "") for colour in colours]
    assert steps == sorted(steps)
    assert len(shades.colours) == len(set(shades.colours)) <= len(SEQUENTIAL)
    assert shades.limits[0] <= min(values)
    assert max(values) <= shades.limits[-1]


def test_equal_values_share_a_colour_of_the_middle() -> None:
    shades = compute_shades([12, 12, 12], "count")

    assert shades.colours == (SEQUENTIAL[2],)
    assert shades.labels(MEASURES["activities_held"], T) == [(SEQUENTIAL[2], "12")]


@pytest.mark.parametrize("kind", ["count", "rate", "share"])
def test_nothing_everywhere_has_the_lightest_colour(kind: Kind) -> None:
    shades = compute_shades([0.0, 0.0], kind)

    assert shades.colours == (SEQUENTIAL[0],)
    assert shades.colour(0.0) == SEQUENTIAL[0]
    (label,) = shades.labels(Measure("reach_15min", kind), T)
    assert label == (SEQUENTIAL[0], "0%" if kind == "share" else "0")


def test_no_values_have_no_classes_and_a_missing_value_no_colour() -> None:
    nothing = compute_shades([], "count")

    assert nothing.labels(MEASURES["activities_held"], T) == []
    assert nothing.colour(3) is None
    assert compute_shades([1, 2], "count").colour(None) is None


def test_a_class_of_counts_ends_before_the_next_begins() -> None:
    labels = compute_shades([3, 41, 58], "count").labels(MEASURES["activities_held"], T)

    assert [text for _, text in labels] == ["0 – 19", "20 – 39", "40 – 59"]


def test_classes_of_rates_and_shares_name_both_limits() -> None:
    rates = compute_shades([0.42, 1.86], "rate").labels(MEASURES["per_thousand"], T)
    shares = compute_shades([0.9, 1.0], "share").labels(MEASURES["site_coverage"], T)

    assert [text for _, text in rates][:2] == ["0 – 0.5", "0.5 – 1"]
    assert [text for _, text in shares][-1] == "98% – 100%"


def test_a_share_of_all_is_read_as_the_whole_and_not_as_a_span() -> None:
    labels = compute_shades([1.0, 1.0], "share").labels(MEASURES["site_coverage"], T)

    assert [text for _, text in labels] == ["100%"]
