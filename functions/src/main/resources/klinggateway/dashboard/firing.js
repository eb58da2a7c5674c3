// How many alerts are firing, for the number in the navigation.

import { ask } from "./api.js";

let count = 0;
let told = () => {};

export const firingCount = () => count;

/** @param listener called when the number has changed */
export function onFiring(listener) {
  told = listener;
}

/** Takes over what an answer of `/api/alerts` says. */
export function knowFiring(firing) {
  if (firing.length !== count) {
    count = firing.length;
    told();
  }
}

/** Asks the gateway; what shows the number can do without it. */
export async function askFiring(signal) {
  try {
    knowFiring((await ask("/api/alerts", { signal })).firing);
  } catch {
    knowFiring([]);
  }
}
