// What the checks say: those that are not well first, the others behind a fold.

import { html, nothing } from "../view.js";
import { pill } from "./words.js";

const states = { critical: ["bad", "critical"], warning: ["warn", "warning"], unknown: ["", "not judged"], ok: ["good", "well"] };
const order = ["critical", "warning", "unknown", "ok"];

export const isBad = (check) => check.state === "critical" || check.state === "warning";

export function checkList(checks) {
  const sorted = [...checks].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const well = sorted.filter((check) => check.state === "ok");
  return html`${sorted.filter((check) => check.state !== "ok").map(line)}
    ${well.length ? html`<details><summary class="body">${well.length} checks are well</summary>${well.map(line)}</details>` : nothing}`;
}

const line = (check) => html`<div class="finding"><div>${pill(...states[check.state])}</div>
  <div><p><b>${check.check}</b> of ${check.database} – ${check.message}</p>
    ${check.hint ? html`<p class="do small">${check.hint}</p>` : nothing}</div></div>`;

/** How monitoring stands, for the practices: a colour and words. */
export function monitoring(checks) {
  if (!checks.length) return ["none", "not asked yet"];
  const bad = checks.filter(isBad);
  if (!bad.length) return ["good", `${checks.filter((check) => check.state === "ok").length} checks are well`];
  return [bad.some((check) => check.state === "critical") ? "bad" : "warn", `${bad.length} of ${checks.length} need attention`];
}
