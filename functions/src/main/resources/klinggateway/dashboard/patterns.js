// When the team works, when jobs wait, and whether models get slower.

import { ask } from "./api.js";
import { curlButton } from "./curl.js";
import { el, fill, say } from "./dom.js";
import { filterBar, optionsOf } from "./filters.js";
import { isAdmin } from "./me.js";
import { noMatch } from "./notices.js";
import { FILTERS, patternsPath, state, usagePath } from "./page.js";
import { concurrencyPanel, pacePanel, waitingPanel, weekPanel } from "./patternpanels.js";

/** Weeks are no others five seconds later. */
const EVERY_MS = 60_000;

function nothing() {
  return el(
    "section",
    { class: "panel", id: "no-patterns" },
    el("h2", {}, "No usage in this range"),
    el(
      "p",
      {},
      "Where nothing was ordered there are no patterns. Choose a longer range, if there was something earlier.",
    ),
  );
}

export function patternsView() {
  const filters = filterBar(Object.keys(FILTERS));
  const notice = el("div", {});
  const words = el("ul", { class: "words" });
  const week = weekPanel();
  const waiting = waitingPanel();
  const concurrency = concurrencyPanel();
  const pace = pacePanel();
  const untold = el("p", { class: "panel note", id: "untold" });
  const path = () => patternsPath();
  const content = el(
    "div",
    { id: "patterns", class: "loading" },
    el(
      "section",
      { class: "panel" },
      el("header", {}, el("h2", {}, "In words"), el("p", { class: "tools" }, curlButton(path))),
      words,
    ),
    week.element,
    waiting.element,
    untold,
    concurrency.element,
    pace.element,
  );
  let last = { at: 0, path: "", answer: undefined };
  let options = {};

  async function showOptions(signal) {
    const all = isAdmin();
    const [plain, keys] = await Promise.all([
      ask(usagePath({ granularity: "total", limit: "1" }, {}), { signal }),
      all ? ask(usagePath({ granularity: "total", groupBy: "apiKey", limit: "1" }), { signal }) : undefined,
    ]);
    options = { ...optionsOf(plain), ...(all ? { apiKey: keys.groups.map((group) => group.by.apiKey) } : {}) };
    filters.update(options);
  }

  function show(answer) {
    const isEmpty = answer.hourOfWeek.every(({ calls, costMicroUsd }) => calls === 0 && costMicroUsd === 0);
    const isFiltered = Object.keys(state().filters).length > 0;
    fill(notice, [isEmpty, isFiltered], () => isEmpty && (isFiltered ? noMatch() : nothing()));
    content.hidden = isEmpty;
    content.className = "";
    if (isEmpty) {
      return;
    }
    const knowsTimes = answer.waitingByHour.length > 0;
    fill(words, answer.inWords, () => answer.inWords.map((sentence) => el("li", {}, sentence)));
    week.update(answer);
    waiting.element.hidden = !knowsTimes;
    pace.element.hidden = !knowsTimes || answer.timeToComplete.length === 0;
    concurrency.element.hidden = answer.concurrency.length === 0;
    untold.hidden = knowsTimes;
    say(
      untold,
      "Waiting and times to complete are told by product and model and mode only. Remove the other filters to see them.",
    );
    if (knowsTimes) {
      waiting.update(answer);
      pace.update(answer);
    }
    concurrency.update(answer);
  }

  return {
    element: el("div", {}, filters.element, notice, content),
    scope: "usage",
    async update(signal) {
      filters.update(options);
      const asked = path();
      if (last.path !== asked || Date.now() - last.at > EVERY_MS) {
        const answer = await ask(asked, { signal });
        last = { at: Date.now(), path: asked, answer };
        show(answer);
        await showOptions(signal);
      } else {
        show(last.answer);
      }
      // Of something that is asked for so rarely it would always say that it is old.
      return undefined;
    },
  };
}
