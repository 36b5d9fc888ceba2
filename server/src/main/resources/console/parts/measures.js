// The live charts of one database: what was measured of it, and how its size grew from snapshot to snapshot.

import { get } from "../api.js";
import { count, seconds, size } from "../format.js";
import { View, html, nothing } from "../view.js";
import "./line-chart.js";

const spans = [[1, "1 h"], [6, "6 h"], [24, "1 d"], [168, "1 w"], [2160, "90 d"]];
const each = 10_000; // as often as the daemon measures
const brief = (value) => (value < 1 ? +(value * 1000).toFixed(1) + " ms" : seconds(value));
const number = (value) => (value < 10 ? String(+value.toFixed(1)) : count(Math.round(value)));

const charts = [
  ["transactions", "Transactions a second", number],
  ["probe", "Answer of the probe", brief],
  ["connections", "Connections in use", (value) => +value.toFixed(1) + " %"],
  ["standby-lag", "Lag of standbys", brief],
];

class Measures extends View {
  static { this.props("label", "snapshots"); }
  hours = 1;

  begin() {
    this.load();
    this.timer = setInterval(() => document.hidden || this.load(), each);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async load() {
    try {
      this.measured = await get(`/databases/${encodeURIComponent(this.label)}/measures?hours=${this.hours}`);
    } catch {
      return; // the page says that the daemon does not answer
    }
    this.update();
  }

  view() {
    return html`<section class="card" aria-labelledby="measures"><header><h2 id="measures">How it is doing</h2>
        <div class="choice" role="group" aria-label="How much of the past is charted">${spans.map(([hours, text]) => html`
          <button aria-pressed=${this.hours === hours} @click=${() => { this.hours = hours; this.load(); }}>${text}</button>`)}</div></header>
      <div class="body charts">${this.measured ? charts.map((chart) => this.chart(chart)) : html`<p class="soft" role="status">Loading …</p>`}
        ${this.snapshots.length > 1 ? this.growth() : nothing}</div></section>`;
  }

  chart([name, title, text]) {
    const lines = this.measured.series.filter((series) => series.name === name && series.points.length)
      .map(({ object, points }) => ({ object, points: points.map((point) => ({ at: Date.parse(point.at), value: point.mean })) }));
    if (!lines.length && name === "standby-lag") return nothing;
    return figure(title, lines, text);
  }

  growth() {
    const points = this.snapshots.map((snapshot) => ({ at: Date.parse(snapshot.finished), value: snapshot.databaseBytes })).sort((a, b) => a.at - b.at);
    return figure("Size, from snapshot to snapshot", [{ object: "", points }], size);
  }
}

const figure = (title, lines, text) => html`<figure><figcaption><h3>${title}</h3>
    <b>${lines.length ? text(lines[0].points.at(-1).value) : nothing}</b></figcaption>
  <hf-line-chart .name=${title} .lines=${lines} .text=${text}></hf-line-chart></figure>`;

customElements.define("hf-measures", Measures);
