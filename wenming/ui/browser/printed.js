// A table as it is printed: the one on the screen is a picture that ends where its frame does.
// It is built when a print begins, so that the screen carries no table twice.

const ROOMY = 8; // columns that stand on a page in letters of the usual size
const PRINT = window.matchMedia("print");

export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".printed");
  const build = () => place.childElementCount || place.append(...draw(data));
  const change = () => (PRINT.matches ? build() : place.replaceChildren());
  const clear = () => place.replaceChildren();
  window.addEventListener("beforeprint", build);
  window.addEventListener("afterprint", clear);
  PRINT.addEventListener("change", change);
  change();
  return () => {
    window.removeEventListener("beforeprint", build);
    window.removeEventListener("afterprint", clear);
    PRINT.removeEventListener("change", change);
  };
}

function draw({ headings, rows, kinds, more }) {
  const table = document.createElement("table");
  table.append(make("thead", [headings], "th", kinds), make("tbody", rows, "td", kinds));
  if (headings.length > ROOMY) table.className = "many";
  const note = document.createElement("p");
  note.textContent = more;
  return more ? [table, note] : [table];
}

function make(part, rows, name, kinds) {
  const place = document.createElement(part);
  for (const row of rows) {
    const line = place.insertRow();
    row.forEach((text, index) => {
      const cell = document.createElement(name);
      cell.textContent = text;
      cell.className = kinds[index];
      line.append(cell);
    });
  }
  return place;
}
