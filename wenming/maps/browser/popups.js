// What opens when a site or an activity is clicked. Ledger text goes in as text, never as HTML.

// How wide a popup may be, and how far it keeps from the map's edges: on a wide map clear of
// legend and layer switch.
function findRoom(map) {
  const widthOf = (panel) => map.getContainer().querySelector(panel).offsetWidth + 20;
  const isWide = map.getSize().x > 600;
  return {
    maxWidth: Math.min(320, map.getSize().x - 60),
    autoPanPaddingTopLeft: [isWide ? widthOf(".legend") : 10, 10],
    autoPanPaddingBottomRight: [isWide ? widthOf(".layer-switch") : 10, 10],
  };
}

function makeFacts(title, facts, className) {
  const box = makeElement("div", `facts ${className}`);
  box.appendChild(makeElement("h4", "", title));
  const list = box.appendChild(makeElement("dl"));
  for (const [term, value] of facts) {
    if (value === "" || value === null || value === undefined) continue;
    list.appendChild(makeElement("dt", "", term));
    list.appendChild(makeElement("dd", "", value));
  }
  return box;
}

// The address of an activity, outside this frame, with the filters that hold on the page.
function addressOf(activity, link) {
  const root = window.location.pathname.split("/component/")[0];
  const query = new URLSearchParams(link.query);
  query.set(link.key, activity);
  return `${root}/${link.page}?${query}`;
}

// A plain click opens the activity in the dashboard at hand; any other click is the browser's.
function makeActivityLink(activity, text, link, open) {
  const anchor = makeElement("a", "", text);
  anchor.href = addressOf(activity, link);
  anchor.target = "_blank";
  anchor.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(activity);
  });
  return anchor;
}

function makeNumbers(language) {
  const whole = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  return {
    count: (number) => whole.format(number),
    badge: (number) => (number < 10000 ? String(number) : short.format(number)),
    day: (offset, first) => day.format(new Date(first + offset * 86400000)),
  };
}
