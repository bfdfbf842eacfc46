// The streets: shaded by the page's measure, labelled, outlined where chosen; a click chooses one.

const LIGHT = 0.55; // how much of the ground a shade covers where other marks are to stand out
const CROWDED = 0.3; // of a name's box: with more of it covered the name cannot be read

function makeStreets(map, boundary, tiled, choose) {
  const shapes = L.geoJSON(boundary, {
    style: { className: "street", weight: 1.2 },
    onEachFeature: (feature, layer) => {
      layer.streetId = feature.properties.street_id;
    },
  });
  const layer = L.layerGroup([shapes]);
  const labels = L.layerGroup();
  let known = new Map();
  let dots = [];

  shapes.on("click", (event) => {
    L.DomEvent.stop(event);
    choose(event.propagatedFrom.streetId);
  });
  shapes.bindTooltip((shape) => makeTooltip(known.get(shape.streetId)), {
    sticky: true,
    direction: "top",
  });

  function makeTooltip(street) {
    const box = makeElement("div");
    if (!street) return box;
    box.appendChild(makeElement("strong", "", street.name));
    box.appendChild(makeElement("div", "", street.value));
    return box;
  }

  function paint(shape, street) {
    const chosen = Boolean(street && street.chosen);
    const isKnown = Boolean(street && street.colour);
    shape.setStyle({
      fillColor: isKnown ? street.colour : "#8f8f8a",
      fillOpacity: !isKnown ? 0.15 : tiled ? LIGHT : 0.9,
      weight: chosen ? 3.2 : 1.2,
      color: chosen ? "var(--text-color)" : "var(--border)",
      dashArray: isKnown ? null : "3 3",
    });
    if (chosen) shape.bringToFront();
  }

  // A street without a polygon stands as a dot at its own point.
  function makeDot(street) {
    const dot = L.circleMarker([street.lat, street.lon], { radius: 12, className: "street" });
    dot.streetId = street.id;
    dot.bindTooltip(() => makeTooltip(known.get(street.id)), { sticky: true, direction: "top" });
    dot.on("click", (event) => {
      L.DomEvent.stop(event);
      choose(street.id);
    });
    return dot;
  }

  function update(streets) {
    known = new Map(streets.map((street) => [street.id, street]));
    const drawn = new Set();
    shapes.eachLayer((shape) => {
      drawn.add(shape.streetId);
      paint(shape, known.get(shape.streetId));
    });
    for (const dot of dots) layer.removeLayer(dot);
    dots = streets
      .filter((street) => !drawn.has(street.id) && street.lat !== null)
      .map((street) => layer.addLayer(makeDot(street)) && street)
      .map((street) => layer.getLayers().find((item) => item.streetId === street.id));
    for (const dot of dots) paint(dot, known.get(dot.streetId));
    nameStreets(streets);
  }

  function nameStreets(streets) {
    labels.clearLayers();
    for (const street of streets) {
      if (street.lat === null) continue;
      const html = makeElement("span", street.chosen ? "chosen" : "", street.name);
      const icon = L.divIcon({ className: "street-label", html, iconSize: [0, 0] });
      const marker = L.marker([street.lat, street.lon], {
        icon,
        interactive: false,
        keyboard: false,
        pane: "labels",
      });
      marker.street = street;
      labels.addLayer(marker);
    }
  }

  // Where a street's name may stand: its own point, then others inside its polygon.
  function findSpots(street) {
    const own = map.latLngToLayerPoint([street.lat, street.lon]);
    const shape = shapes.getLayers().find((item) => item.streetId === street.id);
    if (!shape) return { polygons: [], spots: [own] };
    const polygons = projectPolygons(shape);
    const box = L.bounds(polygons.flat(2));
    const spots = [];
    const step = Math.max(10, (box.max.y - box.min.y) / 24);
    for (let y = box.min.y + 8; y < box.max.y - 6; y += step) {
      for (let x = box.min.x + 16; x < box.max.x - 14; x += step) {
        const spot = L.point(x, y);
        if (isInside(polygons, spot)) spots.push(spot);
      }
    }
    spots.sort((a, b) => own.distanceTo(a) - own.distanceTo(b));
    return { polygons, spots: [own, ...spots] };
  }

  function projectPolygons(shape) {
    const nested = shape.getLatLngs();
    const polygons = Array.isArray(nested[0][0]) ? nested : [nested];
    return polygons.map((rings) =>
      rings.map((ring) => ring.map((corner) => map.latLngToLayerPoint(corner)))
    );
  }

  // Put each name where it covers least of what is in the way and stays within its street; a step
  // aside costs little. Where there is no room to read it, it waits until the map comes nearer.
  // An obstacle of more `weight` than 1 is one that would hide the name.
  function placeLabels(obstacles) {
    const taken = obstacles.map(({ point, size, weight = 1 }) => {
      return { box: boxAround(point, size, size), weight };
    });
    for (const marker of labels.getLayers()) {
      const label = marker.getElement() && marker.getElement().firstChild;
      if (!label) continue;
      const [width, height] = [label.offsetWidth + 4, label.offsetHeight];
      const own = map.latLngToLayerPoint([marker.street.lat, marker.street.lon]);
      let best = null;
      const { polygons, spots } = findSpots(marker.street);
      for (const spot of spots) {
        const box = boxAround(spot, width, height);
        const away = own.distanceTo(spot) * 1.5;
        if (best && away >= best.cost) break;
        const covered = taken.reduce(
          (sum, other) => sum + other.weight * overlap(box, other.box), 0
        );
        const ends = [L.point(box.min.x, spot.y), L.point(box.max.x, spot.y)];
        const outside = ends.filter((end) => polygons.length && !isInside(polygons, end)).length;
        const cost = covered + away + 120 * outside;
        if (!best || cost < best.cost) best = { cost, spot, box, covered };
      }
      const isCrowded = !marker.street.chosen && best.covered > CROWDED * width * height;
      label.classList.toggle("crowded", isCrowded);
      if (!isCrowded) taken.push({ box: best.box, weight: 1 });
      marker.setLatLng(map.layerPointToLatLng(best.spot));
    }
  }

  return { layer, labels, update, placeLabels };
}

// A light shade as it comes out on the map's ground, for the legend.
function mixLight(colour) {
  const ground = "var(--secondary-background-color, #f5f5f4)";
  return `color-mix(in srgb, ${colour} ${100 * LIGHT}%, ${ground})`;
}

function isInside(polygons, spot) {
  return polygons.some((rings) => rings.filter((ring) => encloses(ring, spot)).length % 2);
}

function boxAround(point, width, height) {
  const half = L.point(width / 2, height / 2);
  return L.bounds(point.subtract(half), point.add(half));
}

function overlap(a, b) {
  const width = Math.min(a.max.x, b.max.x) - Math.max(a.min.x, b.min.x);
  const height = Math.min(a.max.y, b.max.y) - Math.max(a.min.y, b.min.y);
  return width > 0 && height > 0 ? width * height : 0;
}

// Whether a ring of points encloses a point: a ray to the right crosses it an odd number of times.
function encloses(ring, { x, y }) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i], ring[j]];
    const crosses = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    if (crosses) inside = !inside;
  }
  return inside;
}
