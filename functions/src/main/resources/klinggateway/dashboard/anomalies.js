// What is unusual in the range: marks for the main chart, and sentences below it that lead to what they are about.

import { ask } from "./api.js";
import { el, fill, hide, say } from "./dom.js";
import { day, dayOf } from "./format.js";
import { nameOf } from "./names.js";
import { go, range, state } from "./page.js";

const LONGEST_DAYS = 31;
const MOST_KEYS = 10;
/** A little less than the minute after which the view asks for what changes slowly. */
const EVERY_MS = 55_000;
const DAY_MS = 86_400_000;
/** The gateway counts back from its own now, which is a little later; it looks at all of the first day in any case. */
const MARGIN_MS = 3_600_000;

/** When the question begins, for a range from the page, and whether that leaves some of it out. */
function asked({ timeStart, timeEnd }) {
  const margin = range().timeEnd === "" ? MARGIN_MS : 0;
  const longest = new Date(Date.parse(timeEnd) - LONGEST_DAYS * DAY_MS + margin).toISOString();
  const isPart = Date.parse(timeStart) < Date.parse(longest);
  return { from: isPart ? longest : timeStart, isPart };
}

/** With the key's name in place of its id. */
const sentenceOf = ({ sentence, apiKey }) =>
  apiKey === undefined ? sentence : sentence.replaceAll(apiKey, `'${nameOf("apiKey", apiKey)}'`);

/** Sentences by the index of the column in which they begin. */
export function marksOf(anomalies, buckets) {
  const marks = new Map();
  anomalies.forEach((anomaly) => {
    const at = Date.parse(anomaly.timeStart);
    const index = buckets.findIndex(({ start, end }) => Date.parse(start) <= at && at < Date.parse(end));
    if (index >= 0) {
      marks.set(index, [...(marks.get(index) ?? []), sentenceOf(anomaly)]);
    }
  });
  return marks;
}

/** Whether it is about jobs that failed. */
export const isFailing = ({ kind }) => kind === "failures";

/** Looks at what an anomaly names: its key or model, and the days it is about. */
function lookAt({ apiKey, model, timeStart, timeEnd }) {
  const last = new Date(Date.parse(timeEnd) - 1);
  go({
    range: "custom",
    from: dayOf(new Date(timeStart), state().zone),
    to: dayOf(last, state().zone),
    granularity: "hour",
    filters: {
      ...state().filters,
      ...(apiKey === undefined ? {} : { apiKey: [apiKey] }),
      ...(model === undefined ? {} : { model: [model] }),
    },
  });
}

const item = (anomaly, at) =>
  el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "link", id: `anomaly-${at}`, onclick: () => lookAt(anomaly) },
      sentenceOf(anomaly),
    ),
  );

/** Which question the page's state asks; the same as long as nothing but time has changed. */
const question = () => JSON.stringify([range(), state().filters.apiKey ?? [], state().zone]);

/** A filter for models leaves what is said of others out; of a key's spending nothing can be said by model. */
function isMeant({ model }) {
  const models = state().filters.model;
  return models === undefined || model === undefined || models.includes(model);
}

/** The path of the question about the range of an answer, and whether it is about the range's end only. */
function pathOf(shown, keys) {
  const { from, isPart } = asked(shown);
  const told = new URLSearchParams({ timeStart: from, timeZone: state().zone });
  if (range().timeEnd !== "") {
    told.set("timeEnd", shown.timeEnd);
  }
  if (keys.length > 0) {
    told.set("apiKey", keys.join(","));
  }
  return { path: `/api/usage-anomalies?${told}`, isPart };
}

/**
 * `load` asks about the range of an answer of `/api/usage-analytics`, unless that is known; what it finds is in `found` as long as
 * the page looks at the same. `focus` goes to the sentences of a column, or to those of them that are meant.
 */
export function anomalyList() {
  const note = el("p", { class: "note" });
  const list = el("ul", { class: "sentences" });
  const element = el("section", { id: "anomalies", "aria-label": "Unusual in this range", hidden: true }, note, list);
  let known = { question: "", at: 0, anomalies: [], isPart: false, from: "" };

  const isOfNow = () => known.question === question();
  const found = () => (isOfNow() ? known.anomalies.filter(isMeant) : []);

  function show(text) {
    hide(element, false);
    say(note, text);
    fill(list, found().map(sentenceOf), () => found().map(item));
  }

  function showFound() {
    const since = `since ${day(dayOf(new Date(known.from), state().zone))}, ${LONGEST_DAYS} days back`;
    const where = known.isPart ? `${since}; what was before is not looked at` : "in this range";
    const isPartOfUse = Object.keys(state().filters).some((name) => name !== "apiKey");
    const whole = isPartOfUse ? " Keys are looked at as a whole, whatever the other filters." : "";
    show(found().length === 0 ? `Nothing unusual ${where}.${whole}` : `Unusual ${where}.${whole}`);
  }

  return {
    element,
    found() {
      // What was found elsewhere says nothing of what is looked at now.
      hide(element, !isOfNow());
      return found();
    },
    async load(shown, signal) {
      const keys = state().filters.apiKey ?? [];
      const now = { question: question(), at: Date.now(), anomalies: [], isPart: false };
      if (keys.length > MOST_KEYS) {
        known = now;
        show(`What is unusual is told of at most ${MOST_KEYS} keys at once.`);
        return;
      }
      if (!isOfNow() || Date.now() - known.at >= EVERY_MS) {
        const { path, isPart } = pathOf(shown, keys);
        const { anomalies, timeStart } = await ask(path, { signal });
        known = { ...now, anomalies, isPart, from: timeStart };
      }
      showFound();
    },
    focus(index, buckets, isMeantHere = () => true) {
      const at = found().findIndex((anomaly) => isMeantHere(anomaly) && marksOf([anomaly], buckets).has(index));
      document.getElementById(`anomaly-${at}`)?.focus();
    },
  };
}
