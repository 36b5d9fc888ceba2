// Starts the console: who is here, what they may, and which page this address means.

import { get, login, logout, session } from "./api.js";
import { setClock } from "./format.js";
import { connected, hush, listen, live } from "./live.js";
import { follow, pageOf } from "./router.js";
import { View, failed, html, nothing } from "./view.js";
import "./parts/login.js";
import "./parts/navigation.js";
import "./parts/toast.js";

class App extends View {
  who;
  estate;
  problem;
  expired = false;

  connectedCallback() {
    this.replaceChildren(); // what stood here until now
    super.connectedCallback();
  }

  async begin() {
    this.on(window, "hf-route", () => this.arrive());
    this.on(window, "hf-expired", () => this.leave(true));
    this.on(live, "line", () => this.update());
    this.on(live, "lost", () => session().then((who) => who ?? this.leave(true)).catch(() => {}));
    follow();
    await this.enter(() => this.tokenOfAddress() ?? session());
  }

  /** A token behind the # of the address is used once and forgotten; it never leaves this page. */
  tokenOfAddress() {
    const token = new URLSearchParams(location.hash.slice(1)).get("token");
    if (!token) return undefined;
    history.replaceState(null, "", location.pathname);
    return login(token);
  }

  async enter(asking) {
    try {
      this.who = await asking();
      if (this.who) {
        this.estate = await get("/estate");
        setClock(this.estate);
        await pageOf(location.pathname).load();
        this.expired = false;
        listen();
      }
      this.problem = undefined;
    } catch (problem) {
      this.who = undefined;
      this.problem = problem;
    }
    this.ready = true;
    this.arrive();
  }

  leave(expired) {
    hush();
    this.expired = expired && this.who !== undefined;
    this.who = undefined;
    this.update();
  }

  async arrive() {
    const page = pageOf(location.pathname);
    await page.load();
    this.page = page;
    document.title = page.title + (this.estate ? " · " + this.estate.name : "") + " · Holdfast";
    this.update();
  }

  view() {
    if (!this.ready) return html`<p class="starting">Holdfast is starting …</p>`;
    if (!this.who) {
      return html`<hf-login .expired=${this.expired} .problem=${this.problem}
        @hf-login=${(event) => this.enter(() => login(event.detail))}></hf-login>`;
    }
    return html`<a class="skip" href="#content">Skip to the content</a>
      <div class="shell">
        <hf-navigation class="side" .estate=${this.estate} .who=${this.who} .page=${this.page?.name}
          .connected=${connected}
          @hf-logout=${() => logout().finally(() => this.leave(false))}></hf-navigation>
        <main id="content">
          ${connected ? nothing : html`<div class="cut-off" role="status">
            <span class="dot off"></span>The daemon does not answer; what stands here may be old. Trying again …</div>`}
          ${this.problem ? failed(this.problem) : nothing}
          ${this.page?.draw(this.estate, this.who) ?? nothing}
        </main>
      </div><hf-toast></hf-toast>`;
  }
}

customElements.define("hf-app", App);
