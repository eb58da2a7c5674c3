// What the page asks, for a terminal.

import { copy, el } from "./dom.js";

/** A line for a terminal that asks the same, without the key in it. */
const curl = (path) => `curl -s '${location.origin}${path.replaceAll("'", "%27")}' -H "Authorization: Bearer $KEY"`;

/** A button that copies it; `path` says what is asked by then. */
export function curlButton(path, id) {
  const use = () => copy(curl(path()), "the command; it expects the key in $KEY");
  return el("button", { type: "button", id, onclick: use }, "Copy as curl");
}
