// Arithmetic of moments: plain functions over what /api/v1/snapshots answers.

/** What part of the past is shown: the last `hours`, or everything that is kept. */
export function domainOf(backups, hours, now) {
  if (hours) return [now - hours * 3600e3, now + hours * 36e3];
  const moments = [
    ...backups.snapshots.map((each) => Date.parse(each.finished)),
    ...backups.windows.map((each) => Date.parse(each.from)),
  ].filter((at) => at > 0);
  const first = Math.min(now - 600e3, ...moments);
  return [first - (now - first) * 0.03, now + (now - first) * 0.03];
}

/** The storages from which `at` can be brought back. */
export function restorable(backups, at) {
  const inWindow = (each) => Date.parse(each.from) <= at && at <= Date.parse(each.to);
  const found = backups.windows.filter(inWindow).map((each) => each.storage);
  const snapshot = snapshotAt(backups, at);
  return [...new Set([...found, ...(snapshot?.storages.map((copy) => copy.name) ?? [])])];
}

/** The snapshot that was finished at that very moment. */
export function snapshotAt(backups, at) {
  return backups.snapshots.find((each) => Date.parse(each.finished) === at);
}

/** The newest snapshot at or before a moment: a recovery begins with it. */
export function snapshotBefore(backups, at) {
  return backups.snapshots
    .filter((each) => Date.parse(each.finished) <= at)
    .sort((a, b) => Date.parse(b.finished) - Date.parse(a.finished))[0];
}

/** A snapshot's own moment where one is nearer than `near`. */
export function snapTo(backups, at, near) {
  const moments = backups.snapshots.map((each) => Date.parse(each.finished));
  const nearest = moments.reduce((best, each) => (Math.abs(each - at) < Math.abs(best - at) ? each : best), Infinity);
  return Math.abs(nearest - at) <= near ? nearest : at;
}

const steps = [1, 5, 15, 30, 60, 300, 900, 1800, 3600, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000]
  .map((seconds) => seconds * 1000);

/** Round moments, far enough apart to be read. */
export function ticksOf(from, to, width) {
  const most = Math.max(2, width / 90);
  const step = steps.find((each) => (to - from) / each <= most) ?? steps.at(-1);
  const ticks = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
