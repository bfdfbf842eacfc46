// The sites: one symbol each, whose shape, rings and dot say level, standing and state.

function makeSites(map) {
  const layer = L.layerGroup();

  function update(sites, context) {
    layer.clearLayers();
    sites.lat.forEach((lat, index) => {
      const level = context.levels[sites.level[index]];
      const state = context.states[sites.state[index]];
      const look = {
        level: sites.level[index],
        colour: level.colour,
        standing: sites.standing[index],
        dot: state.dot,
        closed: state.closed,
      };
      const html = makeSiteSymbol(look);
      const at = [lat, sites.lon[index]];
      const site = { name: sites.name[index], level: sites.level[index] };
      const marker = makeSiteMarker(map, at, html, site, () => makePopup(sites, index, context));
      layer.addLayer(marker);
    });
  }

  function makePopup(sites, index, { words, levels, states, standings, streets }) {
    const standing = standings.filter(([bit]) => sites.standing[index] & bit);
    const street = sites.street[index];
    return makeFacts(sites.name[index], [
      [words.level, levels[sites.level[index]].name],
      [words.standing, standing.map(([, name]) => name).join(words.separator)],
      [words.street, street < 0 ? words.none : streets[street].name],
      [words.state, states[sites.state[index]].name],
      [words.last_activity, sites.last[index]],
      [words.activities, sites.activities[index]],
      [words.attendance, sites.attendance[index]],
      [words.unit, sites.unit[index]],
      [words.place, sites.modelled[index] ? words.modelled : ""],
    ], "site-facts");
  }

  return { layer, update };
}

// A site's marker with its name for the mouse and for those who cannot see it, and its facts.
function makeSiteMarker(map, at, html, { name, level }, makeFactsOfSite) {
  const size = Number(html.getAttribute("width"));
  html.setAttribute("role", "img");
  html.setAttribute("aria-label", name);
  const icon = L.divIcon({ className: "site", html, iconSize: [size, size] });
  const marker = L.marker(at, { icon, zIndexOffset: 1000 - 100 * level });
  // Leaflet asks for the content each time it opens, and reads these options after that.
  marker.bindPopup(() => {
    Object.assign(marker.getPopup().options, findRoom(map));
    return makeFactsOfSite();
  });
  marker.bindTooltip(() => makeElement("span", "", name), { direction: "top", offset: [0, -6] });
  return marker;
}
