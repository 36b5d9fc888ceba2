import { cancel, compareRows } from "../actions.js";
import { get } from "../api.js";
import { live, running } from "../live.js";
import { stepList } from "../parts/steps.js";
import { foundChanges } from "../parts/rescue-result.js";
import { ago, statePill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, failed, head, html, nothing } from "../view.js";
import { took } from "../format.js";
import "../parts/branch-address.js";

class Operation extends Page {
  static { this.props("estate", "who", "id"); }
  listensTo = ["changed"];

  begin() {
    super.begin();
    this.on(live, "progress", () => this.update());
  }

  load() {
    return get("/operations/" + encodeURIComponent(this.id));
  }

  page(operation) {
    const now = running.find((each) => each.operation === operation.id);
    const runs = operation.state === "running";
    const steps = (runs && now?.steps) || operation.steps;
    return html`${head(operation.kind + " " + operation.subject,
        html`operation ${operation.id}, began ${ago(operation.started)} by ${operation.actor}`,
        runs && may(this.who, "operator") ? html`<button class="button danger" @click=${() => this.ask()}>Cancel</button>` : nothing)}
      <div class="stack">
        <section class="card"><header><div class="row"><h2>Steps</h2>${statePill(operation.state)}
            ${operation.cancelRequested || now?.cancelRequested ? html`<span class="tag">asked to stop</span>` : nothing}</div>
            <span class="soft">${took(operation)}</span></header>
          <div class="body">${steps.length ? stepList(steps, !runs && operation.state !== "done") : html`<p class="soft">It has not begun a step yet.</p>`}</div></section>
        ${operation.problem ? failed(operation.problem) : nothing}
        ${operation.result ? this.result(operation) : nothing}
        <p><a href="/journal?search=${operation.id}">What the journal says about it</a></p>
      </div>
      <dialog aria-labelledby="sure"><form method="dialog">
        <h2 id="sure">Cancel ${operation.kind}?</h2><p>It stops within seconds and tidies up. What it stored already is kept where it can be used.</p>
        <div class="row"><button class="button danger" value="yes">Cancel it</button><button class="button" value="no">Let it run</button></div>
      </form></dialog>`;
  }

  /** In words where they are known, else as it is kept. */
  result(operation) {
    const of = operation.request.database;
    const need = this.estate.databases.find((each) => each.label === of)?.branchesNeed ?? "admin";
    const sees = may(this.who, need);
    switch (operation.kind) {
      case "branch open":
        return html`<hf-branch-address .operation=${operation}></hf-branch-address>`;
      case "backup rescue find":
        return foundChanges(operation.result, sees && ((each) => compareRows(of, { table: operation.result.table, at: each.before })));
      case "backup rescue":
        if (sees) return html`<hf-rescue-result .operation=${operation}></hf-rescue-result>`;
    }
    return html`<section class="card"><header><h2>Result</h2></header>
      <div class="body"><pre>${JSON.stringify(operation.result, null, 2)}</pre></div></section>`;
  }

  ask() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && cancel(this.data.id), { once: true });
    dialog.returnValue = "no";
    dialog.showModal();
  }
}

customElements.define("hf-operation", Operation);
