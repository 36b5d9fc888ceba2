// What a comparison found: rows by key, what the repair would do, and the repair itself.

import { get } from "../api.js";
import { View, failed, html, nothing } from "../view.js";
import { count, moment, seconds } from "../format.js";
import { ago } from "./words.js";
import "./command.js";

class RescueResult extends View {
  static { this.props("operation", "who"); }

  /** It is there a moment after the operation ended. */
  async begin(tries = 4) {
    try {
      this.found = await get("/rescues/" + this.operation.id);
    } catch (problem) {
      if (tries && problem.status === 404 && this.isConnected) setTimeout(() => this.begin(tries - 1), 500);
      else this.problem = problem;
    }
    this.update();
  }

  view() {
    if (this.problem) return failed(this.problem);
    const { found } = this;
    if (!found) return html`<p class="soft" role="status">Loading …</p>`;
    const repaired = found.repairs.reduce((sum, each) => sum + each.inserts + each.updates, 0);
    return html`<section class="card" aria-labelledby="found"><header><h2 id="found">${found.table} then and now</h2>
        ${repaired ? html`<a class="button main" href="/api/v1/rescues/${this.operation.id}/repair" download>Download the repair</a>` : nothing}</header>
      <dl class="answers">
        <div><dt>Lost</dt><dd class="big ${found.lost ? "bad" : "good"}">${count(found.lost)}</dd><dd class="more">were there then, and are not now</dd></div>
        <div><dt>Changed</dt><dd class="big ${found.changed ? "warn" : ""}">${count(found.changed)}</dd><dd class="more">have other values now</dd></div>
        <div><dt>New</dt><dd class="big">${found.fresh === null ? "–" : count(found.fresh)}</dd><dd class="more">${found.fresh === null ? "not counted with a condition" : "came since, and stay"}</dd></div>
        <div><dt>Compared</dt><dd class="big">${count(found.compared)}</dd><dd class="more">rows by ${found.key.length ? found.key.join(", ") : "all columns"}</dd></div>
      </dl>
      <div class="body stack">
        <p class="small soft">As of ${moment(found.moment)}, from storage ${found.storage}; the moment was open in ${seconds(found.openSeconds)}.</p>
        <div class="two">${rows("Lost", found.firstLost, found.lost)}${rows("Changed", found.firstChanged, found.changed)}${rows("New", found.firstNew, found.fresh ?? 0)}</div>
        ${found.notes.map((note) => html`<p class="small">${note}</p>`)}
        ${repaired ? repair(found) : html`<p>There is nothing to repair.</p>`}</div></section>`;
  }
}

function rows(title, shown, all) {
  if (!shown.length) return nothing;
  const columns = Object.keys(shown[0]);
  return html`<div><h3>${title}</h3><div class="scroll"><table>
    <thead><tr>${columns.map((each) => html`<th>${each}</th>`)}</tr></thead>
    <tbody>${shown.map((row) => html`<tr>${columns.map((each) => html`<td>${row[each]}</td>`)}</tr>`)}</tbody></table></div>
    ${all > shown.length ? html`<p class="small soft">and ${count(all - shown.length)} more</p>` : nothing}</div>`;
}

const repair = (found) => html`<div class="stack"><div><h3>The repair</h3><ul class="plain">${found.repairs.map((each) => html`<li>
    ${each.table}: ${count(each.inserts)} rows come back${each.updates ? `, ${count(each.updates)} are set back` : nothing}
    ${each.why ? html`<span class="soft">(${each.why})</span>` : nothing}</li>`)}</ul></div>
  <p class="small soft">It runs in one transaction, leaves alone what was touched meanwhile, and refuses any other database.
    It holds values of rows: keep the file as safe as the database. To check it and bring the rows back in one go, type:</p>
  <hf-command .text=${`holdfast backup rescue ${found.database} --table '${found.table}' --at ${word(found.moment)} --apply`}></hf-command></div>`;

const word = (moment) => (/\s/.test(moment) ? `"${moment}"` : moment);

/** Transactions that deleted or replaced rows, each a moment to compare with. */
export const foundChanges = (found, compare) => html`<section class="card" aria-labelledby="guilty">
  <header><h2 id="guilty">What deleted or replaced rows of ${found.table}</h2><span class="soft small">${count(found.count)} transactions</span></header>
  ${found.transactions.length ? html`<div class="scroll"><table>
    <thead><tr><th>When</th><th class="number">Deleted</th><th class="number">Replaced</th><th>Transaction</th><th></th></tr></thead>
    <tbody>${[...found.transactions].reverse().map((each) => html`<tr><td class="keep">${ago(each.time)}</td>
      <td class="number">${each.rewritten || each.dropped ? "all?" : count(each.deleted)}</td><td class="number">${count(each.updated)}</td><td>${each.xid}${each.dropped ? " (dropped it)" : each.rewritten ? " (TRUNCATE or rewrite)" : nothing}</td>
      <td class="number">${compare ? html`<button class="button" @click=${() => compare(each)}>Compare with before</button>` : html`<code>--at ${each.before}</code>`}</td></tr>`)}</tbody></table></div>`
    : html`<div class="empty"><b>Nothing</b><span>Nothing deleted or replaced rows of it in the stored log.</span></div>`}</section>`;

customElements.define("hf-rescue-result", RescueResult);
