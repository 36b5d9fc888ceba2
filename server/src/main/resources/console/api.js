// Talks to the API of the daemon that served this page, and to nobody else.

let csrf = "";

/** A failure as the API tells it: what failed, and what to type now. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? "the daemon does not answer");
    this.status = status;
    this.code = body.code ?? "unreachable";
    this.hint = body.hint ?? "is it running? holdfast serve";
  }
}

async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch("/api/v1" + path, {
      method, headers, credentials: "same-origin",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, {});
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const problem = new Problem(response.status, answer);
  if (response.status === 401 && path !== "/session") window.dispatchEvent(new Event("hf-expired"));
  throw problem;
}

export const get = (path) => send("GET", path);
export const post = (path, body = {}) => send("POST", path, body);

/** The session that this browser has, or undefined. */
export async function session() {
  try {
    return remember(await send("GET", "/session"));
  } catch (problem) {
    if (problem.status === 401) return undefined;
    throw problem;
  }
}

export async function login(token) {
  return remember(await send("POST", "/session", { token }));
}

export async function logout() {
  await send("DELETE", "/session");
}

function remember(answer) {
  csrf = answer.csrf;
  return answer;
}
