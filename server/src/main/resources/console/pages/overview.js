import { begin } from "../actions.js";
import { get } from "../api.js";
import { live, underWay } from "../live.js";
import { answers, verdict } from "../parts/answers.js";
import { practices } from "../parts/practices.js";
import { bar } from "../parts/steps.js";
import { pill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, head, html, nothing } from "../view.js";
import "../parts/timeline.js";
import { go } from "../router.js";

class Overview extends Page {
  static { this.props("estate", "who"); }
  checks = []; // servers are asked for them, which may take longer than the storages

  begin() {
    super.begin();
    this.on(live, "progress", () => this.update());
  }

  async load() {
    get("/checks").then(({ checks }) => { this.checks = checks; this.update(); }).catch(() => {});
    const [status, backups] = await Promise.all([get("/status"), get("/snapshots")]);
    return { status, backups };
  }

  page({ status, backups }) {
    return html`${head("Can I restore?", summary(status, backups))}
      <div class="stack">
        ${underWay().length ? this.underWay(underWay()) : nothing}
        ${status.databases.length ? status.databases.map((each) => this.card(each, status, backups))
          : html`<div class="card">${empty("No database is declared", "Let Holdfast meet one:", html`<code>holdfast init URL</code>`)}</div>`}
      </div>`;
  }

  card(database, status, backups) {
    const declared = this.estate.databases.find((each) => each.label === database.label);
    const mine = of(backups, database.label);
    return html`<article class="card" aria-labelledby="db-${database.label}">
      <header><div class="row"><h2 id="db-${database.label}"><a href="/databases/${database.label}">${database.label}</a></h2>
          ${declared?.isProtected ? html`<span class="tag">protected</span>` : nothing}
          ${declared?.backup?.streamed ? html`<span class="tag">log streamed</span>` : nothing}</div>
        <div class="row">${database.isBackedUp && may(this.who, "operator") ? html`
          <button class="button" @click=${() => begin({ kind: "backup prove", database: database.label })}>Prove</button>
          <button class="button main" @click=${() => begin({ kind: "backup run", database: database.label })}>Back up now</button>` : nothing}</div></header>
      ${answers(database, status.storages, declared?.backup)}
      ${mine.snapshots.length ? html`<div class="body"><hf-timeline .backups=${mine} .storages=${lanes(declared, mine)}
        @hf-moment=${(event) => go("/databases/" + database.label + "?at=" + event.detail)}></hf-timeline></div>` : nothing}
      <div class="body">${practices(database, status, this.checks.filter((each) => each.database === database.label))}</div></article>`;
  }

  underWay(operations) {
    return html`<section class="card" aria-label="Under way"><div class="body stack">${operations.map((each) => {
      const step = each.steps.at(-1);
      return html`<div class="row">${pill("live", each.kind)} <a href="/operations/${each.operation}">${each.subject}</a>
        <span class="soft small">${step?.name ?? "begins"}</span>${step?.total > 0 ? bar(step) : nothing}</div>`;
    })}</div></section>`;
  }
}

function summary(status, backups) {
  const backed = status.databases.filter((each) => each.isBackedUp);
  const well = backed.filter((each) => ["good", "warn"].includes(verdict(each, status.storages)[0]));
  const silent = status.storages.filter((each) => each.problem);
  const restorable = well.length === backed.length ? "Every database with a backup" : `${well.length} of ${backed.length} databases with a backup`;
  return restorable + " can be restored"
    + (silent.length ? `; ${silent.map((each) => each.name).join(", ")} does not answer` : "; every storage answers") + ".";
}

const lanes = (declared, backups) =>
  declared?.backup?.to ?? [...new Set(backups.snapshots.flatMap((each) => each.storages.map((copy) => copy.name)))];

const of = (backups, label) => ({
  snapshots: backups.snapshots.filter((each) => each.server === label),
  windows: backups.windows.filter((each) => each.server === label),
  gaps: backups.gaps.filter((each) => each.server === label),
});

customElements.define("hf-overview", Overview);
