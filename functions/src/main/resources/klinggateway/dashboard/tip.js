// What stands beside the pointer: the numbers of one column of a chart, or of a day ahead.

import { el } from "./dom.js";

const row = (paint, name, value) =>
  el(
    "li",
    {},
    paint !== undefined && el("i", { style: { background: paint } }),
    el("span", {}, name),
    el("b", {}, value),
  );

const expected = ({ expected: middle, low, high }, format, what) => [
  row(undefined, what, format(middle)),
  row(undefined, "In 4 of 5 cases", `${format(low)} to ${format(high)}`),
];

/** A day ahead. */
export function tipAhead(day, format) {
  return [el("strong", {}, `${day.name} (forecast)`), el("ul", {}, expected(day, format, "Expected"))];
}

/**
 * A column with the values of its series, the highest first.
 *
 * @param today what its day is expected to come to, if it is not over
 * @param told sentences about it
 */
export function tipColumn({ buckets, series, format }, index, today, told) {
  const { name, complete } = buckets[index];
  const rows = series
    .map((one) => ({ ...one, value: one.values[index] }))
    .filter(({ value }) => value !== 0)
    .reverse();
  const total = rows.reduce((sum, { value }) => sum + value, 0);
  return [
    el("strong", {}, complete ? name : `${name} (so far)`),
    el(
      "ul",
      {},
      rows.map(({ colour, name: of, value }) => row(colour, of, format(value))),
    ),
    el("div", { class: "sum" }, el("span", {}, "Total"), el("b", {}, format(total))),
    today !== undefined && el("ul", {}, expected(today, format, "Expected by its end")),
    ...told.map((sentence) => el("p", {}, sentence)),
  ].filter(Boolean);
}
