// What forecasts tell of keys' budgets, one question for each key, one after the other, and seldom.

import { ask } from "./api.js";
import { state } from "./page.js";

const EVERY_MS = 10 * 60_000;
/** A page with more keys than this is slow enough without. */
const MOST = 20;

/** `of` gives the budgets of a key's forecast, by `total` and `month`, once they are known. */
export function budgetsAhead() {
  const known = new Map();
  const at = (id) => `${id} ${state().zone}`;
  const isDue = ({ id }) => Date.now() - (known.get(at(id))?.at ?? 0) > EVERY_MS;
  return {
    of: (id) => known.get(at(id)) ?? {},
    /** Asks about the keys that have a budget, those that come first first; `told` is called after each. */
    async load(keys, signal, told) {
      const limited = keys.filter(
        ({ monthlyBudget, totalBudget, revokedAt }) =>
          revokedAt === undefined && (monthlyBudget !== undefined || totalBudget !== undefined),
      );
      for (const { id } of limited.slice(0, MOST).filter(isDue)) {
        const place = at(id);
        const path = `/api/usage-forecast?${new URLSearchParams({ apiKey: id, timeZone: state().zone })}`;
        const { budgets } = await ask(path, { signal });
        known.set(place, {
          at: Date.now(),
          total: budgets.find(({ period }) => period === "total"),
          month: budgets.find(({ period }) => period !== "total"),
        });
        told();
      }
    },
  };
}
