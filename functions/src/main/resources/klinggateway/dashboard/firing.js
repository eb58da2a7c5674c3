// How many alerts are firing, for the number in the navigation.

import { ask } from "./api.js";

let known = { count: 0, isOld: false };
let told = () => {};

/** How many there were when it was last known, and whether the gateway could not be asked since. */
export const firing = () => known;

/** @param listener called when the number, or how well it is known, has changed */
export function onFiring(listener) {
  told = listener;
}

function know(count, isOld) {
  if (count !== known.count || isOld !== known.isOld) {
    known = { count, isOld };
    told();
  }
}

/** Takes over what an answer of `/api/alerts` says. */
export const knowFiring = (alerts) => know(alerts.length, false);

/** What another key has seen is not for the next one. */
export const forgetFiring = () => know(0, false);

/** Asks the gateway; what shows the number can do with the last one. */
export async function askFiring(signal) {
  try {
    knowFiring((await ask("/api/alerts", { signal })).firing);
  } catch {
    know(known.count, true);
  }
}
