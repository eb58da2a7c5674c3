// What stands in place of numbers where there are none.

import { copy, el } from "./dom.js";
import { clearAll } from "./filters.js";
import { follow, go, href } from "./page.js";

/** What a newcomer sees: the line that makes the first job. */
export function firstRun() {
  const line = `read -rs KEY   # paste your key, then Enter\ncurl -s ${location.origin}/api/generate-video -H "Authorization: Bearer $KEY" \\\n  -d '{"prompt": "A paper boat on a quiet lake at dawn", "duration": 5}'`;
  return el(
    "section",
    { class: "panel first-run", id: "first-run" },
    el("h2", {}, "No usage yet"),
    el("p", {}, "Order the first video from a terminal; it shows up here within seconds:"),
    el("pre", { tabindex: "0" }, line),
    el(
      "p",
      {},
      el("button", { type: "button", onclick: () => copy(line, "the command") }, "Copy"),
      " or ",
      el("a", { href: href({ view: "order" }), onclick: follow }, "order it here"),
      ".",
    ),
  );
}

export function noMatch() {
  return el(
    "section",
    { class: "panel", id: "no-match" },
    el("h2", {}, "Nothing matches"),
    el("p", {}, "No usage in this range passes these filters."),
    el("button", { type: "button", onclick: clearAll }, "Clear all filters"),
  );
}

export function noUsage() {
  const wider = () => go({ range: "365d", from: "", to: "", granularity: "" });
  return el(
    "section",
    { class: "panel", id: "no-usage" },
    el("h2", {}, "No usage in this range"),
    el("p", {}, "There was some at another time."),
    el("button", { type: "button", onclick: wider }, "Look at 12 months"),
  );
}
