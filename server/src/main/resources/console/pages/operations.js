import { get } from "../api.js";
import { live, running } from "../live.js";
import { bar } from "../parts/steps.js";
import { ago, statePill } from "../parts/words.js";
import { Page, empty, head, html, nothing } from "../view.js";
import { took } from "../format.js";

class Operations extends Page {
  listensTo = ["changed"];

  begin() {
    super.begin();
    this.on(live, "progress", () => this.update());
  }

  load() {
    return get("/operations?limit=100");
  }

  page({ operations }) {
    return html`${head("Operations", "What runs, and what ran; whoever began it.")}
      <div class="card">${operations.length ? html`<div class="scroll"><table>
        <thead><tr><th>Id</th><th>What</th><th>Subject</th><th>State</th><th>Began</th><th class="number">Took</th><th>By</th></tr></thead>
        <tbody>${operations.map((each) => this.row(each))}</tbody></table></div>`
        : empty("Nothing has run yet", "Backups, proofs and everything else that takes its time is listed here.")}</div>`;
  }

  row(each) {
    const step = running.find((other) => other.operation === each.id)?.steps.at(-1);
    return html`<tr><td><a href="/operations/${each.id}">${each.id}</a></td><td class="keep">${each.kind}</td><td>${each.subject}</td>
      <td>${statePill(each.state)}${each.problem ? html`<div class="small soft">${each.problem.message}</div>` : nothing}
        ${each.state === "running" && step ? html`<div class="small soft">${step.name}</div>${step.total > 0 ? bar(step) : nothing}` : nothing}</td>
      <td class="keep">${ago(each.started)}</td><td class="number">${took(each)}</td><td class="small">${each.actor}</td></tr>`;
  }
}

customElements.define("hf-operations", Operations);
