// Figures as people read them, the same as on the command line: sizes count in thousands.

let zone = "UTC";
let skew = 0; // of this machine's clock against the daemon's, in milliseconds

export function setClock(estate) {
  zone = estate.timeZone;
  skew = Date.parse(estate.now) - Date.now();
}

export const now = () => Date.now() + skew;
export const zoneName = () => zone.replace("Etc/", "");

const units = ["B", "kB", "MB", "GB", "TB", "PB"];

export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  return value.toFixed(digits) + " " + units[unit];
}

export const count = (number) => number.toLocaleString("en").replaceAll(",", "\u2009");

export function seconds(value) {
  if (value < 9.95) return value.toFixed(1) + " s";
  const whole = Math.round(value);
  if (whole < 60) return whole + " s";
  if (whole < 3600) return pair(whole, 60, "min", "s");
  if (whole < 86400) return pair(whole, 3600, "h", "min", 60);
  return pair(whole, 86400, "d", "h", 3600);
}

function pair(whole, by, big, small, smallBy = 1) {
  const rest = Math.floor((whole % by) / smallBy);
  return Math.floor(whole / by) + " " + big + (rest ? " " + rest + " " + small : "");
}

/** Such as `3 s ago`, `12 min ago`, `2 h ago`, `in 5 min`. */
export function age(at) {
  const apart = (now() - Date.parse(at)) / 1000;
  const far = Math.abs(apart);
  const text =
    far < 60 ? Math.floor(far) + " s"
    : far < 3600 ? Math.floor(far / 60) + " min"
    : far < 2 * 86400 ? Math.floor(far / 3600) + " h"
    : Math.floor(far / 86400) + " d";
  if (far < 2) return "just now";
  return apart < 0 ? "in " + text : text + " ago";
}

const formats = new Map();

function parts(at, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options }));
  return formats.get(key).format(typeof at === "number" ? at : Date.parse(at));
}

const day = { year: "numeric", month: "short", day: "numeric" };
const clock = { hour: "2-digit", minute: "2-digit" };

export const time = (at) => parts(at, { ...day, ...clock, second: "2-digit" });
export const hour = (at) => parts(at, clock);
export const exactHour = (at) => parts(at, { ...clock, second: "2-digit" });
export const date = (at) => parts(at, { month: "short", day: "numeric" });

/** A moment as it is asked for: a time to the second, anything else as it is. */
export const moment = (text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? time(text) : text);

/** For a command line: whole seconds, in UTC. */
export const iso = (at) => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");

export const took = (operation) =>
  seconds(((operation.finished ? Date.parse(operation.finished) : now()) - Date.parse(operation.started)) / 1000);
