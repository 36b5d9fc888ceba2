// The steps of an operation, with what is counted in each.

import { html, nothing } from "../view.js";
import { count, now, seconds, size } from "../format.js";

const figure = (step, number) => (step.unit === "bytes" ? size(number) : count(number));

function done(step) {
  if (!step.unit) return nothing;
  return step.total >= 0 && !step.finished ? `${figure(step, step.done)} of ${figure(step, step.total)}` : figure(step, step.done);
}

const took = (step) => seconds(((step.finished ? Date.parse(step.finished) : now()) - Date.parse(step.started)) / 1000);

export const stepList = (steps, broken) => html`<ol class="steps">${steps.map((step, i) => {
  const cut = broken && i === steps.length - 1;
  const mark = cut ? ["bad", "✕", "cut off"] : step.finished ? ["", "✓", "done"] : ["live", "●", "running"];
  return html`<li><span class="mark ${mark[0]}" aria-hidden="true">${mark[1]}</span>
    <span>${step.name} <span class="hidden">(${mark[2]})</span> <span class="soft small">${step.status || done(step)}</span></span>
    <span class="soft small number">${took(step)}</span>
    ${!step.finished && step.total > 0 ? bar(step) : nothing}</li>`;
})}</ol>`;

export const bar = (step) =>
  html`<progress aria-label=${step.name} max=${step.total} value=${Math.min(step.done, step.total)}></progress>`;
