import { View, html, nothing } from "../view.js";

class Login extends View {
  static { this.props("expired", "problem"); }

  begin() {
    setTimeout(() => this.querySelector("input")?.focus(), 0);
  }

  view() {
    const wrong = this.problem?.code === "login-needed" ? "This token is not known, or has ended." : this.problem?.message;
    return html`<div class="login"><form class="card" @submit=${(event) => this.submit(event)}>
      <img src="/console/mark.svg" alt="">
      <div><h1>Holdfast</h1><p class="soft">Log in with your personal token.</p></div>
      ${this.expired ? html`<p class="cut-off" role="status">Your session has ended. Log in again; nothing was lost.</p>` : nothing}
      ${wrong ? html`<p class="problem" role="alert">${wrong}</p>` : nothing}
      <div class="field"><label for="token">Token</label>
        <input id="token" type="password" autocomplete="current-password" required spellcheck="false"></div>
      <button class="button main">Log in</button>
      <p class="soft small">No token yet? On the daemon's machine:<br><code>holdfast token create NAME --role viewer</code></p>
    </form></div>`;
  }

  submit(event) {
    event.preventDefault();
    const token = this.querySelector("input").value.trim();
    this.dispatchEvent(new CustomEvent("hf-login", { detail: token }));
  }
}

customElements.define("hf-login", Login);
