// Keeps a list open while the page moves beneath it. Streamlit's lists (React Aria's) close at any
// scroll of what holds their field, also where nobody scrolled: a chart above that is drawn moves
// the page, and the choice under way is lost. The proof is tests/browser/test_lists.py.

export default function () {
  if (window.wenmingLists) return;
  window.wenmingLists = true;
  // On the window and capturing: heard before those that a list adds once it is open.
  window.addEventListener("scroll", keepOpen, { capture: true, passive: true });
}

function keepOpen(event) {
  const list = document.querySelector("[data-trigger=ComboBox]");
  if (!list || list.contains(event.target)) return;
  event.stopImmediatePropagation();
  // A list follows its field where it hears that the window has changed.
  requestAnimationFrame(() => window.visualViewport?.dispatchEvent(new Event("resize")));
}
