// How much of the budgets is used, as the keys tell it.

import { dollars } from "./format.js";
import { allKeys } from "./me.js";

/** The month's budget of the keys named, or of all that have one: `{ used, limit, note }` in micro-dollars. */
export function budgetOf(ids) {
  const limited = allKeys().filter(
    (key) =>
      key.monthlyBudget !== undefined && key.revokedAt === undefined && (ids === undefined || ids.includes(key.id)),
  );
  if (limited.length === 0) {
    return undefined;
  }
  const used = limited.reduce((sum, { spending }) => sum + spending.spentMicroUsd + spending.reservedMicroUsd, 0);
  const limit = limited.reduce((sum, { monthlyBudget }) => sum + monthlyBudget * 1e6, 0);
  const keys = limited.length === 1 ? "" : `, ${limited.length} keys`;
  return { used, limit, note: `${dollars(used)} of ${dollars(limit)} this month${keys}` };
}
