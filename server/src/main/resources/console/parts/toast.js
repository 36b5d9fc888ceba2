import { View, html, nothing } from "../view.js";

/** Says `text` for a while, also to a screen reader. */
export function toast(text, bad = false) {
  window.dispatchEvent(new CustomEvent("hf-say", { detail: { text, bad } }));
}

class Toast extends View {
  begin() {
    this.on(window, "hf-say", (event) => {
      this.said = event.detail;
      this.update();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.said = undefined; this.update(); }, 8000);
    });
  }

  view() {
    return html`<div role="status" aria-live="polite">
      ${this.said ? html`<p class="toast fade ${this.said.bad ? "bad" : ""}">${this.said.text}</p>` : nothing}</div>`;
  }
}

customElements.define("hf-toast", Toast);
