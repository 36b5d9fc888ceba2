import { get } from "../api.js";
import { live, underWay } from "../live.js";
import { View, html, nothing } from "../view.js";

const places = [
  ["overview", "/", "Overview"],
  ["snapshots", "/snapshots", "Snapshots"],
  ["branches", "/branches", "Branches"],
  ["operations", "/operations", "Operations"],
  ["alerts", "/alerts", "Alerts"],
  ["findings", "/findings", "Findings"],
  ["storages", "/storages", "Storages"],
  ["journal", "/journal", "Journal"],
];

class Navigation extends View {
  static { this.props("estate", "who", "page", "connected"); }
  bad = 0;
  warnings = 0;

  begin() {
    this.on(live, "progress", () => this.update());
    this.look();
    this.on(live, "changed", () => this.look());
  }

  async look() {
    const none = { check: { servers: [], storages: [], estate: [] }, checks: [] };
    const [{ check }, { checks }] = await Promise.all([get("/findings"), get("/checks")]).catch(() => [none, none]);
    const found = [...check.servers, ...check.storages].flatMap((each) => each.findings).concat(check.estate);
    this.bad = found.filter((finding) => finding.severity === "error").length + checks.filter((each) => each.state === "critical").length;
    this.warnings = found.filter((finding) => finding.severity === "warning").length + checks.filter((each) => each.state === "warning").length;
    this.update();
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
    if (name === "operations" && underWay().length) {
      return html`<span class="badge live" title="running">${underWay().length}<span class="hidden"> running</span></span>`;
    }
    if (name !== "findings" || !(this.bad + this.warnings)) return nothing;
    return html`<span class="badge ${this.bad ? "bad" : "warn"}">${this.bad + this.warnings}<span class="hidden"> need attention</span></span>`;
  }
}

customElements.define("hf-navigation", Navigation);
