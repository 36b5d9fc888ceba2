// A command to type, with a button that copies it.

import { View, html } from "../view.js";

class Command extends View {
  static { this.props("text"); }

  view() {
    return html`<div class="command"><pre><code>${this.text}</code></pre>
      <button class="button plain" @click=${() => this.copy()}>${this.copied ? "Copied" : "Copy"}<span class="hidden"> the command</span></button></div>`;
  }

  async copy() {
    await navigator.clipboard.writeText(this.text);
    this.copied = true;
    this.update();
    setTimeout(() => { this.copied = false; this.update(); }, 2000);
  }
}

customElements.define("hf-command", Command);
