import { begin } from "../actions.js";
import { get } from "../api.js";
import { ladder } from "../parts/ladder.js";
import { ago, proofPill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, head, html, nothing } from "../view.js";
import { seconds, size, time } from "../format.js";
import "../parts/command.js";

class Snapshot extends Page {
  static { this.props("who", "id"); }

  load() {
    return get("/snapshots/" + encodeURIComponent(this.id));
  }

  page({ snapshot, contents, receipts, pins }) {
    return html`${head(snapshot.id, html`of <a href="/databases/${snapshot.server}">${snapshot.server}</a>, finished ${ago(snapshot.finished)}`,
        may(this.who, "operator") ? html`<button class="button main" @click=${() => this.prove(snapshot)}>Prove it</button>` : nothing)}
      <div class="stack">
        <section class="card" aria-label="What it is"><div class="body"><dl class="facts">
          <dt>Finished</dt><dd>${time(snapshot.finished)}</dd>
          <dt>Server</dt><dd>PostgreSQL ${snapshot.version}</dd>
          <dt>Size</dt><dd>${size(snapshot.databaseBytes)}, of which ${size(snapshot.addedBytes)} were new to each storage</dd>
          <dt>Mode</dt><dd>${snapshot.mode}${contents ? html` <span class="soft">(${contents.reason})</span>` : nothing}</dd>
          ${contents ? html`<dt>Databases</dt><dd>${contents.databases.map((each) => each.name + " " + size(each.sizeBytes)).join(", ")}</dd>
            <dt>Log</dt><dd>${contents.startLsn} to ${contents.stopLsn}, timeline ${contents.timeline}</dd>` : nothing}
          <dt>Stored in</dt><dd><div class="row">${snapshot.storages.map((copy) => html`<span>${copy.name} ${proofPill(copy.proof?.verdict)}</span>`)}</div></dd>
          ${pins.length ? html`<dt>Pinned</dt><dd>${pins.map((pin) => pin.by + (pin.until ? " until " + time(pin.until) : "") + (pin.reason ? ": " + pin.reason : "")).join("; ")}</dd>` : nothing}
        </dl></div></section>
        <h2>Receipts of its proofs</h2>
        ${receipts.length ? [...receipts].reverse().map((each) => this.receipt(each))
          : html`<div class="card">${empty("Never proven", "Nobody knows whether it starts until somebody has started it.")}</div>`}
      </div>`;
  }

  receipt({ proof, validSignature, json }) {
    const href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
    return html`<section class="card"><header><div class="row"><h3>${proof.storage}</h3>${proofPill(proof.verdict)}
        <span class="soft">${ago(proof.at)}${proof.recoverySeconds ? ", brought back in " + seconds(proof.recoverySeconds) : ""}</span></div>
        <a class="button" href=${href} download="receipt-${proof.snapshot}-${proof.storage}.json">Receipt</a></header>
      ${validSignature ? nothing : html`<p class="problem">The signature of this receipt is not valid.</p>`}
      ${ladder(proof)}</section>`;
  }

  prove(snapshot) {
    begin({ kind: "backup prove", database: snapshot.server, snapshot: snapshot.id });
  }
}

customElements.define("hf-snapshot", Snapshot);
