// The activities: compact columns made into clustered markers here, one each or counted by site.

const CLOSE = 16; // from this zoom on, a cluster lists what it holds instead of zooming in
const LISTED = 40;

function makeActivities(map, open) {
  const cluster = L.markerClusterGroup({
    maxClusterRadius: 46,
    showCoverageOnHover: false,
    zoomToBoundsOnClick: false,
    spiderfyOnMaxZoom: false,
    animate: false,
    chunkedLoading: false,
    clusterPane: "activities",
    iconCreateFunction: makeClusterIcon,
  });
  const heat = L.heatLayer([], { radius: 22, blur: 18, minOpacity: 0.25, pane: "heat" });
  let data = null;
  let context = null;
  let numbers = null;

  function countOf(marker) {
    return data.count ? data.count[marker.row] : 1;
  }

  function makeClusterIcon(group) {
    const byTheme = new Map();
    let total = 0;
    for (const marker of group.getAllChildMarkers()) {
      const count = countOf(marker);
      const theme = data.theme[marker.row];
      byTheme.set(theme, (byTheme.get(theme) || 0) + count);
      total += count;
    }
    return makeIcon(total, byTheme);
  }

  function makeIcon(total, byTheme) {
    const shares = [...byTheme].sort((a, b) => a[0] - b[0]);
    const parts = shares.map(([theme, count]) => [context.themes[theme][1], count]);
    const { badge, size } = makeBadge(total, parts, numbers.badge(total));
    return L.divIcon({ className: "activities", html: badge, iconSize: [size, size] });
  }

  // Each marker has a dot of its own: Leaflet moves an element that it is given twice.
  function makePointIcon(row) {
    const dot = makeElement("div", "point");
    dot.style.borderColor = context.themes[data.theme[row]][1];
    dot.setAttribute("role", "img");
    dot.setAttribute("aria-label", data.titles[data.title[row]]);
    return L.divIcon({ className: "activity", html: dot, iconSize: [14, 14] });
  }

  function update(columns, around) {
    data = columns;
    context = around;
    numbers = makeNumbers(context.language);
    const weights = new Map();
    const markers = [];
    data.theme.forEach((theme, row) => {
      const place = data.place[row];
      if (place < 0) return;
      const count = data.count ? data.count[row] : 1;
      const at = data.places[place];
      const icon = data.count ? makeIcon(count, new Map([[theme, count]])) : makePointIcon(row);
      const marker = L.marker([at[0], at[1]], { icon, pane: "activities" });
      marker.row = row;
      markers.push(marker);
      weights.set(place, (weights.get(place) || 0) + count);
    });
    cluster.clearLayers();
    cluster.addLayers(markers);
    const most = Math.max(1, ...weights.values());
    heat.setOptions({ max: 1 });
    heat.setLatLngs(
      [...weights].map(([place, count]) => [
        data.places[place][0],
        data.places[place][1],
        Math.sqrt(count / most),
      ])
    );
  }

  // Clicked, or chosen with Tab and Enter.
  function isChosen({ type, originalEvent }) {
    return !type.endsWith("keypress") || originalEvent.key === "Enter";
  }

  cluster.on("click keypress", (event) => {
    if (isChosen(event)) show([event.layer], event.layer.getLatLng());
  });
  cluster.on("clusterclick clusterkeypress", (event) => {
    if (!isChosen(event)) return;
    const markers = event.layer.getAllChildMarkers();
    const bounds = event.layer.getBounds();
    const samePlace = bounds.getNorthEast().equals(bounds.getSouthWest(), 1e-7);
    if (samePlace || map.getZoom() >= CLOSE) show(markers, event.layer.getLatLng());
    else map.fitBounds(bounds, { padding: [40, 40], maxZoom: CLOSE + 1 });
  });

  function show(markers, at) {
    const rows = markers.map((marker) => marker.row).sort((a, b) => a - b);
    const content = rows.length === 1 && !data.count ? makeOne(rows[0]) : makeMany(rows);
    const options = { maxHeight: 260, ...findRoom(map) };
    L.popup(options).setLatLng(at).setContent(content).openOn(map);
  }

  function attendanceOf(row) {
    const { words } = context;
    const number = data.attendance[row];
    if (number < 0) return words.not_reported;
    const text = numbers.count(number);
    return data.estimated.has(row) ? words.about.replace("{number}", text) : text;
  }

  function makeOne(row) {
    const { words, themes, link } = context;
    const box = makeFacts(data.titles[data.title[row]], [
      [words.day, numbers.day(data.day[row], data.first)],
      [words.theme, themes[data.theme[row]][0]],
      [words.site, placeName(row)],
      [words.attendance, attendanceOf(row)],
    ], "activity-facts");
    const id = data.prefix + data.id[row];
    box.appendChild(makeActivityLink(id, words.open_activity, link, open));
    return box;
  }

  function placeName(row) {
    const site = data.places[data.place[row]][2];
    return site < 0 ? context.words.none : data.names[site];
  }

  function makeMany(rows) {
    const { words, themes, link } = context;
    const total = rows.reduce((sum, row) => sum + (data.count ? data.count[row] : 1), 0);
    const box = makeElement("div", "facts activity-list");
    const sites = new Set(rows.map(placeName));
    const title = sites.size === 1 ? [...sites][0] : words.several_sites;
    box.appendChild(makeElement("h4", "", title));
    const all = words.activities_here.replace("{number}", numbers.count(total));
    box.appendChild(makeElement("p", "", all));
    const list = box.appendChild(makeElement("ul"));
    for (const row of rows.slice(0, LISTED)) {
      const [name, colour] = themes[data.theme[row]];
      const item = list.appendChild(makeElement("li"));
      const dot = item.appendChild(makeElement("i", "dot"));
      dot.style.background = colour;
      dot.title = name;
      if (data.count) {
        const text = words.of_theme
          .replace("{theme}", () => name)
          .replace("{number}", numbers.count(data.count[row]));
        item.appendChild(makeElement("span", "", text));
        continue;
      }
      const day = numbers.day(data.day[row], data.first);
      item.appendChild(makeElement("time", "", day));
      const text = data.titles[data.title[row]];
      const id = data.prefix + data.id[row];
      item.appendChild(makeActivityLink(id, text, link, open));
    }
    if (rows.length > LISTED) {
      const more = words.more.replace("{number}", numbers.count(rows.length - LISTED));
      box.appendChild(makeElement("p", "", more));
    }
    return box;
  }

  return { cluster, heat, update };
}
