// States as words and colours; a colour never says anything alone.

import { html, nothing } from "../view.js";
import { age, time } from "../format.js";

const proofs = { proven: "good", partial: "warn", failed: "bad", environment: "warn" };
const states = { done: "good", running: "live", failed: "bad", crashed: "bad", cancelled: "warn", interrupted: "warn", refused: "bad", well: "good", "not well": "warn" };
const severities = { error: ["bad", "mend"], warning: ["warn", "look"], note: ["", "note"] };

export const proofTone = (verdict) => proofs[verdict] ?? "";

export const pill = (tone, text) => html`<span class="pill ${tone}">${text}</span>`;
export const proofPill = (verdict) => pill(proofTone(verdict), verdict ?? "unproven");
export const statePill = (state) => pill(states[state] ?? "", state);
export const severityPill = (severity) => pill(...severities[severity]);

/** How long ago, kept up to date. */
export const ago = (at) => (at ? html`<time-ago .at=${at}></time-ago>` : nothing);

class TimeAgo extends HTMLElement {
  static all = new Set();

  set at(value) {
    this.moment = value;
    this.title = time(value);
    this.tick();
  }

  connectedCallback() {
    TimeAgo.all.add(this);
    this.tick();
  }

  disconnectedCallback() {
    TimeAgo.all.delete(this);
  }

  tick() {
    const text = this.moment ? age(this.moment) : "";
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("time-ago", TimeAgo);
setInterval(() => TimeAgo.all.forEach((each) => each.tick()), 1000);
