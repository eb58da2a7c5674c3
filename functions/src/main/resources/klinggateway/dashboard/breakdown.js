// Where it went: a table per dimension, with the share of each value; a click filters by it.

import { el } from "./dom.js";
import { dollars, number, percent } from "./format.js";
import { nameOf } from "./names.js";
import { FILTERS, go, state, toggled } from "./page.js";
import { sortableTable } from "./table.js";

function shareBar(share) {
  return el(
    "span",
    { class: "share" },
    el("i", { "aria-hidden": "true", style: { width: `${Math.round(share * 100)}%` } }),
    el("span", {}, percent(share, 0)),
  );
}

function breakdown(dimension) {
  const table = sortableTable(
    `by-${dimension}`,
    `By ${FILTERS[dimension].toLowerCase()}`,
    [
      { name: FILTERS[dimension], of: (row) => row.name },
      { name: "Calls", of: (row) => row.calls, told: (row) => number(row.calls), isNumber: true },
      { name: "Share", of: (row) => row.share, told: (row) => shareBar(row.share), isNumber: true },
      { name: "Cost", of: (row) => row.costMicroUsd, told: (row) => dollars(row.costMicroUsd), isNumber: true },
    ],
    (row) => go({ filters: toggled(dimension, row.value) }),
  );
  return { dimension, ...table };
}

/** `update` takes the sums by value, by dimension; a dimension without any is not shown. */
export function breakdowns(dimensions) {
  const tables = dimensions.map(breakdown);
  return {
    element: el(
      "div",
      { class: "breakdowns" },
      tables.map(({ element }) => element),
    ),
    update(sums) {
      tables.forEach(({ dimension, element, update }) => {
        const entries = Object.entries(sums[dimension] ?? {}).filter(
          ([, sum]) => sum.calls > 0 || sum.costMicroUsd !== 0,
        );
        const total = entries.reduce((all, [, sum]) => all + sum.costMicroUsd, 0);
        element.hidden = sums[dimension] === undefined;
        update(
          entries.map(([value, { calls, costMicroUsd }]) => ({
            value,
            name: (state().filters[dimension]?.includes(value) ? "✓ " : "") + nameOf(dimension, value),
            calls,
            costMicroUsd,
            share: total === 0 ? 0 : costMicroUsd / total,
          })),
        );
      });
    },
  };
}
