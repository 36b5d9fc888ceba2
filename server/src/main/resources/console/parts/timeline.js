// The recovery timeline: what can be brought back, from which storage, and how well it is proven.
// The pointer chooses a moment, and so do the arrow keys; a choice is told by the event `hf-moment`.

import { View, html, nothing, svg } from "../view.js";
import { date, exactHour, hour, now, time } from "../format.js";
import { proofTone } from "./words.js";
import { domainOf, restorable, snapTo, ticksOf } from "./moments.js";

const left = 92;
const right = 14;
const top = 6;
const laneHeight = 38;

class Timeline extends View {
  static { this.props("backups", "storages", "chosen", "hours"); }
  width = 800;

  begin() {
    this.watch = new ResizeObserver(([entry]) => {
      if (Math.abs(entry.contentRect.width - this.width) > 1) {
        this.width = entry.contentRect.width;
        this.update();
      }
    });
    this.watch.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch?.disconnect();
  }

  view() {
    const [from, to] = (this.domain = domainOf(this.backups, this.hours, now()));
    this.x = (at) => left + ((at - from) / (to - from)) * (this.width - left - right);
    const height = top + this.storages.length * laneHeight + 24;
    return html`<div class="plot" role="slider" tabindex="0" aria-label="Moment to bring back"
        aria-valuemin=${from} aria-valuemax=${to} aria-valuenow=${this.chosen ?? to} aria-valuetext=${this.said()}
        @pointerdown=${(event) => this.point(event)} @pointermove=${(event) => event.buttons && this.point(event)}
        @keydown=${(event) => this.key(event)}>
      <svg viewBox="0 0 ${this.width} ${height}" height=${height} aria-hidden="true">
        ${ticksOf(from, to, this.width - left - right).map((at) => svg`
          <line class="tick" x1=${this.x(at)} x2=${this.x(at)} y1="0" y2=${height - 20}></line>
          <text x=${this.x(at)} y=${height - 4} text-anchor="middle">${this.label(at, from, to)}</text>`)}
        ${this.storages.map((name, i) => this.lane(name, top + i * laneHeight))}
        ${svg`<line class="now" x1=${this.x(now())} x2=${this.x(now())} y1="0" y2=${height - 20}></line>`}
        ${this.chosen ? this.mark(height) : nothing}
      </svg></div>
      ${legend()}`;
  }

  label(at, from, to) {
    const span = to - from;
    return span > 2 * 86400e3 ? date(at) : span > 10 * 60e3 ? hour(at) : exactHour(at);
  }

  lane(name, y) {
    const middle = y + laneHeight / 2;
    const mine = (each) => each.storage === name;
    const proofIn = (snapshot) => snapshot.storages.find((copy) => copy.name === name);
    return svg`<text class="name" x="0" y=${middle + 4}>${name.length > 12 ? name.slice(0, 11) + "…" : name}</text>
      <rect class="lane" x=${left} y=${middle - 9} width=${Math.max(0, this.width - left - right)} height="18" rx="5"></rect>
      ${this.backups.windows.filter(mine).map((each) => this.span(each, "window", middle, 14))}
      ${this.backups.gaps.filter(mine).map((each) => this.span(each, "gap", middle, 6))}
      ${this.backups.snapshots.filter(proofIn).sort((a, b) => weight(proofIn(a)) - weight(proofIn(b)))
        .map((each) => this.dot(each, proofIn(each), middle))}`;
  }

  span(each, kind, middle, height) {
    const from = Math.max(left, this.x(Date.parse(each.from)));
    const to = Math.min(this.width - right, this.x(Date.parse(each.to)));
    if (to < left || from > this.width - right || to - from < 0.5) return nothing;
    return svg`<rect class=${kind} x=${from} y=${middle - height / 2} width=${to - from} height=${height} rx="4">
      <title>${kind === "gap" ? "nothing can be brought back: " + each.reason : "every moment can be brought back"}</title></rect>`;
  }

  dot(snapshot, copy, middle) {
    const x = this.x(Date.parse(snapshot.finished));
    if (x < left - 1 || x > this.width - right + 1) return nothing;
    return svg`<circle class="snapshot ${proofTone(copy.proof?.verdict)}" cx=${x} cy=${middle} r="6">
      <title>${snapshot.id}: ${copy.proof?.verdict ?? "unproven"}</title></circle>`;
  }

  mark(height) {
    const x = this.x(this.chosen);
    return svg`<line class="chosen" x1=${x} x2=${x} y1="0" y2=${height - 20}></line>
      <path class="chosen-head" d="M${x - 6} 0h12l-6 8z"></path>`;
  }

  said() {
    if (!this.chosen) return "none chosen";
    const from = restorable(this.backups, this.chosen);
    return time(this.chosen) + (from.length ? ", can be brought back from " + from.join(" and ") : ", cannot be brought back");
  }

  point(event) {
    const box = this.querySelector(".plot").getBoundingClientRect();
    const [from, to] = this.domain;
    const share = (event.clientX - box.left - left) / (box.width - left - right);
    const near = ((to - from) / (box.width - left - right)) * 8;
    this.choose(snapTo(this.backups, from + share * (to - from), near));
  }

  key(event) {
    const [from, to] = this.domain;
    const at = this.chosen ?? to;
    const step = (to - from) / 100;
    const others = this.backups.snapshots.map((each) => Date.parse(each.finished)).sort((a, b) => a - b);
    const moves = {
      ArrowLeft: () => at - step, ArrowRight: () => at + step, ArrowDown: () => at - step, ArrowUp: () => at + step,
      Home: () => from, End: () => to,
      PageUp: () => others.find((each) => each > at + 1) ?? at,
      PageDown: () => others.findLast((each) => each < at - 1) ?? at,
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    this.choose(moves[event.key]());
  }

  choose(at) {
    const [from, to] = this.domain;
    this.chosen = Math.round(Math.min(Math.max(at, from), Math.min(to, now())));
    this.dispatchEvent(new CustomEvent("hf-moment", { detail: this.chosen }));
  }
}

/** Where dots lie on one another, what matters most lies on top. */
const weight = (copy) => ["", "good", "warn", "bad"].indexOf(proofTone(copy.proof?.verdict));

const sample = (shape) => html`<svg viewBox="0 0 16 12" aria-hidden="true">${shape}</svg>`;

const legend = () => html`<div class="legend">
  <span>${sample(svg`<rect class="window" y="2" width="16" height="8" rx="3"></rect>`)}every moment</span>
  <span>${sample(svg`<rect class="gap" y="4" width="16" height="4" rx="2"></rect>`)}gap</span>
  <span>${sample(svg`<circle class="snapshot good" cx="8" cy="6" r="5"></circle>`)}snapshot, proven</span>
  <span>${sample(svg`<circle class="snapshot warn" cx="8" cy="6" r="5"></circle>`)}partly proven</span>
  <span>${sample(svg`<circle class="snapshot bad" cx="8" cy="6" r="5"></circle>`)}failed</span>
  <span>${sample(svg`<circle class="snapshot" cx="8" cy="6" r="4.5"></circle>`)}unproven</span></div>`;

customElements.define("hf-timeline", Timeline);
