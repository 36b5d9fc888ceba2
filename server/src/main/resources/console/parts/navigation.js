import { get } from "../api.js";
import { live } from "../live.js";
import { View, html, nothing } from "../view.js";

const places = [
  ["overview", "/", "Overview"],
  ["snapshots", "/snapshots", "Snapshots"],
  ["operations", "/operations", "Operations"],
  ["findings", "/findings", "Findings"],
  ["storages", "/storages", "Storages"],
  ["journal", "/journal", "Journal"],
];

class Navigation extends View {
  static { this.props("estate", "who", "page", "connected", "running"); }
  findings = [];

  begin() {
    this.on(live, "progress", () => this.update());
    this.look();
    this.on(live, "changed", () => this.look());
  }

  async look() {
    const { check } = await get("/findings").catch(() => ({}));
    if (check) {
      this.findings = [...check.servers, ...check.storages].flatMap((each) => each.findings).concat(check.estate);
      this.update();
    }
  }

  view() {
    return html`<a class="brand" href="/"><img src="/console/mark.svg" alt="">
        <span><b>Holdfast</b><span>${this.estate.name}</span></span></a>
      <nav aria-label="Pages"><ul>${places.map(([name, href, text]) => html`<li>
        <a href=${href} aria-current=${this.page === name ? "page" : nothing}>${text}${this.badge(name)}</a></li>`)}</ul></nav>
      <div class="who">
        <span class="line"><span class="dot ${this.connected ? "" : "off"}"></span>${this.connected ? "live" : "no answer"}</span>
        <span><b>${this.who.name}</b> · ${this.who.role}</span>
        <button class="button" @click=${() => this.dispatchEvent(new Event("hf-logout"))}>Log out</button>
      </div>`;
  }

  badge(name) {
    if (name === "operations" && this.running?.length) {
      return html`<span class="badge live" title="running">${this.running.length}<span class="hidden"> running</span></span>`;
    }
    const serious = this.findings.filter((finding) => finding.severity !== "note");
    if (name !== "findings" || serious.length === 0) return nothing;
    const bad = serious.some((finding) => finding.severity === "error");
    return html`<span class="badge ${bad ? "bad" : "warn"}">${serious.length}<span class="hidden"> need attention</span></span>`;
  }
}

customElements.define("hf-navigation", Navigation);
