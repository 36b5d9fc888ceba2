import { cancel } from "../actions.js";
import { get } from "../api.js";
import { live, running } from "../live.js";
import { stepList } from "../parts/steps.js";
import { ago, statePill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, failed, head, html, nothing } from "../view.js";
import { took } from "../format.js";

class Operation extends Page {
  static { this.props("who", "id"); }
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
        ${operation.result ? html`<section class="card"><header><h2>Result</h2></header>
          <div class="body"><pre>${JSON.stringify(operation.result, null, 2)}</pre></div></section>` : nothing}
        <p><a href="/journal?search=${operation.id}">What the journal says about it</a></p>
      </div>
      <dialog aria-labelledby="sure"><form method="dialog">
        <h2 id="sure">Cancel ${operation.kind}?</h2><p>It stops within seconds and tidies up. What it stored already is kept where it can be used.</p>
        <div class="row"><button class="button danger" value="yes">Cancel it</button><button class="button" value="no">Let it run</button></div>
      </form></dialog>`;
  }

  ask() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && cancel(this.data.id), { once: true });
    dialog.returnValue = "no";
    dialog.showModal();
  }
}

customElements.define("hf-operation", Operation);
