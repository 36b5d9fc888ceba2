// Which page an address means. A page's module is loaded when it is first shown.

import { html } from "./view.js";

const pages = [
  page("overview", "Overview", /^\/$/, () => import("./pages/overview.js"),
    (estate, who) => html`<hf-overview .estate=${estate} .who=${who}></hf-overview>`),
  page("overview", "Database", /^\/databases\/(.+)$/, () => import("./pages/database.js"),
    (estate, who, [label]) => html`<hf-database .estate=${estate} .who=${who} .label=${label}></hf-database>`),
  page("snapshots", "Snapshots", /^\/snapshots$/, () => import("./pages/snapshots.js"),
    (estate) => html`<hf-snapshots .estate=${estate}></hf-snapshots>`),
  page("snapshots", "Snapshot", /^\/snapshots\/(.+)$/, () => import("./pages/snapshot.js"),
    (estate, who, [id]) => html`<hf-snapshot .who=${who} .id=${id}></hf-snapshot>`),
  page("operations", "Operations", /^\/operations$/, () => import("./pages/operations.js"),
    () => html`<hf-operations></hf-operations>`),
  page("operations", "Operation", /^\/operations\/(.+)$/, () => import("./pages/operation.js"),
    (estate, who, [id]) => html`<hf-operation .estate=${estate} .who=${who} .id=${id}></hf-operation>`),
  page("branches", "Branches", /^\/branches$/, () => import("./pages/branches.js"),
    (estate, who) => html`<hf-branches .estate=${estate} .who=${who}></hf-branches>`),
  page("alerts", "Alerts", /^\/alerts$/, () => import("./pages/alerts.js"),
    (estate, who) => html`<hf-alerts .estate=${estate} .who=${who}></hf-alerts>`),
  page("findings", "Findings", /^\/findings$/, () => import("./pages/findings.js"),
    (estate, who) => html`<hf-findings .who=${who}></hf-findings>`),
  page("storages", "Storages", /^\/storages$/, () => import("./pages/storages.js"),
    (estate) => html`<hf-storages .estate=${estate}></hf-storages>`),
  page("journal", "Journal", /^\/journal$/, () => import("./pages/journal.js"),
    () => html`<hf-journal></hf-journal>`),
];

function page(name, title, pattern, load, draw) {
  return { name, title, pattern, load, draw };
}

export function pageOf(path) {
  const found = pages.find((each) => each.pattern.test(path)) ?? pages[0];
  const words = (path.match(found.pattern) ?? []).slice(1).map(decodeURIComponent);
  return { ...found, draw: (estate, who) => found.draw(estate, who, words) };
}

/** Shows the page of an address. */
export function go(path) {
  history.pushState(null, "", path);
  arrived();
}

/** From now on, links within the console change the page without loading it anew. */
export function follow() {
  window.addEventListener("popstate", () => window.dispatchEvent(new Event("hf-route")));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='/']");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!link || !plain || link.target || link.hasAttribute("download")) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });
}

/** Whoever cannot see the page change is told by the focus. */
function arrived() {
  window.dispatchEvent(new Event("hf-route"));
  scrollTo(0, 0);
  setTimeout(() => document.querySelector("main h1")?.focus({ preventScroll: true }), 60);
}
