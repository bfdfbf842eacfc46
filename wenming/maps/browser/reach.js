// The reach map: who is near to a site and who is not; built once, updated part by part.

function makeReach(map, { boundary, bounds, view }) {
  const panes = { catchments: 410, residents: 420, labels: 640, answers: 645 };
  for (const [name, order] of Object.entries(panes)) map.createPane(name).style.zIndex = order;
  map.getPane("labels").style.pointerEvents = "none";
  map.getPane("catchments").style.pointerEvents = "none";

  let clicks = 0;
  const tell = (message) => window.Streamlit.setComponentValue({ ...message, click: ++clicks });
  // Shaded as lightly as over tiles, so that the circles of residents stand out.
  const streets = makeStreets(map, boundary, true, (street) => tell({ street }));
  const layers = {
    streets: streets.layer,
    labels: streets.labels,
    catchments: L.layerGroup(),
    residents: L.layerGroup(),
    sites: L.layerGroup(),
    clusters: L.layerGroup(),
    proposed: L.layerGroup(),
  };
  const layerSwitch = makeSwitch(map, layers, [
    "streets", "labels", "residents", "sites", "clusters", "proposed",
  ]);
  const legend = makeControl("bottomleft", "legend");
  legend.control.addTo(map);
  const marks = makeMarks(map);
  L.control.scale({ imperial: false, position: "topleft" }).addTo(map);
  placeView(map, { bounds, view });

  // Names keep off proposed places, clusters and sites; where sites stand dense, off the larger ones.
  function placeLabels() {
    const above = [layers.sites, layers.clusters, layers.proposed];
    const shown = above.filter((layer) => map.hasLayer(layer));
    const markers = shown.flatMap((layer) => layer.getLayers()).filter((item) => item.getIcon);
    const sizeOf = (marker) => marker.getIcon().options.iconSize[0];
    const inTheWay = markers.filter((marker) => markers.length < 60 || sizeOf(marker) > 24);
    streets.placeLabels(
      inTheWay.map((marker) => ({
        point: map.latLngToLayerPoint(marker.getLatLng()),
        size: sizeOf(marker) / 2,
        weight: marker.options.pane === "answers" ? 3 : 1,
      }))
    );
  }
  let waiting = 0;
  function placeLabelsSoon() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(placeLabels);
  }
  map.on("zoomend overlaychange", placeLabelsSoon);

  function drawResidents({ lat, lon, residents, reached, near }, { colours, words, language }) {
    const numbers = makeNumbers(language);
    layers.residents.clearLayers();
    residents.forEach((count, row) => {
      const circle = L.circleMarker([lat[row], lon[row]], {
        pane: "residents",
        className: near[row] ? "resident reached" : "resident unreached",
        radius: Math.min(9, 1.5 + Math.sqrt(count) / 10),
        stroke: !near[row],
        // White on any ground: a red circle stands out from a red street then.
        color: "#fff",
        weight: 0.8,
        fillColor: near[row] ? colours.reached : colours.unreached,
        fillOpacity: near[row] ? 0.6 : 1,
      });
      const text = words.place
        .replace("{residents}", numbers.count(count))
        .replace("{unreached}", numbers.count(count - reached[row]));
      circle.bindTooltip(() => makeElement("span", "", text), { direction: "top" });
      layers.residents.addLayer(circle);
    });
  }

  function drawSites({ name, level, lat, lon, counts, last }, { levels, words, radius }) {
    layers.sites.clearLayers();
    layers.catchments.clearLayers();
    name.forEach((text, row) => {
      const at = [lat[row], lon[row]];
      const html = makeSiteSymbol({
        level: level[row],
        colour: levels[level[row]].colour,
        closed: !counts[row],
      });
      const facts = [
        [levels[level[row]].name, counts[row] ? "" : words.not_counting],
        [words.last_activity, last[row]],
      ];
      const site = { name: text, level: level[row] };
      const marker = makeSiteMarker(map, at, html, site, () => {
        return makeFacts(text, facts, "site-facts");
      });
      layers.sites.addLayer(marker);
      if (!counts[row] || radius === null) return;
      layers.catchments.addLayer(
        L.circle(at, {
          pane: "catchments",
          className: "catchment",
          radius,
          weight: 0.8,
          color: "var(--text-color)",
          opacity: 0.5,
          fillOpacity: 0.05,
          interactive: false,
        })
      );
    });
  }

  // Numbered places that would reach most, with the walk around each.
  function drawProposed(places, radius) {
    layers.proposed.clearLayers();
    for (const { lat, lon, number, text } of places) {
      const html = makeElement("div", "proposed-number", number);
      const icon = L.divIcon({ className: "proposed", html, iconSize: [26, 26] });
      const marker = L.marker([lat, lon], { icon, alt: text, pane: "answers" });
      marker.bindTooltip(() => makeElement("span", "", text), { direction: "top" });
      layers.proposed.addLayer(marker);
      if (radius === null) continue;
      const look = { radius, weight: 1.5, color: "var(--text-color)", dashArray: "4 4" };
      const walk = { ...look, pane: "catchments", className: "proposed-walk", fillOpacity: 0.08 };
      layers.proposed.addLayer(L.circle([lat, lon], { ...walk, interactive: false }));
    }
  }

  function makeClusterSymbol(kind, colours) {
    const square = kind.startsWith("high");
    const alike = kind === "high_high" || kind === "low_low";
    return makeNeighbourSymbol({
      square, alike, colour: square ? colours.unreached : colours.reached,
    });
  }

  // Communities that stand out among their neighbours, those not reached on top.
  function drawClusters(clusters, colours) {
    layers.clusters.clearLayers();
    for (const { lat, lon, kind, text } of clusters) {
      const html = makeClusterSymbol(kind, colours);
      html.setAttribute("role", "img");
      html.setAttribute("aria-label", text);
      const icon = L.divIcon({ className: `cluster ${kind}`, html, iconSize: [28, 28] });
      const zIndexOffset = kind.startsWith("high") ? 1000 : 0;
      const marker = L.marker([lat, lon], { icon, pane: "answers", zIndexOffset });
      marker.bindTooltip(() => makeElement("span", "", text), { direction: "top" });
      layers.clusters.addLayer(marker);
    }
  }

  function makeCircle(colour) {
    const dot = makeElement("i", "dot");
    dot.style.background = colour;
    return dot;
  }

  function drawLegend({ words, colours, shading, levels, radius, clusters }) {
    const wide = window.innerWidth > 600;
    const line = (parent, picture, text) => {
      const box = parent.appendChild(makeElement("div", "legend-line"));
      box.append(picture, makeElement("span", "", text));
    };
    const section = (title, open) => {
      const details = makeElement("details");
      details.open = open;
      details.appendChild(makeElement("summary", "", title));
      return details;
    };
    const people = section(words.legend_residents, wide);
    line(people, makeCircle(colours.reached), words.reached);
    line(people, makeCircle(colours.unreached), words.unreached);
    const shades = section(shading.title, wide);
    for (const [colour, text] of shading.classes) {
      const swatch = makeElement("i", colour ? "swatch" : "swatch missing");
      if (colour) swatch.style.background = mixLight(colour);
      line(shades, swatch, text);
    }
    const kinds = new Map(clusters.map(({ kind, told }) => [kind, told]));
    // Open on a phone too: who asks for clusters is to see what their symbols mean.
    const neighbours = section(words.legend_clusters, true);
    for (const [kind, told] of kinds) line(neighbours, makeClusterSymbol(kind, colours), told);
    const sites = section(words.legend_sites, false);
    levels.forEach(({ name, colour }, level) => {
      line(sites, makeSiteSymbol({ level, colour }), name);
    });
    const typical = Math.min(2, levels.length - 1);
    const { colour } = levels[typical];
    line(sites, makeSiteSymbol({ level: typical, colour, closed: true }), words.not_counting);
    if (radius !== null) line(sites, makeElement("i", "ring"), words.catchment);
    const sections = kinds.size ? [people, neighbours, shades, sites] : [people, shades, sites];
    legend.box.replaceChildren(...sections);
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
    const { words, levels, radius, colours, shading } = data;
    if (differs("streets", data.streets)) streets.update(data.streets);
    if (differs("residents", [data.residents, colours, words])) drawResidents(data.residents, data);
    if (differs("sites", [data.sites, levels, words, radius])) drawSites(data.sites, data);
    if (differs("proposed", [data.proposed, radius])) drawProposed(data.proposed, radius);
    if (differs("clusters", [data.clusters, colours])) drawClusters(data.clusters, colours);
    const explained = [words, colours, shading, levels, radius, data.clusters];
    if (differs("legend", explained)) drawLegend(data);
    if (differs("switch", words.layers)) layerSwitch.update(words.switch, words.layers);
    if (differs("marks", data.marks)) marks.update(data.marks);
    placeLabelsSoon();
    document.body.dataset.complete = "true";
  }

  return { update };
}
