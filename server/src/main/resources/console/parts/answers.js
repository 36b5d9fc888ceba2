// Can I restore, to when, how fast, from where, proven how long ago: of one database.

import { html, nothing } from "../view.js";
import { ago } from "./words.js";
import { now, seconds, time } from "../format.js";

/** One word of how a database stands, and its colour. */
export function verdict(database, storages) {
  if (!database.isBackedUp) return ["", "No backup is declared"];
  if (!database.newest) {
    return storages.every((storage) => !storage.problem) ? ["bad", "No"] : ["bad", "Nobody knows"];
  }
  if (database.copies.some((copy) => copy.verdict === "failed")) return ["bad", "Not from every copy"];
  if (database.proven) return ["good", "Yes"];
  return ["warn", database.partlyProven ? "Yes, partly proven" : "Yes, unproven"];
}

export function answers(database, storages, policy) {
  const [tone, word] = verdict(database, storages);
  return html`<dl class="answers">
    <div><dt>Can I restore?</dt><dd class="big ${tone}">${word}</dd><dd class="more">${why(database, storages, tone)}</dd></div>
    <div><dt>To when?</dt>${database.newest
      ? html`<dd class="big ${late(database, policy) ? "warn" : ""}">${ago(database.newest)}</dd><dd class="more">${time(database.newest)}</dd>`
      : none()}</div>
    <div><dt>How fast?</dt>${database.recoverySeconds.length
      ? html`<dd class="big ${slow(database, policy) ? "warn" : ""}">${seconds(database.recoverySeconds.at(-1))}</dd><dd class="more">${measured(database)}</dd>`
      : none("not measured yet")}</div>
    <div><dt>From where?</dt>${database.copies.length
      ? html`<dd class="big">${database.copies.length} ${database.copies.length === 1 ? "place" : "places"}</dd><dd class="more">${copies(database)}</dd>`
      : none()}</div>
    <div><dt>Proven?</dt>${database.proven
      ? html`<dd class="big">${ago(database.proven)}</dd><dd class="more">by starting and auditing it</dd>`
      : database.partlyProven
      ? html`<dd class="big warn">only partly</dd><dd class="more">${ago(database.partlyProven)}, by starting it</dd>`
      : none("never started yet", database.isBackedUp && database.newest ? "warn" : "")}</div>
  </dl>`;
}

const none = (more = nothing, tone = "") =>
  html`<dd class="big ${tone || "soft"}">–</dd><dd class="more">${more}</dd>`;

function why(database, storages, tone) {
  if (!database.isBackedUp) return "add backup: {} in holdfast.yaml";
  const silent = storages.filter((storage) => storage.problem).map((storage) => storage.name);
  if (!database.newest) return silent.length ? silent.join(", ") + " does not answer" : "there is no snapshot yet";
  const failed = database.copies.filter((copy) => copy.verdict === "failed").map((copy) => copy.storage);
  if (failed.length) return "the copy in " + failed.join(", ") + " failed its proof";
  if (!database.proven && !database.partlyProven) return "nobody has started a copy yet";
  if (silent.length) return silent.join(", ") + " does not answer";
  return tone === "warn" ? "no proof has run every rung yet" : "every copy stands by itself";
}

const copies = (database) =>
  database.copies.map((copy, i) => html`${i ? ", " : ""}${copy.storage}${copy.verdict
    ? html` <span class="soft">(${copy.verdict})</span>` : nothing}`);

function measured(database) {
  const all = database.recoverySeconds;
  return all.length === 1
    ? "measured in one proof"
    : `${seconds(Math.min(...all))} to ${seconds(Math.max(...all))} in ${all.length} proofs`;
}

const late = (database, policy) =>
  policy?.recoveryPointSeconds && (now() - Date.parse(database.newest)) / 1000 > policy.recoveryPointSeconds;

const slow = (database, policy) =>
  policy?.recoveryTimeSeconds && database.recoverySeconds.at(-1) > policy.recoveryTimeSeconds;

