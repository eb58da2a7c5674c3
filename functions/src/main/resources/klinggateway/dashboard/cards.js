// One number each: what it is, how it changed, and how it went.

import { budgetBar } from "./budget.js";
import { el, fill, say } from "./dom.js";
import { dollars, duration, number, percent } from "./format.js";
import { sparkLine } from "./spark.js";

const average = ({ totalCostMicroUsd, totalCalls }) => (totalCalls === 0 ? undefined : totalCostMicroUsd / totalCalls);

/** `of` reads a summary, `at` a bucket; a rise is good news, bad news, or neither. */
const CARDS = [
  { name: "Spend", of: (s) => s.totalCostMicroUsd, at: (b) => b.costMicroUsd, told: dollars },
  { name: "Calls", of: (s) => s.totalCalls, at: (b) => b.calls, told: number },
  {
    name: "Success rate",
    of: (s) => s.successRate,
    at: (b) => b.successRate,
    told: (n) => percent(n),
    rise: "good",
    points: true,
  },
  {
    name: "Average cost",
    of: average,
    at: (b) => (b.calls === 0 ? null : b.costMicroUsd / b.calls),
    told: dollars,
    rise: "bad",
  },
  {
    name: "Median time",
    of: (s) => s.processingTime?.p50,
    at: (b) => b.processingTime?.p50,
    told: duration,
    rise: "bad",
  },
];

/** How a number differs from the one before, in words and with its sign; nothing where there is nothing to compare. */
function change(now, before, { rise, points }) {
  if (now === undefined || before === undefined || (before === 0 && !points)) {
    return el("span", { class: "change" }, "No earlier period to compare");
  }
  const difference = points ? now - before : now / before - 1;
  const text = points ? `${number(Math.abs(difference) * 100)} points` : percent(Math.abs(difference), 0);
  if (Math.abs(difference) < (points ? 0.0005 : 0.005)) {
    return el("span", { class: "change" }, "As in the period before");
  }
  const isGood = difference > 0 === (rise === "good");
  return el(
    "span",
    { class: `change ${rise === undefined ? "" : isGood ? "good" : "bad"}` },
    `${difference > 0 ? "▲" : "▼"} ${text} ${difference > 0 ? "up" : "down"} on the period before`,
  );
}

function card(name) {
  const value = el("dd", { class: "value" }, "–");
  const note = el("dd", { class: "note" }, "\u00a0");
  const spark = sparkLine();
  return {
    value,
    note,
    spark,
    element: el("div", { class: "card" }, el("dt", {}, name), value, note, el("dd", {}, spark.element)),
  };
}

function budgetCard() {
  const value = el("dd", { class: "value" }, "–");
  const note = el("dd", { class: "note" }, "\u00a0");
  const bar = el("dd", {});
  return { value, note, bar, element: el("div", { class: "card" }, el("dt", {}, "Budget used"), value, note, bar) };
}

/** `update` takes an answer with its comparison, the budget (`budgetOf` of `budget.js`), if there is one, and what a forecast tells of it. */
export function cards() {
  const all = CARDS.map((definition) => ({ ...definition, ...card(definition.name) }));
  const budget = budgetCard();
  return {
    element: el(
      "dl",
      { class: "cards", "aria-label": "At a glance" },
      all.map(({ element }) => element),
      budget.element,
    ),
    update(answer, budgetNow, budgetAhead) {
      all.forEach(({ of, at, told, value, note, spark, rise, points }) => {
        const now = of(answer.summary);
        say(value, now === undefined ? "–" : told(now));
        const before = answer.comparison === undefined ? undefined : of(answer.comparison.summary);
        fill(note, [now, before], () => change(now, before, { rise, points }));
        spark.update(answer.buckets.map((bucket) => at(bucket) ?? null));
      });
      const used = budgetNow && budgetNow.spent + budgetNow.reserved;
      const share = budgetNow === undefined ? undefined : budgetNow.limit === 0 ? 1 : used / budgetNow.limit;
      say(budget.value, share === undefined ? "–" : percent(share, 0));
      say(budget.note, budgetNow?.note ?? "No budget is set");
      fill(budget.bar, [budgetNow, budgetAhead], () =>
        budgetNow === undefined ? [] : budgetBar("Budget used", budgetNow, budgetAhead),
      );
    },
  };
}

/** A bar that is full at 1; from 80 % on it warns, by its shade and its label. */
export function meter(share, label) {
  return el(
    "div",
    {
      class: `meter ${share >= 1 ? "full" : share >= 0.8 ? "warn" : ""}`,
      role: "meter",
      "aria-label": label,
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": String(Math.round(Math.min(share, 1) * 100)),
    },
    el("i", { class: "spent", style: { width: `${Math.min(100, Math.max(0, share * 100))}%` } }),
  );
}
