import { html, nothing } from "../view.js";
import { size, time } from "../format.js";
import { ago, pill, proofPill } from "./words.js";

export const snapshotTable = (snapshots, named = false) => html`<div class="scroll"><table>
  <thead><tr><th>Snapshot</th>${named ? html`<th>Database</th>` : nothing}<th>Finished</th><th>Mode</th>
    <th class="number">Size</th><th class="number">Added</th><th>Copies and their proofs</th></tr></thead>
  <tbody>${snapshots.map((each) => html`<tr>
    <td class="keep"><a href="/snapshots/${each.id}">${each.id}</a> ${each.damaged ? pill("bad", "damaged") : nothing}</td>
    ${named ? html`<td>${each.server}</td>` : nothing}
    <td class="keep" title=${time(each.finished)}>${ago(each.finished)}</td><td>${each.mode}</td>
    <td class="number">${size(each.databaseBytes)}</td><td class="number">${size(each.addedBytes)}</td>
    <td><div class="row">${each.storages.map((copy) => html`<span class="keep">${copy.name} ${proofPill(copy.proof?.verdict)}</span>`)}</div></td>
  </tr>`)}</tbody></table></div>`;
