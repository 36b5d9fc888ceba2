// The rungs of one proof, from cheap to complete.

import { html } from "../view.js";
import { seconds } from "../format.js";
import { pill } from "./words.js";

const tones = { pass: ["good", "pass"], fail: ["bad", "fail"], "not-run": ["", "not run"] };

export const ladder = (proof) => html`<div class="scroll"><table>
  <thead><tr><th class="number">Rung</th><th>What was asked</th><th>Verdict</th><th>Figure</th><th class="number">Took</th></tr></thead>
  <tbody>${proof.rungs.map((rung) => html`<tr><td class="number">${rung.rung}</td><td>${rung.name}</td>
    <td>${pill(...tones[rung.verdict])}</td><td class="small">${rung.figure}</td>
    <td class="number">${rung.seconds ? seconds(rung.seconds) : ""}</td></tr>`)}</tbody></table></div>`;
