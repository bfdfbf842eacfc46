// The exchange map: arrows from where teams are at home to the streets they serve.

function makeExchange(map, { boundary, bounds, view }) {
  for (const [name, order] of [["flows", 430], ["labels", 640]]) {
    map.createPane(name).style.zIndex = order;
  }
  map.getPane("labels").style.pointerEvents = "none";

  let clicks = 0;
  const tell = (message) => window.Streamlit.setComponentValue({ ...message, click: ++clicks });
  // Shaded as lightly as over tiles, so that the arrows stand out.
  const streets = makeStreets(map, boundary, true, (street) => tell({ street }));
  const layers = { streets: streets.layer, labels: streets.labels, flows: L.layerGroup() };
  const layerSwitch = makeSwitch(map, layers, ["streets", "labels", "flows"]);
  const legend = makeControl("bottomleft", "legend");
  legend.control.addTo(map);
  const marks = makeMarks(map);
  L.control.scale({ imperial: false, position: "topleft" }).addTo(map);
  if (view) map.setView(view.center, view.zoom, { animate: false });
  else map.fitBounds(bounds, { padding: [6, 6], animate: false });

  let flows = [];
  let waiting = 0;
  function placeSoon() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      drawFlows();
      streets.placeLabels([]);
    });
  }
  map.on("zoomend overlaychange", placeSoon);

  // Arrows are bent to one side, so that there and back do not lie on each other; their heads keep
  // their size on the screen, whatever the zoom.
  function drawFlows() {
    layers.flows.clearLayers();
    const most = Math.max(...flows.map(({ count }) => count), 1);
    for (const { from, to, count, text, colour } of flows) {
      const [start, end] = [from, to].map((place) => map.latLngToLayerPoint(place));
      const span = start.distanceTo(end);
      if (!span) continue;
      const weight = 1 + 5 * Math.sqrt(count / most);
      const head = 5 + 1.5 * weight;
      const along = end.subtract(start).divideBy(span);
      const bend = start
        .add(end)
        .divideBy(2)
        .add(L.point(-along.y, along.x).multiplyBy(0.16 * span));
      const last = end.subtract(bend);
      const heading = last.divideBy(last.distanceTo(L.point(0, 0)) || 1);
      const neck = end.subtract(heading.multiplyBy(head));
      const curve = [];
      for (let step = 0; step <= 16; step++) {
        const t = step / 16;
        curve.push(
          start
            .multiplyBy((1 - t) * (1 - t))
            .add(bend.multiplyBy(2 * t * (1 - t)))
            .add(neck.multiplyBy(t * t))
        );
      }
      const side = L.point(-heading.y, heading.x).multiplyBy(head / 2);
      const toPlaces = (points) => points.map((point) => map.layerPointToLatLng(point));
      const shared = { pane: "flows", color: colour, opacity: 0.75, className: "flow" };
      const line = L.polyline(toPlaces(curve), { ...shared, weight });
      const arrow = L.polygon(toPlaces([end, neck.add(side), neck.subtract(side)]), {
        ...shared,
        className: "flow-head",
        weight: 0,
        fillColor: colour,
        fillOpacity: 0.9,
      });
      for (const shape of [line, arrow]) {
        shape.bindTooltip(() => makeElement("span", "", text), { sticky: true, direction: "top" });
        layers.flows.addLayer(shape);
      }
    }
  }

  function drawLegend({ words, kinds, shading }) {
    const wide = window.innerWidth > 600;
    const section = (title) => {
      const details = legend.box.appendChild(makeElement("details"));
      details.open = wide;
      details.appendChild(makeElement("summary", "", title));
      return (colour, text, className) => {
        const picture = makeElement("i", className);
        if (colour) picture.style.background = colour;
        const line = details.appendChild(makeElement("div", "legend-line"));
        line.append(picture, makeElement("span", "", text));
      };
    };
    legend.box.replaceChildren();
    const addKind = section(words.legend_flows);
    for (const [colour, text] of kinds) addKind(colour, text, "dot");
    const addShade = section(shading.title);
    for (const [colour, text] of shading.classes) {
      addShade(colour && mixLight(colour), text, colour ? "swatch" : "swatch missing");
    }
  }

  // Only what differs from the last time is drawn anew.
  const drawn = {};
  function differs(part, value) {
    const now = JSON.stringify(value);
    const same = drawn[part] === now;
    drawn[part] = now;
    return !same;
  }

  function update(data) {
    if (differs("streets", data.streets)) streets.update(data.streets);
    if (differs("flows", data.flows)) flows = data.flows;
    if (differs("legend", [data.words, data.kinds, data.shading])) drawLegend(data);
    if (differs("switch", data.words)) layerSwitch.update(data.words.switch, data.words.layers);
    if (differs("marks", data.marks)) marks.update(data.marks);
    placeSoon();
    document.body.dataset.complete = "true";
  }

  return { update };
}
