"""The shipped files that npm builds: there, whole, and made from the sources beside them."""

import json
from hashlib import sha256

import pytest

from kg.coordinates import Coordinates
from kg.serve.http.delivery import FOLDERS
from kg.serve.places.projection import HEIGHT, WIDTH, project

STATIC = FOLDERS["/static"]
WEB = STATIC.parent / "web"
RECORD = json.loads((STATIC / "built.json").read_text(encoding="utf-8"))
COMMAND = "npm --prefix kg/serve/web ci && npm --prefix kg/serve/web run build"
WORLD = json.loads((STATIC / "map" / "world.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["sources", "files"])
def test_built_from_these_sources(kind):
    folder = WEB if kind == "sources" else STATIC
    found = {name: sha256((folder / name).read_bytes()).hexdigest() for name in RECORD[kind]}
    assert found == RECORD[kind], (
        "npm --prefix kg/serve/web ci && npm --prefix kg/serve/web run build"
    )


def test_every_source_is_recorded():
    sources = {path.name for path in WEB.iterdir() if path.is_file() and path.name[0] != "."}
    assert sources == set(RECORD["sources"])


def test_sources_name_exact_versions_and_no_other_registry():
    declared = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    versions = {**declared["dependencies"], **declared["devDependencies"]}.values()
    assert all(version[0].isdigit() for version in versions)
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    addresses = {p["resolved"] for p in lock["packages"].values() if "resolved" in p}
    assert all(a.startswith("https://registry.npmjs.org/") for a in addresses)


def test_notices_name_what_is_shipped():
    notices = (STATIC / "NOTICES.txt").read_text(encoding="utf-8")
    for name in ("@zazuko/yasgui 4.6.2 (MIT)", "codemirror 5", "world-atlas 2.0.2 (ISC)", "n3 1"):
        assert f"\n{name}" in notices


def test_base_map_has_every_country_once_and_is_small():
    assert (STATIC / "map" / "world.json").stat().st_size < 300_000
    countries = WORLD["countries"]
    assert len(countries) > 235 and len({c["name"] for c in countries}) == len(countries)
    by_id = {c["id"]: c["name"] for c in countries}
    assert (by_id["578"], by_id["643"], by_id["566"]) == ("Norway", "Russia", "Nigeria")
    assert all(c["path"].startswith("M") and c["path"].endswith("z") for c in countries)


def test_points_are_projected_as_the_base_map_is():
    assert (WORLD["width"], WORLD["height"]) == (WIDTH, HEIGHT)
    for longitude, latitude, x, y in WORLD["points"]:
        assert project(Coordinates(latitude, longitude)) == pytest.approx((x, y), abs=0.2)
