// Which table lost rows, and which rows matter: compares them with the chosen moment.

import { compareRows, searchLog } from "../actions.js";
import { View, html, nothing } from "../view.js";

const comparisons = { "=": "is", "<>": "is not", "<": "<", "<=": "≤", ">": ">", ">=": "≥", null: "is empty", "not null": "is not empty" };

class RescueForm extends View {
  static { this.props("label", "at"); }
  conditions = [];

  view() {
    return html`<form @submit=${(event) => this.compare(event)}>
      <div><h3>Bring lost rows back</h3><p class="small soft">Compares a table with that moment. Nothing is changed: you get the difference, and the repair as SQL.</p></div>
      <div class="field"><label for="table">Table</label>
        <input id="table" name="table" type="text" required spellcheck="false" autocomplete="off" placeholder="public.orders"></div>
      ${this.conditions.map((each, i) => this.condition(i))}
      <label class="check"><input type="checkbox" name="changed"> Also set changed rows back</label>
      <div class="row"><button class="button main">Compare</button>
        <button class="button" type="button" @click=${() => this.search()}>When was it?</button>
        <button class="button plain" type="button" @click=${() => this.more()}>Only some rows</button></div>
      <p class="small soft">“When was it?” searches the stored log for what deleted rows of the table.</p></form>`;
  }

  condition(i) {
    return html`<div class="condition"><input type="text" name="column" aria-label="Column" placeholder="column" required>
      <select name="is" aria-label="Comparison">${Object.entries(comparisons).map(([is, text]) => html`<option value=${is}>${text}</option>`)}</select>
      <input type="text" name="value" aria-label="Value" placeholder="value">
      ${i === this.conditions.length - 1 ? html`<button class="button plain" type="button" @click=${() => this.fewer()}>Remove</button>` : nothing}</div>`;
  }

  more() {
    this.conditions = [...this.conditions, {}];
    this.update();
  }

  fewer() {
    this.conditions = this.conditions.slice(1);
    this.update();
  }

  compare(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const [columns, is, values] = ["column", "is", "value"].map((name) => form.getAll(name));
    const where = columns.map((column, i) => ({ column, is: is[i], value: values[i] }));
    compareRows(this.label, { table: form.get("table"), at: this.at, changed: form.has("changed"), where });
  }

  search() {
    const form = this.querySelector("form");
    if (form.elements.table.reportValidity()) searchLog(this.label, { table: form.elements.table.value });
  }
}

customElements.define("hf-rescue-form", RescueForm);
