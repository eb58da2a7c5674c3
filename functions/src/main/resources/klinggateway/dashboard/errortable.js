// What went wrong by reason, what that means, and what it cost.

import { dollars, number } from "./format.js";
import { REASONS } from "./reasons.js";
import { sortableTable } from "./table.js";

/** `update` takes an answer's sums by reason. */
export function errorTable() {
  const table = sortableTable("by-reason", "By reason", [
    { name: "Reason", of: (row) => row.name },
    { name: "What it means, and what to do", of: (row) => row.advice },
    { name: "Lost", of: (row) => row.costMicroUsd, told: (row) => dollars(row.costMicroUsd), isNumber: true },
    { name: "Calls", of: (row) => row.calls, told: (row) => number(row.calls), isNumber: true },
  ]);
  return {
    element: table.element,
    update: (byReason) =>
      table.update(
        Object.entries(byReason).map(([reason, { calls, costMicroUsd }]) => ({
          name: REASONS[reason]?.[0] ?? reason,
          advice: REASONS[reason]?.[1] ?? "",
          calls,
          costMicroUsd,
        })),
      ),
  };
}
