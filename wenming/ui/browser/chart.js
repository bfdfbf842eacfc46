// Draws one Plotly figure in the page's own colours. The script of Plotly's cartesian charts is a
// third of the whole library's; it is loaded once a visit, when the browser has nothing more
// urgent to do, so that figures on cards stand before any chart does.

const READERS = new WeakMap(); // the observer of each chart's width, by its place

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".chart");
  place.setAttribute("role", "figure");
  place.setAttribute("aria-label", data.alt);
  place.style.minHeight = `${data.height}px`;
  const figure = JSON.parse(data.figure);
  figure.layout.template = buildTemplate(getComputedStyle(parentElement));
  loadPlotly(data.script).then(
    (Plotly) => draw(Plotly, place, figure, data),
    () => (place.textContent = data.failed),
  );
  return () => {
    READERS.get(place)?.disconnect();
    window.Plotly?.purge(place);
  };
}

function loadPlotly(address) {
  window.plotlyLoading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.plotlyLoading = undefined; // the next chart tries again
      reject(new Error(address));
    };
    whenIdle(() => document.head.append(script));
  });
  return window.plotlyLoading;
}

function whenIdle(act) {
  const wait = window.requestIdleCallback ?? ((later) => setTimeout(later, 200));
  requestAnimationFrame(() => wait(act, { timeout: 1500 }));
}

async function draw(Plotly, place, figure, { picture, fullScreen, modeBar }) {
  if (!place.isConnected) return;
  const buttons = [
    {
      name: "picture",
      title: picture.title,
      icon: Plotly.Icons.camera,
      click: (chart) =>
        Plotly.downloadImage(chart, { format: "png", scale: 2, filename: picture.file }),
    },
    {
      name: "fullScreen",
      title: fullScreen,
      icon: Plotly.Icons.autoscale,
      click: (chart) =>
        document.fullscreenElement ? document.exitFullscreen() : chart.requestFullscreen(),
    },
  ];
  await Plotly.react(place, figure.data, figure.layout, {
    displaylogo: false,
    displayModeBar: modeBar ? "hover" : false,
    modeBarButtons: [buttons],
    scrollZoom: false,
  });
  place.classList.add("drawn");
  if (!READERS.has(place)) READERS.set(place, follow(Plotly, place));
}

// A chart is as wide as its place, and fills the screen where it is asked to.
function follow(Plotly, place) {
  let width = place.clientWidth;
  const observer = new ResizeObserver(() => {
    const full = document.fullscreenElement === place;
    if (place.clientWidth === width && !full === !place.dataset.full) return;
    width = place.clientWidth;
    place.dataset.full = full ? "yes" : "";
    if (width > 0) Plotly.Plots.resize(place);
  });
  observer.observe(place);
  return observer;
}

function buildTemplate(style) {
  const read = (name) => style.getPropertyValue(`--st-${name}`).trim();
  const colours = (name) => read(name).split(",").map((colour) => colour.trim());
  const scale = colours("chart-sequential-colors").map((colour, index, all) => [
    index / (all.length - 1),
    colour,
  ]);
  const [ground, text, line] = ["background-color", "text-color", "border-color"].map(read);
  const font = { family: read("font"), size: 12, color: text };
  const axis = { gridcolor: line, zerolinecolor: line, linecolor: line, tickcolor: line };
  return {
    data: { heatmap: [{ colorscale: scale, colorbar: { outlinewidth: 0, thickness: 12 } }] },
    layout: {
      font,
      paper_bgcolor: ground,
      plot_bgcolor: ground,
      colorway: colours("chart-categorical-colors"),
      colorscale: { sequential: scale, sequentialminus: scale },
      hoverlabel: { bgcolor: ground, bordercolor: line, font },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: text, activecolor: text },
      xaxis: { ...axis, showgrid: false },
      yaxis: axis,
    },
  };
}
