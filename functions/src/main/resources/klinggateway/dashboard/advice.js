// What could be done better, with the money, the numbers behind it, and the way to where they are shown.

import { ask } from "./api.js";
import { curlButton } from "./curl.js";
import { el, fill } from "./dom.js";
import { numbersOf } from "./evidence.js";
import { dollars, moment } from "./format.js";
import { follow, state } from "./page.js";

/** What is said of thirty days is not another one five seconds later. */
const EVERY_MS = 60_000;

function item({ id, title, sentence, savingPerMonthMicroUsd, evidence, link }) {
  return el(
    "li",
    { class: "panel", id },
    el(
      "header",
      {},
      el("h2", {}, title),
      savingPerMonthMicroUsd !== undefined &&
        el("p", { class: "saving" }, `${dollars(savingPerMonthMicroUsd)} a month`),
    ),
    el("p", {}, sentence),
    numbersOf(evidence),
    el(
      "p",
      {},
      el("a", { href: new URL(link).search, "aria-label": `Look at it: ${title}`, onclick: follow }, "Look at it"),
    ),
  );
}

function draw({ range, floor, packsUnknown, recommendations }, zone) {
  return [
    el(
      "p",
      { class: "note" },
      `By what happened since ${moment(range.timeStart, zone)}. What would save less than ${floor} a month is left out.` +
        " Several may be about the same jobs, so the amounts do not add up.",
    ),
    packsUnknown &&
      el("p", { class: "note" }, "Kling does not tell about its packs just now, so nothing is said of them."),
    recommendations.length === 0
      ? el("p", { class: "panel", id: "no-advice" }, "There is nothing to advise.")
      : el("ul", { class: "advice" }, recommendations.map(item)),
  ];
}

export function adviceView() {
  const body = el("div", { id: "advice" });
  const path = () => {
    const keys = state().filters.apiKey ?? [];
    return `/api/recommendations${keys.length === 0 ? "" : `?${new URLSearchParams({ apiKey: keys.join(",") })}`}`;
  };
  let last = { at: 0, path: "", answer: undefined };
  return {
    element: el("div", {}, body, el("p", { class: "tools" }, curlButton(path))),
    scope: "usage",
    async update(signal) {
      const asked = path();
      if (last.path !== asked || Date.now() - last.at > EVERY_MS) {
        last = { at: Date.now(), path: asked, answer: await ask(asked, { signal }) };
      }
      fill(body, [last.answer.recommendations, last.answer.packsUnknown, state().zone], () =>
        draw(last.answer, state().zone),
      );
      // Of something that is asked for so rarely it would always say that it is old.
      return undefined;
    },
  };
}
