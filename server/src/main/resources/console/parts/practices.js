// The seven practices of one database, in words and colour.

import { html } from "../view.js";
import { verdict } from "./answers.js";
import { monitoring } from "./checks.js";

const later = [
  ["Copy", "copies"], ["Rollout", "rollouts"], ["Scale", "scale"], ["Schema", "schema"],
];

export function practices(database, { storages, notYet }, checks) {
  const [tone] = verdict(database, storages);
  const words = { good: "restorable and proven", warn: "restorable, not fully proven", bad: "needs you now", "": "not declared" };
  const [health, said] = monitoring(checks);
  return html`<ul class="practices" aria-label="The seven practices">
    <li class=${tone || "none"}><b>Backup</b>${words[tone]}</li>
    ${later.map((practice) => tile(practice, notYet))}
    <li class=${health}><b>Monitor</b>${said}</li>
    ${tile(["Hosting", "hosting"], notYet)}
  </ul>`;
}

const tile = ([name, section], notYet) => html`<li class="none"><b>${name}</b>${
  notYet.includes(section) ? "declared, not carried out yet" : "not set up"}</li>`;
