// The coverage map: built once in a frame that stays, updated part by part as filters change.

function makeCoverage(map, { boundary, bounds, view, tiled }) {
  for (const [name, order] of [["heat", 420], ["labels", 640], ["activities", 650]]) {
    map.createPane(name).style.zIndex = order;
  }
  map.getPane("labels").style.pointerEvents = "none";
  map.getPane("heat").style.pointerEvents = "none";

  // The page hears what is clicked; the number makes a second click on the same street news.
  let clicks = 0;
  const tell = (message) => window.Streamlit.setComponentValue({ ...message, click: ++clicks });

  const streets = makeStreets(map, boundary, tiled, (street) => tell({ street }));
  const sites = makeSites(map);
  const activities = makeActivities(map, (activity) => tell({ activity }));
  const layers = {
    streets: streets.layer,
    labels: streets.labels,
    sites: sites.layer,
    activities: activities.cluster,
    heat: activities.heat,
  };
  // Names keep out of the way of badges and of the larger sites, whenever those have moved.
  function placeLabels() {
    const inTheWay = [];
    map.eachLayer((layer) => {
      const element = layer instanceof L.Marker && layer.getElement();
      if (!element || layer.options.pane === "labels") return;
      // Around a site's symbol there is room for its rings.
      const width = parseFloat(element.style.width);
      const size = element.classList.contains("site") ? width / 2 : width;
      if (size < 15) return;
      inTheWay.push({ point: map.latLngToLayerPoint(layer.getLatLng()), size });
    });
    streets.placeLabels(inTheWay);
  }
  let waiting = 0;
  function placeLabelsSoon() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(placeLabels);
  }
  map.on("zoomend overlaychange", placeLabelsSoon);
  activities.cluster.on("animationend", placeLabelsSoon);

  const layerSwitch = makeSwitch(map, layers, ["streets", "labels", "sites", "activities"]);
  const legend = makeLegend(map);
  const marks = makeMarks(map);
  L.control.scale({ imperial: false, position: "topleft" }).addTo(map);
  placeView(map, { bounds, view });

  // Only what differs from the last time is drawn anew.
  const drawn = {};
  function differs(part, value) {
    const now = JSON.stringify(value);
    const same = drawn[part] === now;
    drawn[part] = now;
    return !same;
  }

  function update(data) {
    const { words, levels, states, standings, themes, language, link } = data;
    const context = { words, levels, states, standings, themes, language, link };
    if (differs("streets", data.streets)) streets.update(data.streets);
    if (differs("sites", [data.sites, context])) {
      sites.update(data.sites, { ...context, streets: data.streets });
    }
    if (differs("activities", [data.activities, context])) {
      const columns = { ...data.activities, estimated: new Set(data.activities.estimated) };
      activities.update(columns, context);
    }
    if (differs("legend", [data.shading, context])) legend.update(data);
    if (differs("switch", words.layers)) layerSwitch.update(words.switch, words.layers);
    if (differs("marks", data.marks)) marks.update(data.marks);
    placeLabelsSoon();
    document.body.dataset.complete = "true";
  }

  return { update };
}
