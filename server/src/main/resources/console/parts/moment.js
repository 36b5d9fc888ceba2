// What can be done with the moment that was chosen on the timeline.

import { openBranch } from "../actions.js";
import { View, html, nothing } from "../view.js";
import { iso, time } from "../format.js";
import { may } from "../roles.js";
import { restorable, snapshotAt, snapshotBefore } from "./moments.js";
import { ago, pill } from "./words.js";
import "./command.js";
import "./rescue-form.js";

const lives = ["1 h", "4 h", "1 d", "3 d"];

class Moment extends View {
  static { this.props("backups", "database", "who", "at"); }

  view() {
    if (!this.at) {
      return html`<p class="soft">Choose a moment: click on the timeline, or go there with Tab and use the arrow keys.
        Page up and down go from snapshot to snapshot.</p>`;
    }
    const from = restorable(this.backups, this.at);
    const base = snapshotBefore(this.backups, this.at);
    return html`<div class="stack fade">
      <div class="row"><h3>${time(this.at)}</h3><span class="soft">${ago(new Date(this.at).toISOString())}</span>
        ${from.length ? pill("good", "can be brought back from " + from.join(" and ")) : pill("bad", "cannot be brought back")}</div>
      ${from.length ? this.ways(base) : this.nearest(base)}</div>`;
  }

  ways(base) {
    const exact = snapshotAt(this.backups, this.at);
    const at = exact ? "snapshot:" + exact.id : iso(this.at);
    return html`${base ? html`<p class="small soft">It begins with snapshot
        <a href="/snapshots/${base.id}">${base.id}</a>${exact ? nothing : " and replays the log from there"}.</p>` : nothing}
      ${may(this.who, this.database.branchesNeed) ? this.begin(at) : this.refused()}
      <details><summary class="small">The same on the command line</summary><div class="stack">
        ${way("A server at that moment, to look around in", `holdfast branch open ${this.database.label} --at ${at}`)}
        ${way("Rows that were lost since", `holdfast backup rescue ${this.database.label} --at ${at} --table TABLE`)}
        ${way("The data directory at that moment", `holdfast backup restore ${this.database.label} --at ${at} --to DIRECTORY`)}</div></details>`;
  }

  begin(at) {
    return html`<div class="two">
      <form class="way" @submit=${(event) => this.open(event, at)}>
        <div><h3>Look around in it</h3><p class="small soft">A branch: a server of its own at that moment, which can be written to and harms nothing.
          ${this.database.isProtected ? "Whoever has its password sees the values as they are." : nothing}</p></div>
        <div class="field"><label for="life">It lives for</label>
          <select id="life" name="ttl">${lives.map((each) => html`<option ?selected=${each === "4 h"}>${each}</option>`)}</select></div>
        <button class="button main">Open a branch here</button>
      </form>
      <hf-rescue-form class="way" .label=${this.database.label} .at=${at}></hf-rescue-form></div>`;
  }

  open(event, at) {
    event.preventDefault();
    openBranch(this.database.label, { at, ttl: event.target.elements.ttl.value });
  }

  refused() {
    return html`<p class="small soft">To open a branch of it or bring rows back takes the role ${this.database.branchesNeed}.</p>`;
  }

  nearest(base) {
    return html`<p>${base
      ? html`The nearest moment before it is snapshot <a href="/snapshots/${base.id}">${base.id}</a>, ${time(base.finished)}.
          With <code>wal: stream</code> every moment between snapshots can be brought back.`
      : "There is no snapshot before it."}</p>`;
  }
}

const way = (what, command) => html`<div><p class="small soft">${what}</p><hf-command .text=${command}></hf-command></div>`;

customElements.define("hf-moment", Moment);
