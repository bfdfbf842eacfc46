// Small pictures made of DOM nodes: site symbols and cluster badges. Nothing here reads text as HTML.

const SVG = "http://www.w3.org/2000/svg";

function makeElement(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function makeSvg(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.appendChild(element);
  return element;
}

// A shape for each level of site, from the top level down, as corners of a unit circle.
const SHAPES = [
  (r) => polygonPath(r, 10, -90, 0.45), // star
  (r) => polygonPath(r * 1.15, 4, -45), // square
  (r) => `M${-r * 0.85} 0a${r * 0.85} ${r * 0.85} 0 1 0 ${r * 1.7} 0a${r * 0.85} ${r * 0.85} 0 1 0 ${-r * 1.7} 0z`,
  (r) => polygonPath(r * 1.1, 3, -90), // triangle
  (r) => polygonPath(r * 1.1, 4, 0), // diamond
  (r) => polygonPath(r, 5, -90), // pentagon
];
const RADII = [11, 7.5, 4.6, 5.6, 5.6, 5.6];

function polygonPath(radius, corners, startDegrees, innerShare) {
  const points = [];
  for (let corner = 0; corner < corners; corner++) {
    const angle = ((startDegrees + (360 / corners) * corner) * Math.PI) / 180;
    const r = innerShare && corner % 2 ? radius * innerShare : radius;
    points.push(`${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join("L")}z`;
}

function radiusOf(level) {
  return RADII[Math.min(level, RADII.length - 1)];
}

// The symbol of a site: shape and fill say its level, rings its standing, the dot its state.
// standing: 0 none, 1 demonstration, 2 district pilot, 4 city pilot, or a sum of them.
function makeSiteSymbol({ level, colour, standing = 0, dot = null, closed = false }) {
  const radius = radiusOf(level);
  const half = Math.ceil(radius + 7);
  const svg = makeSvg("svg", {
    viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`,
    width: 2 * half,
    height: 2 * half,
    class: "site-symbol",
  });
  const shape = SHAPES[Math.min(level, SHAPES.length - 1)](radius);
  const fill = closed ? "var(--ground)" : colour;
  const body = { d: shape, fill, stroke: closed ? "#8f8f8a" : "var(--ground)", "stroke-width": 1.2 };
  makeSvg("path", { ...body, "stroke-linejoin": "round" }, svg);
  if (closed) {
    const arm = radius * 0.55;
    const cross = `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`;
    makeSvg("path", { d: cross, stroke: "#8f8f8a", "stroke-width": 1.4 }, svg);
  }
  let ring = radius + 2.4;
  for (const [bit, look] of [
    [1, { "stroke-width": 1.6 }],
    [2, { "stroke-width": 1.6, "stroke-dasharray": "2 2" }],
    [4, { "stroke-width": 2.6, "stroke-dasharray": "4 1.5" }],
  ]) {
    if (!(standing & bit)) continue;
    makeSvg("circle", { r: ring, fill: "none", stroke: "var(--text-color)", ...look }, svg);
    ring += 3;
  }
  if (dot) {
    const at = radius * 0.75;
    const place = { cx: at, cy: -at, r: 3.1, fill: dot };
    makeSvg("circle", { ...place, stroke: "var(--ground)", "stroke-width": 1 }, svg);
  }
  return svg;
}

// What an area is among its neighbours: square and circle say which of two it is itself, two of
// them that it lies among its like, a broken ring that it is alone among others.
function makeNeighbourSymbol({ square, alike, colour }) {
  const svg = makeSvg("svg", { viewBox: "-14 -14 28 28", width: 28, height: 28 });
  const look = { fill: colour, stroke: "var(--text-color)", "stroke-width": 1.8 };
  const draw = (x, y, r) => {
    if (square) makeSvg("rect", { ...look, x: x - r, y: y - r, width: 2 * r, height: 2 * r }, svg);
    else makeSvg("circle", { ...look, cx: x, cy: y, r }, svg);
  };
  if (alike) {
    draw(4, -4, 7);
    draw(-4, 4, 7);
    return svg;
  }
  const ring = { r: 12, fill: "var(--ground)", stroke: "var(--text-color)" };
  makeSvg("circle", { ...ring, "stroke-width": 1.8, "stroke-dasharray": "4 2.3" }, svg);
  draw(0, 0, 6);
  return svg;
}

// A badge for a cluster: its count inside a ring divided by theme.
function makeBadge(count, shares, text) {
  const size = count < 10 ? 24 : count < 100 ? 28 : count < 1000 ? 34 : 42;
  const badge = makeElement("div", "badge");
  badge.dataset.count = count;
  badge.style.width = badge.style.height = `${size}px`;
  let from = 0;
  const slices = shares.map(([colour, part]) => {
    const to = from + (part / count) * 360;
    const slice = `${colour} ${from.toFixed(1)}deg ${to.toFixed(1)}deg`;
    from = to;
    return slice;
  });
  badge.style.background = `conic-gradient(${slices.join(",")})`;
  badge.appendChild(makeElement("span", "badge-count", text));
  return { badge, size };
}
