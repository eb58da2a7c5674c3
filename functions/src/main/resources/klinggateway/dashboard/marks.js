// Marks above the columns of a chart of which something is to be said.

import { el, fill, hide } from "./dom.js";

/**
 * `update` takes sentences by the index of their column, the columns, and where the middle of one is, in pixels from the left.
 *
 * @param onLook called with the index of the column whose mark is pointed at or focused, and with null afterwards
 * @param onMark called with the index of the column whose mark is clicked
 */
export function markBar(onLook, onMark) {
  const bar = el("ul", { class: "marks", "aria-label": "Unusual" });
  const mark = ([index, name, sentences, left]) =>
    el(
      "li",
      { style: { left: `${left}px` } },
      el(
        "button",
        {
          type: "button",
          id: `mark-${index}`,
          "aria-label": `Unusual, ${name}: ${sentences.join(" ")}`,
          onmouseenter: () => onLook(index),
          onmouseleave: () => onLook(null),
          onfocus: () => onLook(index),
          onblur: () => onLook(null),
          onclick: () => onMark(index),
        },
        el("span", { "aria-hidden": "true" }, sentences.length === 1 ? "!" : String(sentences.length)),
      ),
    );
  return {
    element: bar,
    update(marks, buckets, middle) {
      const shown = [...marks.entries()].map(([index, sentences]) => [
        index,
        buckets[index].name,
        sentences,
        Math.round(middle(index)),
      ]);
      hide(bar, shown.length === 0);
      fill(bar, shown, () => shown.map(mark));
    },
  };
}
