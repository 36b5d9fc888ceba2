// What can be done with the moment that was chosen on the timeline.

import { View, html, nothing } from "../view.js";
import { iso, time } from "../format.js";
import { restorable, snapshotAt, snapshotBefore } from "./moments.js";
import { ago, pill } from "./words.js";
import "./command.js";

class Moment extends View {
  static { this.props("backups", "label", "at"); }

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
      ${way("A server at that moment, to look around in", `holdfast branch open ${this.label} --at ${at}`)}
      ${way("The data directory at that moment", `holdfast backup restore ${this.label} --at ${at} --to DIRECTORY`)}`;
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
