import { get } from "../api.js";
import { pill } from "../parts/words.js";
import { Page, empty, head, html, nothing } from "../view.js";

const deletions = {
  possible: ["warn", "can delete"], versioned: ["good", "versions stay"], locked: ["good", "locked"], refused: ["good", "cannot delete"],
  unknown: ["", "not known"],
};

class Storages extends Page {
  static { this.props("estate"); }
  listensTo = ["status", "changed"];

  async load() {
    const [status, findings] = await Promise.all([get("/status"), get("/findings")]);
    return { status, check: findings.check };
  }

  page({ status, check }) {
    return html`${head("Storages", "Where copies lie, what they share, and who could delete them.")}
      <div class="stack">
        <div class="card">${this.estate.storages.length ? html`<div class="scroll"><table>
          <thead><tr><th>Storage</th><th>State</th><th class="number">Snapshots</th><th>Site</th><th>Provider</th><th>Account</th><th>Its credential</th></tr></thead>
          <tbody>${this.estate.storages.map((each) => row(each, status, check))}</tbody></table></div>`
          : empty("No storage is declared", "Backups need a place: storages: in holdfast.yaml")}</div>
        ${deletable(check)}
      </div>`;
  }
}

function row(storage, status, check) {
  const state = status.storages.find((each) => each.name === storage.name);
  const tried = check.storages.find((each) => each.name === storage.name);
  const deletion = deletions[tried?.deletion] ?? ["", tried?.deletion ?? "not tried"];
  const domain = (part) => storage.domain[part] ?? html`<span class="soft">not said</span>`;
  return html`<tr><td><b>${storage.name}</b><div class="small soft">${tried?.location ?? storage.type}</div></td>
    <td>${state?.problem ? html`${pill("bad", "no answer")}<div class="small">${state.problem}</div>`
      : state?.behind ? html`${pill("warn", "behind")}<div class="small">lacks ${state.behind.snapshots}: <code>${state.behind.remedy}</code></div>`
      : pill("good", "answers")}</td>
    <td class="number">${state?.snapshots ?? "–"}</td><td>${domain("site")}</td><td>${domain("provider")}</td><td>${domain("account")}</td>
    <td>${pill(...deletion)}<div class="small soft">${storage.credential}${storage.hasPruner ? "; another one deletes" : ""}</div></td></tr>`;
}

function deletable(check) {
  const about = check.estate.filter((each) => ["all-deletable", "some-deletable", "shared-domain", "one-copy", "domain-unknown"].includes(each.code));
  if (!about.length) return nothing;
  return html`<section class="card"><header><h2>What could be lost together</h2></header>
    ${about.map((each) => html`<div class="finding"><div>${each.severity === "warning" ? pill("warn", "look") : pill("", "note")}</div>
      <div><p><b>${each.subject}</b> – ${each.message}</p><p class="do small">${each.remedy}</p></div></div>`)}</section>`;
}

customElements.define("hf-storages", Storages);
