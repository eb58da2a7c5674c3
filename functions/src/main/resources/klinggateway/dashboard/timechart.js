// A chart over time, with its legend and its numbers as a table.

import { stackedChart } from "./chart.js";
import { el, fill } from "./dom.js";
import { zoomTo } from "./filters.js";
import { dayOf } from "./format.js";
import { nameOf } from "./names.js";
import { state } from "./page.js";
import { REASONS } from "./reasons.js";
import { seriesOf } from "./series.js";

const told = ({ expected, low, high }, format) => `${format(expected)} (${format(low)} to ${format(high)})`;

/** The numbers of a chart as a table; with the days ahead below and in a column of their own. */
function numbers({ buckets, series, format, ahead }) {
  const cell = (text) => el("td", { class: "number" }, text);
  const last = buckets.length - 1;
  return el(
    "table",
    {},
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Time"),
        series.map(({ name }) => el("th", { scope: "col", class: "number" }, name)),
        ahead !== undefined && el("th", { scope: "col", class: "number" }, "Forecast"),
      ),
    ),
    el(
      "tbody",
      {},
      buckets.map(({ name, complete }, i) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, complete ? name : `${name} (so far)`),
          series.map(({ values }) => cell(format(values[i]))),
          ahead !== undefined && cell(i === last ? told(ahead.today, format) : ""),
        ),
      ),
      ahead?.days.map((day) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, `${day.name} (forecast)`),
          series.map(() => cell("")),
          cell(told(day, format)),
        ),
      ),
    ),
  );
}

/**
 * `update` takes an answer, the dimension it is grouped by, how its sums are read (`measure` of `series.js`), which groups to leave
 * out, and what else is known: `{ ahead, marks }` as `stackedChart` has them.
 *
 * @param onLegend called with the dimension and the value of a legend that is clicked; without it, legends cannot be clicked
 * @param onMark called with the index of the column whose mark is clicked, and the columns
 */
export function timeChart(id, title, onLegend, onMark) {
  let answered;
  const chart = stackedChart(
    id,
    title,
    (index) => zoomTo(answered.buckets[index], answered.range.granularity, (iso) => dayOf(new Date(iso), state().zone)),
    (index) => onMark(index, answered.buckets),
  );
  const legend = el("ul", { class: "legend", "aria-label": `${title}: what the colours stand for` });
  const table = el("details", { class: "numbers" }, el("summary", { id: `${id}-numbers` }, "Show as a table"));
  const body = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title} as a table` });
  table.append(body);
  let content;
  const drawTable = () => table.open && content !== undefined && fill(body, content, numbers);
  table.addEventListener("toggle", drawTable);
  return {
    element: el("div", {}, chart.element, legend, table),
    update(answer, dimension, named, skip = () => false, { ahead, marks } = {}) {
      answered = answer;
      const { of, format, axis } = named;
      const groups = {
        ...answer,
        groups: answer.groups.filter((group) => !skip(group)),
        buckets: answer.buckets.map((bucket) => ({ ...bucket, groups: bucket.groups.filter((group) => !skip(group)) })),
      };
      const { buckets, series } = seriesOf(groups, dimension, of, (value) =>
        dimension === "reason" ? (REASONS[value]?.[0] ?? value) : nameOf(dimension, value),
      );
      content = { buckets, series, format, ahead };
      chart.update({ buckets, series, format, axis, zone: state().zone, ahead, marks });
      fill(
        legend,
        [
          series.map(({ value, name, colour, total }) => ({ value, name, colour, total: format(total) })),
          ahead?.days.length,
        ],
        ([entries, later]) => [
          entries.map(({ value, name, colour, total }, i) => {
            const mark = el("i", { style: { background: colour }, "aria-hidden": "true" });
            const text = [mark, el("span", {}, name), el("b", {}, total)];
            return el(
              "li",
              {},
              value === undefined || onLegend === undefined
                ? el("span", {}, text)
                : el(
                    "button",
                    {
                      type: "button",
                      id: `${id}-legend-${i}`,
                      title: `Only ${name}`,
                      onclick: () => onLegend(dimension, value),
                    },
                    text,
                  ),
            );
          }),
          later !== undefined &&
            el(
              "li",
              {},
              el(
                "span",
                {},
                el("i", { class: "ahead", "aria-hidden": "true" }),
                later > 0
                  ? "Forecast, in 4 of 5 cases in the band"
                  : "Forecast of this month, in 4 of 5 cases in the band; later months are not forecast",
              ),
            ),
        ],
      );
      drawTable();
    },
  };
}
