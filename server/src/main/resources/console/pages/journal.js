import { get } from "../api.js";
import { toast } from "../parts/toast.js";
import { statePill } from "../parts/words.js";
import { Page, empty, head, html, nothing } from "../view.js";
import { count, time } from "../format.js";

const most = 50;

class Journal extends Page {
  listensTo = ["changed"];
  search = new URLSearchParams(location.search).get("search") ?? "";
  shown = most;

  load() {
    return get(`/journal?limit=${this.shown}&search=${encodeURIComponent(this.search)}`);
  }

  page({ entries }) {
    return html`${head("Journal", "What happened, when, by whom. Entries are only ever added; each carries the hash of the one before.",
        html`<button class="button" @click=${() => this.verify()}>Verify it</button>`)}
      <div class="card"><header><div class="search"><label class="hidden" for="search">Search the journal</label>
          <input id="search" type="search" placeholder="Search: who, what, result …" .value=${this.search} @input=${(event) => this.find(event)}></div>
          <span class="soft small" role="status">${entries.length} shown</span></header>
        ${entries.length ? html`<div class="scroll"><table>
          <thead><tr><th class="number">Nr.</th><th>When</th><th>What</th><th>Subject</th><th>Outcome</th><th>By</th></tr></thead>
          <tbody>${entries.map((each) => html`<tr><td class="number soft">${each.seq}</td><td class="keep">${time(each.time)}</td>
            <td>${each.operation ? html`<a href="/operations/${each.operation}">${each.kind}</a>` : each.kind}</td><td>${each.subject}</td>
            <td>${statePill(each.outcome)}${each.details.message ? html`<div class="small soft">${each.details.message}</div>` : nothing}</td>
            <td class="small">${each.actor}</td></tr>`)}</tbody></table></div>`
          : empty("Nothing fits", this.search ? "Try another word." : "The journal begins with the first operation.")}
        ${entries.length === this.shown ? html`<div class="empty"><button class="button" @click=${() => this.more()}>Show more</button></div>` : nothing}
      </div>`;
  }

  find(event) {
    this.search = event.target.value;
    this.shown = most;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reload(), 200);
  }

  more() {
    this.shown = Math.min(1000, this.shown * 4);
    this.reload();
  }

  async verify() {
    try {
      const { intact, entries, problem } = await get("/journal/verification");
      toast(intact ? `All ${count(entries)} entries are as they were written.` : "The journal was changed: " + problem, !intact);
    } catch (problem) {
      toast(problem.message, true);
    }
  }
}

customElements.define("hf-journal", Journal);
