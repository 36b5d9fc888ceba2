import { get, post } from "../api.js";
import { toast } from "../parts/toast.js";
import { ago, pill } from "../parts/words.js";
import { may } from "../roles.js";
import { Page, empty, head, html, nothing } from "../view.js";
import { seconds, time } from "../format.js";

const tones = { critical: "bad", warning: "warn", ok: "good" };
const lengths = ["1 h", "4 h", "1 d", "7 d"];

class Alerts extends Page {
  static { this.props("estate", "who"); }
  listensTo = ["status", "changed"];

  load() {
    return get("/alerts");
  }

  page({ alerts, silences }) {
    const open = alerts.filter((each) => !each.resolved);
    const past = alerts.filter((each) => each.resolved);
    return html`${head("Alerts", "One alert for each problem: when it began, who was told, who is at it, when it ended.",
        may(this.who, "operator") ? html`<button class="button" @click=${() => this.ask("*", "*")}>Silence …</button>` : nothing)}
      <div class="stack">
        <section class="card" aria-labelledby="open"><header><h2 id="open">Open</h2><span class="soft small">${open.length}</span></header>
          ${open.length ? open.map((each) => this.open(each)) : empty("Nothing is wrong", "As far as it is watched.")}</section>
        ${silences.length ? html`<section class="card" aria-labelledby="silences"><header><h2 id="silences">Silences</h2></header>
          ${silences.map((each) => this.silence(each))}</section>` : nothing}
        <section class="card" aria-labelledby="past"><header><h2 id="past">Past</h2><span class="soft small">the newest ${past.length}</span></header>
          ${past.length ? html`<div class="scroll"><table><thead><tr><th>Check</th><th>Database</th><th>Began</th><th class="number">Lasted</th><th>What</th></tr></thead>
            <tbody>${past.map(row)}</tbody></table></div>` : empty("None yet", "Problems that ended are kept for a year.")}</section>
      </div>${this.dialog()}`;
  }

  open(alert) {
    return html`<div class="finding"><div>${pill(tones[alert.state] ?? "", alert.state)}</div><div>
      <p><b>${alert.check}</b> of ${alert.database} – ${alert.message}</p>
      ${alert.hint ? html`<p class="do small">${alert.hint}</p>` : nothing}
      <p class="small soft">Began ${ago(alert.opened)}${alert.told ? html`, told ${ago(alert.told)}` : ", nobody told yet"}${alert.acknowledged ? `; ${alert.acknowledged} is at it` : nothing}</p>
      ${may(this.who, "operator") ? html`<div class="row">
        ${alert.acknowledged ? nothing : html`<button class="button" @click=${() => this.act("/alerts/acknowledge", alert, "Nobody is reminded of it any more.")}>Acknowledge</button>`}
        <button class="button plain" @click=${() => this.ask(alert.check, alert.database)}>Silence …</button></div>` : nothing}</div></div>`;
  }

  silence(each) {
    return html`<div class="finding"><div>${pill("", "silent")}</div><div>
      <p><b>${each.check === "*" ? "every check" : each.check}</b> of ${each.database === "*" ? "every database" : each.database}, until ${time(each.until)} – ${each.reason}</p>
      <p class="small soft">by ${each.by}</p>
      ${may(this.who, "operator") ? html`<button class="button plain" @click=${() => this.act(`/silences/${each.id}/end`, {}, "People are told again.")}>End it</button>` : nothing}</div></div>`;
  }

  dialog() {
    return html`<dialog aria-labelledby="silencing"><form @submit=${(event) => this.silenceIt(event)}>
      <h2 id="silencing">Silence ${this.about?.check === "*" ? "alerts" : this.about?.check}</h2>
      <div class="field"><label for="of">Of</label><select id="of" name="database">
        <option value="*">every database</option>${this.estate.databases.map((each) => html`<option .selected=${each.label === this.about?.database}>${each.label}</option>`)}</select></div>
      <div class="field"><label for="for">For</label><select id="for" name="for">${lengths.map((each) => html`<option>${each}</option>`)}</select></div>
      <div class="field"><label for="why">Why</label><input id="why" name="reason" type="text" required autocomplete="off"></div>
      <div class="row"><button class="button main">Silence</button>
        <button class="button" type="button" @click=${() => this.querySelector("dialog").close()}>Do not</button></div></form></dialog>`;
  }

  ask(check, database) {
    this.about = { check, database };
    this.update();
    setTimeout(() => this.querySelector("dialog").showModal(), 0);
  }

  silenceIt(event) {
    event.preventDefault();
    this.querySelector("dialog").close();
    const wish = { ...Object.fromEntries(new FormData(event.target)), check: this.about.check };
    this.act("/silences", wish, "Nobody is told of it for " + wish.for + ".");
  }

  async act(path, { check, database, ...rest }, said) {
    try {
      await post(path, { check, database, for: rest.for, reason: rest.reason });
      toast(said);
    } catch (problem) {
      toast(problem.message, true);
    }
    this.reload();
  }
}

const row = (alert) => html`<tr><td>${alert.check}</td><td>${alert.database}</td><td class="keep" title=${time(alert.opened)}>${ago(alert.opened)}</td>
  <td class="number">${seconds((Date.parse(alert.resolved) - Date.parse(alert.opened)) / 1000)}</td>
  <td class="small">${alert.message}${alert.acknowledged ? html`<div class="soft">${alert.acknowledged} was at it</div>` : nothing}</td></tr>`;

customElements.define("hf-alerts", Alerts);
