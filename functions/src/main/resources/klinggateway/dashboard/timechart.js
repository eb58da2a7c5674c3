// A chart over time, with its legend and its numbers as a table.

import { stackedChart } from "./chart.js";
import { el, fill } from "./dom.js";
import { zoomTo } from "./filters.js";
import { dayOf } from "./format.js";
import { nameOf } from "./names.js";
import { state } from "./page.js";
import { REASONS } from "./reasons.js";
import { seriesOf } from "./series.js";

/**
 * `update` takes an answer, the dimension it is grouped by, how its sums are read (`measure` of `series.js`), and which groups to leave out.
 *
 * @param onLegend called with the dimension and the value of a legend that is clicked; without it, legends cannot be clicked
 */
export function timeChart(id, title, onLegend) {
  let answered;
  const chart = stackedChart(title, (index) =>
    zoomTo(answered.buckets[index], answered.range.granularity, (iso) => dayOf(new Date(iso), state().zone)),
  );
  const legend = el("ul", { class: "legend", "aria-label": `${title}: what the colours stand for` });
  const table = el("details", { class: "numbers" }, el("summary", { id: `${id}-numbers` }, "Show as a table"));
  const body = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title} as a table` });
  table.append(body);
  let content;
  const drawTable = () =>
    table.open &&
    content !== undefined &&
    fill(body, [content.buckets, content.series], () =>
      el(
        "table",
        {},
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, "Time"),
            content.series.map(({ name }) => el("th", { scope: "col", class: "number" }, name)),
          ),
        ),
        el(
          "tbody",
          {},
          content.buckets.map(({ name, complete }, i) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, complete ? name : `${name} (so far)`),
              content.series.map(({ values }) => el("td", { class: "number" }, content.format(values[i]))),
            ),
          ),
        ),
      ),
    );
  table.addEventListener("toggle", drawTable);
  return {
    element: el("div", {}, chart.element, legend, table),
    update(answer, dimension, named, skip = () => false) {
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
      content = { buckets, series, format };
      chart.update({ buckets, series, format, axis, zone: state().zone });
      fill(
        legend,
        series.map(({ value, name, colour, total }) => ({ value, name, colour, total: format(total) })),
        (entries) =>
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
      );
      drawTable();
    },
  };
}
