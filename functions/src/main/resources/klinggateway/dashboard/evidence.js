// The numbers behind a sentence, folded away.

import { el, fact } from "./dom.js";

/** `otherModel` as `Other model`. */
function named(word) {
  const words = word.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const told = (value) => (Array.isArray(value) ? value.join(", ") || "none" : String(value));

/**
 * @param evidence numbers and texts by their names
 * @param more what is folded away with them
 */
export function numbersOf(evidence, more) {
  return el(
    "details",
    {},
    el("summary", {}, "The numbers"),
    el(
      "dl",
      { class: "facts" },
      Object.entries(evidence).map(([word, value]) => fact(named(word), told(value))),
    ),
    more,
  );
}
