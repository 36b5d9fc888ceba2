// A line over time. Chart.js is loaded when there is something to draw; the same figures stand in a table.

import { View, html, nothing } from "../view.js";
import { date, exactHour, hour, time } from "../format.js";

class LineChart extends View {
  static { this.props("name", "lines", "text"); }

  view() {
    const all = this.lines.flatMap((line) => line.points);
    if (!all.length) return html`<p class="soft small">Nothing measured yet.</p>`;
    return html`<div class="chart"><canvas role="img" aria-label="${this.name}: now ${this.said()}"></canvas></div>
      <details><summary class="small">As a table</summary>${this.open ? this.table() : nothing}</details>`;
  }

  said() {
    return this.lines.map((line) => (line.object ? line.object + " " : "") + this.text(line.points.at(-1)?.value ?? 0)).join(", ");
  }

  table() {
    return html`<div class="scroll"><table><thead><tr><th>When</th>${this.lines.map((line) => html`<th class="number">${line.object || this.name}</th>`)}</tr></thead>
      <tbody>${[...this.lines[0].points].reverse().slice(0, 60).map((point, i) => html`<tr><td class="keep">${time(point.at)}</td>
        ${this.lines.map((line) => html`<td class="number">${this.text(line.points.at(-1 - i)?.value ?? 0)}</td>`)}</tr>`)}</tbody></table></div>`;
  }

  async begin() {
    this.addEventListener("toggle", (event) => { this.open = event.target.open; super.update(); }, true);
    await import("../lib/chart.js");
    if (!this.isConnected) return;
    this.ready = true;
    this.on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.draw(true));
    this.update();
  }

  update() {
    super.update();
    if (this.ready) queueMicrotask(() => this.draw());
  }

  draw(anew = false) {
    const canvas = this.querySelector("canvas");
    if (!canvas) return;
    if (anew || this.chart?.canvas !== canvas) {
      this.chart?.destroy();
      this.chart = new Chart(canvas, { type: "line", data: { datasets: [] }, options: this.options() });
    }
    const tones = ["--accent", "--warn", "--good", "--bad"].map(colour);
    this.chart.data.datasets = this.lines.map((line, i) => ({
      label: line.object || this.name, data: line.points.map((point) => ({ x: point.at, y: point.value })),
      borderColor: tones[i % 4], backgroundColor: tones[i % 4], borderWidth: 1.8, pointRadius: line.points.length < 3 ? 3 : 0, pointHitRadius: 8,
    }));
    Object.assign(this.chart.options.scales.x, this.span());
    this.chart.update("none");
  }

  /** A minute at least, so that a single point stands in the middle. */
  span() {
    const all = this.lines.flatMap((line) => line.points.map((point) => point.at));
    const [first, last] = [Math.min(...all), Math.max(...all)];
    const room = Math.max(0, 60e3 - (last - first)) / 2;
    return { min: first - room, max: last + room };
  }

  /** As exact as neighbours need to differ. */
  tick(at) {
    const { min, max } = this.span();
    return max - min > 2 * 86400e3 ? date(at) : max - min > 600e3 ? hour(at) : exactHour(at);
  }

  options() {
    const soft = colour("--soft");
    return {
      animation: false, maintainAspectRatio: false, parsing: false,
      plugins: {
        legend: { display: this.lines.length > 1, labels: { color: soft, boxWidth: 12 } },
        tooltip: { callbacks: { title: ([item]) => time(item.parsed.x), label: (item) => item.dataset.label + ": " + this.text(item.parsed.y) } },
      },
      scales: {
        x: { type: "linear", grid: { display: false }, ticks: { color: soft, maxTicksLimit: 5, maxRotation: 0, callback: (at) => this.tick(at) } },
        y: { beginAtZero: true, border: { display: false }, grid: { color: colour("--line") }, ticks: { color: soft, maxTicksLimit: 4, callback: (value) => this.text(value) } },
      },
    };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.chart?.destroy();
  }
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

customElements.define("hf-line-chart", LineChart);
