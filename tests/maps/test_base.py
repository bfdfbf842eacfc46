"""The map's unchanging part: tiles from district.toml, no outside address, data that stays data."""

import json
import re
from pathlib import Path

import folium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit_folium import generate_leaflet_string

from tests.conftest import RIVERTON, SAMPLE
from tests.test_config import write_district
from wenming.browser_files import SCRIPTS, STYLES
from wenming.config import District, load_district
from wenming.maps.base import Source, build_base, build_update, encode, find_tiles
from wenming.maps.boundary import EMPTY, find_bounds, load_boundary

TIANDITU = """
[map]

[[map.tiles]]
url = "https://t{s}.tianditu.gov.cn/vec_w/wmts?LAYER=vec&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
attribution = "天地图"
key_env = "TIANDITU_KEY"
subdomains = ["0", "1", "7"]

[[map.tiles]]
url = "https://t{s}.tianditu.gov.cn/cva_w/wmts?LAYER=cva&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
key_env = "TIANDITU_KEY"
subdomains = ["0", "1", "7"]
"""
OWN_SERVICE = """
[map]
center = [51.51, -0.08]
zoom = 13

[[map.tiles]]
url = "https://maps.riverton.example/{z}/{x}/{y}.png"
attribution = "Survey office"
max_zoom = 20
"""


def add_to_district(folder: Path, settings: str) -> District:
    return load_district(
        write_district(folder / "district", "[[targets]]", f"{settings}\n[[targets]]")
    )


def draw(district: District) -> folium.Map:
    boundary = load_boundary(district.boundary_path)
    return build_base(district, boundary, find_bounds(boundary.points), find_tiles(district)[0])


def code_of(base: folium.Map) -> str:
    """What is handed over to the browser, with ids that folium draws by lot made alike."""
    return re.sub(r"[0-9a-f]{32}", "id", base.get_root().render())


@pytest.mark.parametrize("folder", [SAMPLE, RIVERTON], ids=lambda path: path.name)
def test_without_tiles_no_address_leaves_the_host(folder: Path) -> None:
    base = draw(load_district(folder))

    links = [address for _, address in [*base.default_js, *base.default_css]]
    assert links == [f"../../app/static/{name}" for name in [*SCRIPTS, *STYLES]]
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)[^\"' ]+", code_of(base))


def test_the_base_is_the_same_to_the_letter_each_time() -> None:
    """streamlit-folium mounts the map anew as soon as it is not."""
    district = load_district(SAMPLE)

    assert code_of(draw(district)) == code_of(draw(district))


def test_tianditu_draws_both_its_layers_with_the_key_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIANDITU_KEY", "k3y")
    district = add_to_district(tmp_path, TIANDITU)

    sources, missing = find_tiles(district)
    base = code_of(draw(district))

    assert missing == []
    assert [source.url.endswith("&tk=k3y") for source in sources] == [True, True]
    assert base.count("L.tileLayer(") == 2
    assert '"subdomains":"017"' in base
    assert "k3y" not in (district.folder / "district.toml").read_text(encoding="utf-8")


def test_without_its_key_tianditu_is_left_out_and_the_key_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIANDITU_KEY", raising=False)
    district = add_to_district(tmp_path, TIANDITU)

    assert find_tiles(district) == ([], ["TIANDITU_KEY"])
    assert "L.tileLayer(" not in code_of(draw(district))


def test_an_offices_own_service_needs_no_key(tmp_path: Path) -> None:
    district = add_to_district(tmp_path, OWN_SERVICE)

    base = code_of(draw(district))

    assert "https://maps.riverton.example/{z}/{x}/{y}.png" in base
    assert '"maxZoom":20' in base
    assert "Survey office" in base
    assert '"view":{"center":[51.51,-0.08],"zoom":13}' in base


def test_only_tiles_in_gcj02_move_the_ground(tmp_path: Path) -> None:
    moved = OWN_SERVICE.replace("zoom = 13", 'zoom = 13\ntiles_crs = "gcj02"')

    assert "makeGcj02()" in code_of(draw(add_to_district(tmp_path / "a", moved)))
    assert "makeGcj02()" not in code_of(draw(add_to_district(tmp_path / "b", OWN_SERVICE)))


def test_without_boundary_and_sites_the_map_shows_the_world() -> None:
    district = load_district(RIVERTON)
    boundary = load_boundary(district.boundary_path)

    base = build_base(district, boundary, None, [])

    assert '"bounds":[[-60.0,-170.0],[70.0,170.0]]' in code_of(base)


MARKUP = [
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<!-- <script>",
    "{{'name'}} and {{ braces }}",
    "优惠{%活动",
    "{% set a = 7 * 7 %}{{ a }}",
    "{# a remark #} {{{%{#",
    "ends in {",
    "quotes \" ' ` \\ and ${code}",
    "line\u2028and\u2029paragraph",
    "线上&线下",
]


@pytest.mark.parametrize("text", MARKUP)
def test_text_of_a_ledger_comes_back_as_it_was_and_ends_no_script(text: str) -> None:
    encoded = encode({"title": text})

    assert json.loads(encoded) == {"title": text}
    assert "<" not in encoded
    assert not re.search(r"\{[{%#]", encoded)
    assert not {"\u2028", "\u2029"} & set(encoded)


@given(
    text=st.text(alphabet="{}%#'\"\\<>/!-${}`\u2028 a活", max_size=30),
    page=st.sampled_from(["coverage", "reach", "exchange"]),
)
@settings(max_examples=40)
def test_whatever_text_a_map_holds_it_is_drawn_and_comes_back(text: str, page: str) -> None:
    """The text goes through all that folium and streamlit-folium do with a map."""
    data = {"titles": [text], text: {"{": text}}
    base = build_base(load_district(RIVERTON), EMPTY, None, [Source("{z}", text, (), 18)], page)
    update = build_update(data, page)
    update.add_to(base)

    base.get_root().render()
    drawn = generate_leaflet_string(update)
    tiles = generate_leaflet_string(base)

    told = re.search(rf"{page}\.update\((.*)\);", drawn)
    assert told and json.loads(told[1]) == data
    layer = re.search(r'L\.tileLayer\("\{z\}", (.*)\)\.addTo', tiles)
    assert layer and json.loads(layer[1])["attribution"] == (text or " ")


def test_the_update_is_one_call_that_holds_the_data() -> None:
    drawn = build_update({"titles": MARKUP})
    script = "".join(child._template.module.script(child, {}) for child in drawn._children.values())

    assert script == f"coverage.update({encode({'titles': MARKUP})});"


def test_a_number_that_is_none_is_refused_rather_than_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode({"attendance": float("nan")})
