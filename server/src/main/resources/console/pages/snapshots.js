import { get } from "../api.js";
import { snapshotTable } from "../parts/snapshot-table.js";
import { Page, empty, head, html } from "../view.js";

class Snapshots extends Page {
  static { this.props("estate"); }

  load() {
    return get("/snapshots");
  }

  page(backups) {
    return html`${head("Snapshots", "Each restores by itself, from each storage that holds it.")}
      <div class="stack">
        ${backups.unreachable.map((each) => html`<div class="problem" role="alert"><b>Storage ${each.storage} does not answer.</b> ${each.reason}</div>`)}
        ${backups.behind.map((each) => html`<div class="problem"><b>Storage ${each.storage} lacks ${each.snapshots} that others hold.</b> <code>${each.remedy}</code></div>`)}
        <div class="card">${backups.snapshots.length ? snapshotTable(backups.snapshots, true)
          : empty("No snapshot yet", "Take the first one from the overview, or type:", html`<code>holdfast backup run DATABASE</code>`)}</div>
      </div>`;
  }
}

customElements.define("hf-snapshots", Snapshots);
