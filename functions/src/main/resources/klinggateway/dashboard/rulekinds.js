// What alerts can look for: each kind's fields, and how these are written, read and told.

import { dollars, number, percent } from "./format.js";
import { nameOf } from "./names.js";
import { REASONS } from "./reasons.js";

const POOLS = { video: "Video", image: "Image", tryOn: "Try-on" };
const numbers = (text) =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);

/** How a sort of field is typed into a form (`input` are attributes of its control), read from the API and written to it, and told. */
export const SORTS = {
  key: { each: "each key", told: (id) => `key ${nameOf("apiKey", id)}` },
  model: { each: "each model", input: { type: "text", maxlength: "100" }, told: (name) => `model ${name}` },
  pool: { each: "each pool", options: () => POOLS, told: (word) => `pool ${POOLS[word] ?? word}` },
  reason: {
    each: "any reason",
    options: () => Object.fromEntries(Object.entries(REASONS).map(([word, [name]]) => [word, name])),
    told: (word) => REASONS[word]?.[0] ?? word,
  },
  percents: {
    input: { type: "text", pattern: "[0-9 ,;]+", title: "Numbers with commas between them" },
    read: (list) => list.join(", "),
    write: numbers,
    told: (list) => list.map((value) => `${value} %`).join(", "),
  },
  days: {
    input: { type: "text", pattern: "[0-9 ,;]+", title: "Numbers with commas between them" },
    read: (list) => list.join(", "),
    write: numbers,
    told: (list) => `${list.join(", ")} days`,
  },
  share: {
    input: { type: "number", min: "0", max: "100", step: "any" },
    read: (share) => String(Math.round(share * 1e4) / 100),
    write: (text) => Math.round(Number(text) * 100) / 1e4,
    told: (share) => percent(share),
  },
  factor: {
    input: { type: "number", min: "1", step: "any" },
    read: String,
    write: Number,
    told: (factor) => `${number(factor)} times`,
  },
  count: { input: { type: "number", min: "1", step: "1" }, read: String, write: Number, told: number },
  money: {
    input: { type: "number", min: "0", step: "0.01" },
    read: (usd) => String(usd).replace("$", ""),
    write: (text) => Number(text).toFixed(2),
    told: (usd) => dollars(Number(String(usd).replace("$", "")) * 1e6),
  },
  minutes: {
    input: { type: "number", min: "1", step: "1" },
    read: (seconds) => String(seconds / 60),
    write: (text) => Number(text) * 60,
    told: (seconds) => `${number(seconds / 60)} min`,
  },
};

/** @param says the value, told, in a condition in words */
const field = (name, label, sort, initial, says = (told) => told) => ({
  name,
  label,
  sort,
  initial,
  says,
  each: SORTS[sort].each ?? "",
  needed: initial !== undefined,
});
const KEY = field("apiKey", "Of", "key");
const MODEL = field("model", "Of", "model");
const LEAST_JOBS = field("leastJobs", "Of so many jobs at least", "count", 10, (told) => `of at least ${told} jobs`);
const WITHIN = field("within", "That ended within minutes", "minutes", 3600, (told) => `that ended within ${told}`);
const at = (told) => `at ${told}`;
const usual = (told) => `${told} the usual`;

/** By the API's word: what it is called, when it fires, and its fields; those without an `initial` value can be left empty. */
export const KINDS = {
  budgetSpent: {
    name: "Budget spent",
    when: "Fires when so much of a budget is spent or reserved.",
    fields: [KEY, field("percent", "Percent of the budget", "percents", [50, 80, 100], at)],
  },
  budgetForecast: {
    name: "Budget will not last",
    when: "Fires when so much of a month's budget is expected to be spent before the month ends.",
    fields: [KEY, field("percent", "Percent of the budget", "percents", [100], at)],
  },
  spending: {
    name: "Unusual spending",
    when: "Fires when a key spends so many times what is usual at this hour of the week.",
    fields: [
      KEY,
      field("factor", "Times the usual", "factor", 3, usual),
      field("least", "US dollars on top in an hour, at least", "money", "5.00", (told) => `at least ${told} on top`),
    ],
  },
  errorRate: {
    name: "Failing jobs",
    when: "Fires when more than such a part of the jobs fail, of one key or of all together.",
    fields: [
      { ...KEY, each: "all keys together" },
      field("reason", "Because of", "reason"),
      field("above", "More than percent", "share", 0.3, (told) => `more than ${told}`),
      LEAST_JOBS,
      WITHIN,
    ],
  },
  successRate: {
    name: "Failing model",
    when: "Fires when less than such a part of a model's jobs succeed.",
    fields: [
      MODEL,
      field("below", "Less than percent", "share", 0.8, (told) => `less than ${told}`),
      LEAST_JOBS,
      WITHIN,
    ],
  },
  queueWait: {
    name: "Long queue",
    when: "Fires when the oldest job in a pool's queue has been waiting for longer.",
    fields: [
      field("pool", "Of", "pool"),
      field("above", "Longer than minutes", "minutes", 1800, (told) => `longer than ${told}`),
    ],
  },
  slowModel: {
    name: "Slow model",
    when: "Fires when a model's jobs take so many times as long at Kling as in the last 30 days.",
    fields: [MODEL, field("factor", "Times the usual", "factor", 2, usual), LEAST_JOBS, WITHIN],
  },
  packRemaining: {
    name: "Pack runs low",
    when: "Fires when less than so much is left of one of Kling's packs.",
    fields: [field("percent", "Percent left", "percents", [20, 5], (told) => `at ${told} left`)],
  },
  packExpiry: {
    name: "Pack ends",
    when: "Fires when one of Kling's packs with something left ends in so many days.",
    fields: [field("days", "Days before", "days", [14, 3], (told) => `${told} before`)],
  },
  deadLetters: { name: "Failed messages", when: "Fires when messages or scheduled runs have failed too often, for each queue of such.", fields: [] },
  reconciliation: {
    name: "Charges differ",
    when: "Fires when reconciliation finds jobs that are charged something else than Kling took.",
    fields: [field("least", "US dollars in sum, at least", "money", undefined, (told) => `at least ${told}`)],
  },
};

/** A condition in words, such as `each key, at 50 %, 80 %`. */
export function conditionOf(condition) {
  const fields = KINDS[condition.kind]?.fields ?? [];
  return fields
    .map(({ name, sort, says, each }) => {
      const value = condition[name];
      return value === undefined ? each : says(SORTS[sort].told(value));
    })
    .filter(Boolean)
    .join(", ");
}
