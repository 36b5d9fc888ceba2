// How long the last recoveries took. Chart.js is loaded when there is something to draw.

import { View, html } from "../view.js";
import { seconds } from "../format.js";

class RecoveryChart extends View {
  static { this.props("values"); }

  view() {
    return html`<div class="chart"><canvas role="img"
      aria-label="Recovery times of the last proofs: ${this.values.map(seconds).join(", ")}"></canvas></div>`;
  }

  async begin() {
    await import("../lib/chart.js");
    if (!this.isConnected) return;
    this.draw();
    this.on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.draw());
  }

  draw() {
    const colours = getComputedStyle(document.documentElement);
    const colour = (name) => colours.getPropertyValue(name).trim();
    this.chart?.destroy();
    this.chart = new Chart(this.querySelector("canvas"), {
      type: "line",
      data: {
        labels: this.values.map((_, i) => (i === this.values.length - 1 ? "newest" : "")),
        datasets: [{ data: this.values, borderColor: colour("--accent"), backgroundColor: colour("--accent"), pointRadius: 4, tension: 0.25 }],
      },
      options: {
        animation: false, maintainAspectRatio: false,
        plugins: { legend: { display: false }, tooltip: { callbacks: { label: (item) => seconds(item.parsed.y) } } },
        scales: {
          x: { grid: { display: false }, ticks: { color: colour("--soft") } },
          y: { beginAtZero: true, grid: { color: colour("--line") }, border: { display: false }, ticks: { color: colour("--soft"), callback: (value) => value + " s" } },
        },
      },
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.chart?.destroy();
  }
}

customElements.define("hf-recovery-chart", RecoveryChart);
