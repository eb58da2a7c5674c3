// Tables whose columns sort, and whose rows can be chosen.

import { el, fill } from "./dom.js";

/**
 * A sortable table.
 *
 * @param columns `{ name, of, told, isNumber }`: what a column sorts by, and how it is shown (text or nodes)
 * @param onPick called with a row whose name is clicked; the first column then holds buttons
 */
export function sortableTable(id, caption, columns, onPick) {
  let sorted = { column: columns.length - 1, up: false };
  let rows = [];
  const head = el("tr");
  const body = el("tbody");
  const table = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", { id }, el("caption", {}, caption), el("thead", {}, head), body),
  );

  function order() {
    const { of } = columns[sorted.column];
    const sign = sorted.up ? 1 : -1;
    return [...rows].sort((a, b) => {
      const [x, y] = [of(a), of(b)];
      return sign * (typeof x === "string" ? x.localeCompare(y) : (x ?? -Infinity) - (y ?? -Infinity));
    });
  }

  function draw() {
    fill(head, sorted, () =>
      columns.map(({ name, isNumber }, i) =>
        el(
          "th",
          {
            scope: "col",
            class: isNumber ? "number" : "",
            "aria-sort": i === sorted.column ? (sorted.up ? "ascending" : "descending") : "none",
          },
          el(
            "button",
            {
              type: "button",
              id: `${id}-sort-${i}`,
              onclick: () => {
                sorted = { column: i, up: i === sorted.column ? !sorted.up : !isNumber };
                draw();
              },
            },
            name,
            el("span", { "aria-hidden": "true" }, i === sorted.column ? (sorted.up ? " ↑" : " ↓") : ""),
          ),
        ),
      ),
    );
    fill(body, [rows, sorted], () =>
      rows.length === 0
        ? el("tr", {}, el("td", { colspan: columns.length, class: "none" }, "Nothing in this range"))
        : order().map((row, at) =>
            el(
              "tr",
              {},
              columns.map(({ of, told, isNumber }, i) => {
                const text = told === undefined ? of(row) : told(row);
                const shown =
                  i === 0 && onPick !== undefined
                    ? el(
                        "button",
                        { type: "button", class: "link", id: `${id}-row-${at}`, onclick: () => onPick(row) },
                        text,
                      )
                    : text;
                return el(
                  i === 0 ? "th" : "td",
                  { scope: i === 0 ? "row" : undefined, class: isNumber ? "number" : "" },
                  shown,
                );
              }),
            ),
          ),
    );
  }

  return {
    element: table,
    update(next) {
      rows = next;
      draw();
    },
  };
}
