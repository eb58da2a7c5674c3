// How much of the budgets is used, what of them is expected to be by the month's end, and when they are used up.

import { el } from "./dom.js";
import { day, dayOf, dollars } from "./format.js";
import { allKeys } from "./me.js";
import { state } from "./page.js";

/** The month's budget of the keys named, or of all that have one: `{ spent, reserved, limit, note, keyId }` in micro-dollars; `keyId` of a single one. */
export function budgetOf(ids) {
  const limited = allKeys().filter(
    (key) =>
      key.monthlyBudget !== undefined && key.revokedAt === undefined && (ids === undefined || ids.includes(key.id)),
  );
  if (limited.length === 0) {
    return undefined;
  }
  const sum = (of) => limited.reduce((all, key) => all + of(key), 0);
  const spent = sum(({ spending }) => spending.spentMicroUsd);
  const reserved = sum(({ spending }) => spending.reservedMicroUsd);
  const limit = sum(({ monthlyBudget }) => monthlyBudget * 1e6);
  const keys = limited.length === 1 ? "" : `, ${limited.length} keys`;
  return {
    spent,
    reserved,
    limit,
    note: `${dollars(spent + reserved)} of ${dollars(limit)} this month${keys}`,
    keyId: limited.length === 1 ? limited[0].id : undefined,
  };
}

const OUTLOOKS = {
  usedUp: () => "is used up.",
  runsOut: ({ usedUpOn, usedUpFrom }) =>
    `is expected to be used up on ${day(usedUpOn)}${usedUpFrom === usedUpOn ? "" : `, at worst on ${day(usedUpFrom)}`}.`,
  mayRunOut: ({ usedUpFrom }) => `may be used up on ${day(usedUpFrom)} already, but is expected to last.`,
  lasts: ({ until }) => `lasts until ${day(until)} and longer.`,
};

/** How long a budget of a forecast will last, as a sentence; nothing where nobody can tell. */
export function outlookOf(budget) {
  const name = budget.period === "total" ? "The whole budget" : "The month's budget";
  const outlook = OUTLOOKS[budget.outlook];
  return outlook === undefined ? "" : `${name} of ${dollars(budget.limitMicroUsd)} ${outlook(budget)}`;
}

const percentOf = (value, all) => `${Math.min(100, Math.max(0, (100 * value) / all))}%`;

/** What is expected at the month's end, from low to high. */
function whisker({ lowMicroUsd, highMicroUsd }, all) {
  const end = Math.min(highMicroUsd, all);
  return el("i", {
    class: `whisker ${highMicroUsd > all ? "beyond" : ""}`,
    style: { left: percentOf(lowMicroUsd, all), width: percentOf(Math.max(0, end - lowMicroUsd), all) },
  });
}

/** A bar need not be longer than this many limits; its whisker then ends in an arrow. */
const MOST_LIMITS = 2;

/**
 * A bar with what is spent, what is reserved, what is expected by the month's end, and where the limit is.
 *
 * @param label its name
 * @param of `{ spent, reserved, limit }` in micro-dollars
 * @param ahead the budget as a forecast tells it, if there is one
 */
export function budgetBar(label, { spent, reserved, limit }, ahead) {
  const used = spent + reserved;
  const end = ahead?.atReset;
  const share = limit === 0 ? 1 : used / limit;
  // As long as what is expected, so that it can be seen how far it goes over the limit.
  const all = Math.max(limit, used, Math.min(end?.highMicroUsd ?? 0, limit * MOST_LIMITS), 1);
  const part = (name, from, to) => el("i", { class: name, style: { width: percentOf(Math.max(0, to - from), all) } });
  const told = [`${dollars(used)} of ${dollars(limit)}`];
  if (end !== undefined) {
    told.push(
      `expected ${dollars(end.expectedMicroUsd)} (${dollars(end.lowMicroUsd)} to ${dollars(end.highMicroUsd)})`,
    );
  }
  return el(
    "div",
    {
      class: `meter budget-bar ${share >= 1 ? "full" : share >= 0.8 ? "warn" : ""}`,
      role: "meter",
      "aria-label": label,
      "aria-valuemin": "0",
      "aria-valuemax": "100",
      "aria-valuenow": String(Math.round(Math.min(share, 1) * 100)),
      "aria-valuetext": told.join(", "),
      title: told.join(", "),
    },
    part("spent", 0, Math.min(spent, all)),
    part("reserved", 0, reserved),
    end !== undefined && part("expected", used, Math.min(end.expectedMicroUsd, all)),
    end !== undefined && whisker(end, all),
    el("i", { class: "limit", style: { left: percentOf(limit, all) } }),
  );
}

/** The last day of the month that a budget is about. */
const lastDay = ({ until, resetAt }) => until ?? dayOf(new Date(Date.parse(resetAt) - 1), state().zone);

/** What is expected of a month's budget by its end, in a sentence, and how long it will last; nothing where nobody can tell. */
export function budgetAhead(ahead) {
  const end = ahead?.atReset;
  return (
    ahead !== undefined &&
    el(
      "p",
      { class: "note outlook" },
      end !== undefined &&
        `Expected by ${day(lastDay(ahead))}: ${dollars(end.expectedMicroUsd)} (${dollars(end.lowMicroUsd)} to ${dollars(end.highMicroUsd)}). `,
      outlookOf(ahead),
    )
  );
}
