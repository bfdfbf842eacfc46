// Tiles drawn in GCJ-02 lie some hundred metres off: the map's projection moves every place along,
// so that data stays in WGS-84. The same polynomial as in wenming/ingest/coordinates.py.

function shiftToGcj02({ lat, lng }) {
  if (lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271) return L.latLng(lat, lng);
  const { PI, sin, cos, sqrt, abs } = Math;
  const [x, y] = [lng - 105, lat - 35];
  const wave = (share, angle) => (share * sin(angle * PI) * 2) / 3;
  const ripple = wave(20, 6 * x) + wave(20, 2 * x);
  const northBy =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + ripple +
    wave(20, y) + wave(40, y / 3) + wave(160, y / 12) + wave(320, y / 30);
  const eastBy =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripple +
    wave(20, x) + wave(40, x / 3) + wave(150, x / 12) + wave(300, x / 30);
  const [axis, eccentricity] = [6378245, 0.00669342162296594323];
  const radians = (lat * PI) / 180;
  const magic = 1 - eccentricity * sin(radians) ** 2;
  const metresNorth = ((axis * (1 - eccentricity)) / (magic * sqrt(magic))) * (PI / 180);
  const metresEast = (axis / sqrt(magic)) * cos(radians) * (PI / 180);
  return L.latLng(lat + northBy / metresNorth, lng + eastBy / metresEast);
}

// No formula leads back: a guess is put right by what it misses, until it misses next to nothing.
function shiftFromGcj02(place) {
  let guess = place;
  for (let round = 0; round < 4; round++) {
    const shifted = shiftToGcj02(guess);
    guess = L.latLng(
      guess.lat + place.lat - shifted.lat,
      guess.lng + place.lng - shifted.lng
    );
  }
  return guess;
}

function makeGcj02() {
  const mercator = L.Projection.SphericalMercator;
  return L.extend({}, L.CRS.EPSG3857, {
    projection: {
      bounds: mercator.bounds,
      project: (place) => mercator.project(shiftToGcj02(place)),
      unproject: (point) => shiftFromGcj02(mercator.unproject(point)),
    },
  });
}
