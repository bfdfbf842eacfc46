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

async function draw(Plotly, place, figure, { alt, picture, fullScreen, modeBar }) {
  if (!place.isConnected) return;
  const buttons = [
    {
      name: "picture",
      title: picture.title,
      icon: Plotly.Icons.camera,
      click: (chart) => savePicture(Plotly, chart, { ...picture, finding: alt }),
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
  fitPrint(place);
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
    // On paper the picture itself is made to fit (`page.css`): a print waits for no drawing.
    if (width > 0 && !window.matchMedia("print").matches) {
      Plotly.Plots.resize(place).then(() => fitPrint(place));
    }
  });
  observer.observe(place);
  return observer;
}

// Say how large a chart was drawn, so that its picture can be made smaller as a whole.
function fitPrint(place) {
  const { width, height } = place._fullLayout ?? {};
  if (!width) return;
  place.style.setProperty("--drawn-width", `${width}px`);
  place.style.setProperty("--drawn-ratio", `${width} / ${height}`);
  for (const svg of place.querySelectorAll(".main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }
}

const NARROWEST = 720; // pixels of a saved picture: a footer and a legend have room
const LOWEST = 240; // and of its plot: on a phone a long legend leaves less
const EDGE = 16;
const HEAD = [ // size and line height of the finding and of what stands beneath it
  { key: "finding", size: 18, line: 25, weight: 600 },
  { key: "description", size: 12, line: 18, weight: 400 },
];

// A chart's picture stands alone: it carries its finding, its description and its whole footer.
function savePicture(Plotly, chart, picture) {
  const { width: drawn, _size: size } = chart._fullLayout;
  const width = Math.max(drawn, NARROWEST);
  const layout = structuredClone(chart.layout);
  // A picture is drawn without the page's own typefaces: what is measured with them is cut there.
  const own = new Set([...document.fonts].map((face) => plainName(face.family)));
  const font = layout.template.layout.font;
  font.family = font.family.split(",").filter((name) => !own.has(plainName(name))).join(",");
  const { family, color } = font;
  const head = {};
  let top = EDGE;
  for (const { key, size, line, weight } of HEAD) {
    const lines = wrapText(picture[key], `${weight} ${size}px ${family}`, width - 2 * EDGE);
    if (!lines.length) continue;
    head[key] = { text: lines.map(escapeText).join("<br>"), font: { size, weight, color, family } };
    top += lines.length * line + EDGE / 2;
  }
  const height = top + size.t + Math.max(size.h, LOWEST) + size.b;
  layout.margin = { ...layout.margin, t: size.t + top };
  Object.assign(layout, { width, height, autosize: false });
  layout.title = {
    ...head.finding, subtitle: head.description, automargin: false, pad: { l: EDGE, t: EDGE },
    x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top",
  };
  return Plotly.downloadImage(
    { data: chart.data, layout },
    { format: "png", scale: 2, width, height, filename: picture.file },
  );
}

// A text in lines of at most `width` pixels; words stay whole, Chinese breaks anywhere.
function wrapText(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const lines = [""];
  for (const piece of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+/gu) ?? []) {
    if (lines.at(-1) && pen.measureText((lines.at(-1) + piece).trimEnd()).width > width) {
      lines.push("");
    }
    lines[lines.length - 1] = (lines.at(-1) + piece).trimStart();
  }
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

function plainName(family) {
  return family.trim().replace(/^["']|["']$/g, "");
}

function escapeText(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
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
