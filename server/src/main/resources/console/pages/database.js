import { begin } from "../actions.js";
import { get } from "../api.js";
import { answers } from "../parts/answers.js";
import { snapshotTable } from "../parts/snapshot-table.js";
import { ago, pill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, failed, head, html, nothing } from "../view.js";
import { time, zoneName } from "../format.js";
import "../parts/measures.js";
import "../parts/moment.js";
import "../parts/recovery-chart.js";
import "../parts/timeline.js";

const spans = [[1, "1 h"], [6, "6 h"], [24, "1 d"], [168, "1 w"], [0, "All"]];

class Database extends Page {
  static { this.props("estate", "who", "label"); }
  hours = 0;

  begin() {
    this.at = Number(new URLSearchParams(location.search).get("at")) || undefined;
    super.begin();
  }

  async load() {
    const query = "?database=" + encodeURIComponent(this.label);
    const [status, backups, schedule] = await Promise.all([get("/status"), get("/snapshots" + query), get("/schedule")]);
    return { status, backups, schedule };
  }

  page({ status, backups, schedule }) {
    const database = status.databases.find((each) => each.label === this.label);
    const declared = this.estate.databases.find((each) => each.label === this.label);
    if (!database) return failed({ message: "there is no database '" + this.label + "'", hint: "holdfast status" });
    return html`${head(this.label, about(declared), this.actions(database))}
      <div class="stack">
        <section class="card" aria-label="Can I restore?">${answers(database, status.storages, declared?.backup)}</section>
        ${this.past(backups, declared)}
        <hf-measures .label=${this.label} .snapshots=${backups.snapshots}></hf-measures>
        <div class="two">${this.speed(database)}${this.schedule(schedule)}</div>
        <section class="card"><header><h2>Snapshots</h2><span class="soft small">${backups.snapshots.length} kept</span></header>
          ${backups.snapshots.length ? snapshotTable(backups.snapshots) : empty("No snapshot yet", "The first one reads everything; later ones only what changed.")}</section>
      </div>`;
  }

  actions(database) {
    if (!database.isBackedUp || !may(this.who, "operator")) return nothing;
    return html`<button class="button" @click=${() => begin({ kind: "backup prove", database: this.label })}>Prove the newest</button>
      <button class="button main" @click=${() => begin({ kind: "backup run", database: this.label })}>Back up now</button>`;
  }

  past(backups, declared) {
    return html`<section class="card" aria-labelledby="past"><header><h2 id="past">What can be brought back</h2>
        <div class="choice" role="group" aria-label="How much of the past">${spans.map(([hours, text]) => html`
          <button aria-pressed=${this.hours === hours} @click=${() => { this.hours = hours; this.update(); }}>${text}</button>`)}</div></header>
      <div class="body stack">
        <hf-timeline .backups=${backups} .storages=${declared?.backup?.to ?? []} .hours=${this.hours} .chosen=${this.at}
          @hf-moment=${(event) => { this.at = event.detail; this.update(); }}></hf-timeline>
        ${declared ? html`<hf-moment .backups=${backups} .database=${declared} .who=${this.who} .at=${this.at}></hf-moment>` : nothing}
        ${windows(backups)}</div></section>`;
  }

  speed(database) {
    return html`<section class="card"><header><h2>Recovery time</h2><span class="soft small">measured by proofs</span></header>
      ${database.recoverySeconds.length
        ? html`<div class="body"><hf-recovery-chart .values=${database.recoverySeconds}></hf-recovery-chart></div>`
        : empty("Not measured yet", "A proof starts a copy and measures how long it takes.")}</section>`;
  }

  schedule(schedule) {
    const jobs = schedule.jobs.filter((job) => job.subject === this.label || job.subject === "vault");
    return html`<section class="card"><header><h2>What is due</h2></header>${jobs.length ? html`<div class="body"><dl class="facts">
      ${jobs.map((job) => html`<dt>${job.kind}</dt><dd>${job.next ? ago(job.next) : job.isEndless ? pill("live", "runs") : "runs, or waits for what it follows"}</dd>`)}
      </dl></div>` : empty("Nothing is scheduled", "Say every: 6 h under backup: in holdfast.yaml")}</section>`;
  }
}

const about = (declared) => declared?.backup
  ? `${declared.isProtected ? "Protected. " : ""}Stored in ${declared.backup.to.join(" and ")}${declared.backup.streamed ? ", its log streamed" : ""}. Times are in ${zoneName()}.`
  : "No backup is declared.";

const windows = (backups) => html`<details><summary class="small">The same as a table</summary><div class="scroll"><table>
  <thead><tr><th>Storage</th><th>From</th><th>To</th><th>What</th></tr></thead>
  <tbody>${[...backups.windows.map((each) => [each, "every moment"]), ...backups.gaps.map((each) => [each, "gap: " + each.reason])]
    .map(([each, what]) => html`<tr><td>${each.storage}</td><td class="keep">${time(each.from)}</td><td class="keep">${time(each.to)}</td>
      <td>${each.from === each.to ? "this moment" : what}</td></tr>`)}</tbody></table></div></details>`;

customElements.define("hf-database", Database);
