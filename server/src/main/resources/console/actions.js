// What is begun from here, and how it is told.

import { post } from "./api.js";
import { toast } from "./parts/toast.js";
import { go } from "./router.js";

/** Begins an operation and goes to where it is followed. */
export const begin = (request) => start("/operations", request);

/** A server of its own at a moment. */
export const openBranch = (label, wish) => start(of(label) + "/branches", wish);

export const closeBranch = (name) => start("/branches/" + encodeURIComponent(name) + "/close");

/** What a table lost since a moment. */
export const compareRows = (label, wish) => start(of(label) + "/rescues", wish);

/** Which transactions deleted or replaced rows of a table. */
export const searchLog = (label, wish) => start(of(label) + "/searches", wish);

const of = (label) => "/databases/" + encodeURIComponent(label);

async function start(path, request) {
  try {
    const { operation } = await post(path, request);
    go("/operations/" + operation);
  } catch (problem) {
    tell(problem);
  }
}

export async function cancel(id) {
  try {
    await post("/operations/" + id + "/cancel");
    toast("Operation " + id + " is asked to stop; it tidies up first.");
  } catch (problem) {
    tell(problem);
  }
}

const tell = (problem) => toast(problem.message + (problem.hint ? " – " + problem.hint : ""), true);
