import { closeBranch } from "../actions.js";
import { get } from "../api.js";
import { ago, pill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, head, html, nothing } from "../view.js";
import { moment, size, time } from "../format.js";

const states = { running: "good", broken: "bad", stalled: "warn" };

class Branches extends Page {
  static { this.props("estate", "who"); }
  listensTo = ["changed", "status"];

  load() {
    return get("/branches");
  }

  page({ branches }) {
    return html`${head("Branches", "Moments of your databases as servers of their own, on the daemon's machine.")}
      <div class="card">${branches.length ? html`<div class="scroll"><table>
        <thead><tr><th>Name</th><th>Of</th><th>Shows</th><th>State</th><th>Ends</th><th class="number">Disk</th><th></th></tr></thead>
        <tbody>${branches.map((each) => this.row(each))}</tbody></table></div>`
        : empty("No branch is open", "Choose a moment on the timeline of a database, and open one there.")}</div>`;
  }

  row(branch) {
    return html`<tr><td><b>${branch.name}</b><div class="small soft">${branch.url}</div></td>
      <td><a href="/databases/${branch.server}">${branch.server}</a></td><td class="keep">${moment(branch.moment)}</td>
      <td>${pill(states[branch.state], branch.state)}${branch.why ? html`<div class="small soft">${branch.why}</div>` : nothing}</td>
      <td class="keep" title=${time(branch.ends)}>${ago(branch.ends)}</td><td class="number">${size(branch.bytes)}</td>
      <td class="number">${this.mayClose(branch) ? html`<button class="button danger" @click=${() => closeBranch(branch.name)}>Close<span class="hidden"> ${branch.name}</span></button>` : nothing}</td></tr>`;
  }

  mayClose(branch) {
    const of = this.estate.databases.find((each) => each.label === branch.server);
    return may(this.who, of?.branchesNeed ?? "operator");
  }
}

customElements.define("hf-branches", Branches);
