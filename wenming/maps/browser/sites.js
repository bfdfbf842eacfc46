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
      const size = Number(html.getAttribute("width"));
      const name = sites.name[index];
      html.setAttribute("role", "img");
      html.setAttribute("aria-label", name);
      const icon = L.divIcon({ className: "site", html, iconSize: [size, size] });
      const marker = L.marker([lat, sites.lon[index]], {
        icon,
        zIndexOffset: 1000 - 100 * sites.level[index],
      });
      // Leaflet asks for the content each time it opens, and reads these options after that.
      const fill = () => {
        Object.assign(marker.getPopup().options, findRoom(map));
        return makePopup(sites, index, context);
      };
      marker.bindPopup(fill);
      marker.bindTooltip(() => makeElement("span", "", name), { direction: "top", offset: [0, -6] });
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
