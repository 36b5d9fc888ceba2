// What is begun from here, and how it is told.

import { post } from "./api.js";
import { toast } from "./parts/toast.js";
import { go } from "./router.js";

/** Begins an operation and goes to where it is followed. */
export async function begin(request) {
  try {
    const { operation } = await post("/operations", request);
    go("/operations/" + operation);
  } catch (problem) {
    toast(problem.message + " – " + problem.hint, true);
  }
}

export async function cancel(id) {
  try {
    await post("/operations/" + id + "/cancel");
    toast("Operation " + id + " is asked to stop; it tidies up first.");
  } catch (problem) {
    toast(problem.message, true);
  }
}
