import { get, post } from "../api.js";
import { checkList } from "../parts/checks.js";
import { toast } from "../parts/toast.js";
import { ago, severityPill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, head, html, nothing } from "../view.js";

const order = { error: 0, warning: 1, note: 2 };

class Findings extends Page {
  static { this.props("who"); }
  listensTo = ["changed"];

  async load() {
    const [findings, { checks }] = await Promise.all([get("/findings"), get("/checks")]);
    return { ...findings, checks };
  }

  page({ asOf, check, checks }) {
    const all = [...check.servers, ...check.storages].flatMap((each) => each.findings).concat(check.estate)
      .sort((a, b) => order[a.severity] - order[b.severity]);
    return html`${head("Findings", html`What is not well, and what to do. Every server and storage was reached ${ago(asOf)}.`,
        may(this.who, "operator") ? html`<button class="button" ?disabled=${this.checking} @click=${() => this.check()}>
          ${this.checking ? "Checking …" : "Check now"}</button>` : nothing)}
      <div class="stack">
      ${checks.length ? html`<section class="card" aria-labelledby="health"><header><h2 id="health">Servers and backups</h2></header>${checkList(checks)}</section>` : nothing}
      <section class="card" aria-labelledby="set-up"><header><h2 id="set-up">How it is set up</h2></header>${all.length ? all.map((each) => html`<div class="finding"><div>${severityPill(each.severity)}</div>
        <div><p><b>${each.subject}</b> – ${each.message}</p><p class="do small">${each.remedy}</p></div></div>`)
        : empty("All is well", "Nothing needs your attention.")}</section></div>`;
  }

  async check() {
    this.checking = true;
    this.update();
    try {
      await post("/findings");
      await this.reload();
      toast("Everything was checked anew.");
    } catch (problem) {
      toast(problem.message, true);
    }
    this.checking = false;
    this.update();
  }
}

customElements.define("hf-findings", Findings);
