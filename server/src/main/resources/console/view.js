// The base of every element: it draws itself with lit-html, in the page's own tree.

import { html, nothing, render } from "./lib/lit-html.js";
import { live } from "./live.js";

export { html, nothing, svg } from "./lib/lit-html.js";

export class View extends HTMLElement {
  #pending = false;
  #ends = [];

  /** What it looks like now. */
  view() {
    return nothing;
  }

  connectedCallback() {
    this.update();
    this.begin?.();
  }

  disconnectedCallback() {
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }

  /** Draws it again, soon and once. */
  update() {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      if (this.isConnected) render(this.view(), this);
    });
  }

  /** Calls `action` at each event of `target` while this stands in the page. */
  on(target, name, action) {
    target.addEventListener(name, action);
    this.#ends.push(() => target.removeEventListener(name, action));
  }

  /** A property that draws it again when it is set. */
  static props(...names) {
    for (const name of names) {
      const field = "_" + name;
      Object.defineProperty(this.prototype, name, {
        get() { return this[field]; },
        set(value) {
          this[field] = value;
          if (this.isConnected) this.update();
        },
      });
    }
  }
}

/** A page that shows what it loads: while it loads, when that fails, and again when it changed. */
export class Page extends View {
  data;
  problem;

  begin() {
    this.reload();
    for (const name of this.listensTo ?? ["status"]) this.on(live, name, () => this.reload());
  }

  async reload() {
    try {
      this.data = await this.load();
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
    this.update();
  }

  view() {
    return html`${this.problem ? failed(this.problem) : nothing}
      ${this.data ? this.page(this.data) : this.problem ? nothing : html`<p class="soft" role="status">Loading …</p>`}`;
  }
}

export const failed = (problem) => html`<div class="problem" role="alert">
  <b>${problem.message}</b><br><span class="small">What to do: <code>${problem.hint ?? ""}</code></span></div>`;

export const head = (title, about, actions = nothing) => html`<div class="head">
  <div><h1 tabindex="-1">${title}</h1>${about ? html`<p>${about}</p>` : nothing}</div>
  <div class="row">${actions}</div></div>`;

export const empty = (title, text, what = nothing) =>
  html`<div class="empty"><b>${title}</b><span>${text}</span>${what}</div>`;
