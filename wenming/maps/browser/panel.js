// What stands on the map besides its layers: the layer switch, the legend and the marks.

// A press gives the map the focus, and the browser would scroll all of the map into view: what was
// pressed would be gone from under the pointer before it is let go, and the press mean nothing.
function keepPlace(map) {
  const box = map.getContainer();
  box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
}

function makeControl(position, className) {
  const control = L.control({ position });
  const box = makeElement("div", `leaflet-control panel ${className}`);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  control.onAdd = () => box;
  return { control, box };
}

// A switch whose words may change while each layer stays on or off as the reader left it.
function makeSwitch(map, layers, shownAtFirst) {
  const { control, box } = makeControl("topright", "layer-switch");
  for (const name of shownAtFirst) map.addLayer(layers[name]);

  function update(title, names) {
    const details = makeElement("details");
    details.open = box.firstChild ? box.firstChild.open : window.innerWidth > 600;
    details.appendChild(makeElement("summary", "", title));
    for (const [key, name] of Object.entries(names)) {
      const label = details.appendChild(makeElement("label"));
      const tick = label.appendChild(makeElement("input"));
      tick.type = "checkbox";
      tick.name = key;
      tick.checked = map.hasLayer(layers[key]);
      tick.addEventListener("change", () => {
        if (tick.checked) map.addLayer(layers[key]);
        else map.removeLayer(layers[key]);
        map.fire("overlaychange");
      });
      label.appendChild(makeElement("span", "", name));
    }
    box.replaceChildren(details);
  }

  control.addTo(map);
  return { update };
}

function makeLegend(map) {
  const { control, box } = makeControl("bottomleft", "legend");
  control.addTo(map);
  const open = new Map();

  function addSection(key, title, openAtFirst) {
    const details = box.appendChild(makeElement("details"));
    details.open = open.has(key) ? open.get(key) : openAtFirst;
    details.addEventListener("toggle", () => open.set(key, details.open));
    details.appendChild(makeElement("summary", "", title));
    return details;
  }

  function addLine(parent, picture, text) {
    const line = parent.appendChild(makeElement("div", "legend-line"));
    line.appendChild(picture);
    line.appendChild(makeElement("span", "", text));
  }

  function makeSwatch(colour, className) {
    const swatch = makeElement("i", className);
    if (colour) swatch.style.background = colour;
    return swatch;
  }

  function update({ words, shading, levels, states, standings, themes }) {
    const wide = window.innerWidth > 600;
    box.replaceChildren();
    const shades = addSection("shades", shading.title, wide);
    for (const [colour, text] of shading.classes) {
      addLine(shades, makeSwatch(colour, colour ? "swatch" : "swatch missing"), text);
    }
    const sites = addSection("sites", words.legend_sites, wide);
    levels.forEach(({ name, colour }, level) => {
      addLine(sites, makeSiteSymbol({ level, colour }), name);
    });
    const marks = addSection("marks", words.legend_marks, false);
    const typical = Math.min(2, levels.length - 1);
    const colour = levels[typical].colour;
    for (const [bit, name] of standings) {
      addLine(marks, makeSiteSymbol({ level: typical, colour, standing: bit }), name);
    }
    for (const { name, dot, closed } of states) {
      addLine(marks, makeSiteSymbol({ level: typical, colour, dot, closed }), name);
    }
    const kinds = addSection("themes", words.legend_themes, false);
    for (const [name, themeColour] of themes) addLine(kinds, makeSwatch(themeColour, "dot"), name);
  }

  return { update };
}

// What the reader must know about the map itself: that borders are schematic, which version it is.
function makeMarks(map) {
  const { control, box } = makeControl("bottomright", "marks");
  control.addTo(map);
  return {
    update: (marks) => box.replaceChildren(...marks.map((mark) => makeElement("span", "", mark))),
  };
}

// The district's own view, or else all of it, beside the legend where there is room for both.
function placeView(map, { bounds, view }) {
  const left = map.getSize().x > 600 ? 170 : 6;
  const padding = { paddingTopLeft: [left, 6], paddingBottomRight: [6, 6] };
  if (view) map.setView(view.center, view.zoom, { animate: false });
  else map.fitBounds(bounds, { ...padding, animate: false });
}
