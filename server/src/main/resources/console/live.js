// What is new, as the daemon tells it: `progress`, `changed`, `status`, and here also `line`, when
// the connection is lost or back.

export const live = new EventTarget();
export let connected = true;
export let running = [];

let source;

/** What runs and has an end; a log that is streamed has none, and says how it stands in words. */
export const underWay = () => running.filter((each) => !each.steps.at(-1)?.status);

export function listen() {
  hush();
  source = new EventSource("/api/v1/events");
  source.onopen = () => line(true);
  source.onerror = () => line(false);
  source.addEventListener("progress", (event) => {
    running = JSON.parse(event.data);
    tell("progress");
  });
  source.addEventListener("changed", () => tell("changed"));
  source.addEventListener("status", () => tell("status"));
  source.addEventListener("expired", () => window.dispatchEvent(new Event("hf-expired")));
}

export function hush() {
  source?.close();
  source = undefined;
}

/** Whoever waits for news because the daemon may be gone: whether it knows this browser still. */
function line(up) {
  if (up === connected) return;
  connected = up;
  tell("line");
  if (up) {
    tell("status");
    tell("changed");
  } else {
    tell("lost");
  }
}

function tell(name) {
  live.dispatchEvent(new Event(name));
}
