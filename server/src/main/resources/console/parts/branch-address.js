// The address of a branch that was opened here: shown once, because its password is kept nowhere.

import { post } from "../api.js";
import { View, html } from "../view.js";
import { moment, seconds, time } from "../format.js";
import "./command.js";

class BranchAddress extends View {
  static { this.props("operation"); }

  view() {
    const { branch, seconds: took } = this.operation.result;
    return html`<section class="card" aria-labelledby="address"><header><h2 id="address">${branch.name} is open</h2>
        <a class="button" href="/branches">All branches</a></header>
      <div class="body stack"><dl class="facts">
        <dt>Shows</dt><dd>${branch.server} at ${moment(branch.moment)}</dd>
        <dt>Open in</dt><dd>${seconds(took)}, of which ${seconds(branch.replaySeconds)} to replay the log (${branch.kind.toLowerCase()})</dd>
        <dt>Until</dt><dd>${time(branch.ends)}</dd></dl>
        ${branch.lacking.map((each) => html`<p class="small">This machine lacks: ${each}</p>`)}
        ${this.url ? html`<div><p class="small soft">Take it now; it is not shown again. The server listens on the daemon's machine only.</p>
            <hf-command .text=${"psql " + this.url}></hf-command></div>`
          : this.problem ? html`<p class="soft" role="status">${this.problem.message}. ${this.problem.hint}</p>`
          : html`<div><button class="button main" @click=${() => this.take()}>Show its address, once</button></div>`}</div></section>`;
  }

  async take() {
    try {
      this.url = (await post("/operations/" + this.operation.id + "/address")).url;
    } catch (problem) {
      this.problem = problem;
    }
    this.update();
  }
}

customElements.define("hf-branch-address", BranchAddress);
