"""Coordinates: reading degrees, and the Chinese map systems made into WGS-84."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.ingest.coordinates import (
    CoordinateSystem,
    convert_to_wgs84,
    gcj02_to_bd09,
    read_degrees,
    split_pair,
    wgs84_to_gcj02,
)

# Pairs of the same landmark in both systems, as map services publish them.
BEIJING_WGS84, BEIJING_GCJ02 = (116.391305, 39.905527), (116.397547, 39.906930)


def test_a_known_landmark() -> None:
    lon, lat = convert_to_wgs84(*BEIJING_GCJ02, CoordinateSystem.GCJ02)
    assert abs(lon - BEIJING_WGS84[0]) < 1e-4
    assert abs(lat - BEIJING_WGS84[1]) < 1e-4


def test_wgs84_stays_and_is_rounded() -> None:
    assert convert_to_wgs84(116.12345678, 23.1, CoordinateSystem.WGS84) == (116.123457, 23.1)


def test_outside_china_gcj02_is_wgs84() -> None:
    assert convert_to_wgs84(-0.1, 51.5, CoordinateSystem.GCJ02) == (-0.1, 51.5)


@given(lon=st.floats(74, 134), lat=st.floats(18, 53))
def test_there_and_back(lon: float, lat: float) -> None:
    shifted = wgs84_to_gcj02(lon, lat)
    for point, system in (
        (shifted, CoordinateSystem.GCJ02),
        (gcj02_to_bd09(*shifted), CoordinateSystem.BD09),
    ):
        back = convert_to_wgs84(*point, system)
        assert abs(back[0] - lon) < 2e-6
        assert abs(back[1] - lat) < 2e-6


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        (116.69, 116.69),
        ("116.69", 116.69),
        ("116.69°", 116.69),
        ("东经116.69°", 116.69),
        ("经度116.69", 116.69),
        ("116°41'24\"E", 116.69),
        ("116度41分24秒", 116.69),
        ("0.1°W", -0.1),
        ("23.5S", -23.5),
        ("无", None),
        ("东", None),
        (True, None),
        (None, None),
    ],
)
def test_degrees(written: object, degrees: float | None) -> None:
    read = read_degrees(written)
    assert read == degrees or (degrees is not None and read == pytest.approx(degrees))


def test_two_in_one_cell() -> None:
    assert split_pair("116.69, 23.37") == ("116.69", "23.37")
    assert split_pair("（116.69，23.37）") == ("116.69", "23.37")
    assert split_pair("东经116.69°北纬23.37°") == ("东经116.69°", "北纬23.37°")
    assert split_pair("116.69") is None
