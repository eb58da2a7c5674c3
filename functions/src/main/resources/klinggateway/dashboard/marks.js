// Marks above the columns of a chart of which something is to be said.

import { el, fill, hide } from "./dom.js";

/** Marks whose middles are nearer than this are one: they would lie over each other. In pixels. */
const NEAR = 26;

/** Columns as `{ indices, names, sentences, left }`, those near each other as one, in the middle of them. */
function grouped(columns) {
  const groups = [];
  for (const { index, name, sentences, left } of columns.toSorted((a, b) => a.left - b.left)) {
    const last = groups.at(-1);
    if (last !== undefined && left - last.lefts.at(-1) < NEAR) {
      last.indices.push(index);
      last.names.push(name);
      last.sentences.push(...sentences);
      last.lefts.push(left);
    } else {
      groups.push({ indices: [index], names: [name], sentences: [...sentences], lefts: [left] });
    }
  }
  return groups.map(({ lefts, ...group }) => ({ ...group, left: Math.round((lefts[0] + lefts.at(-1)) / 2) }));
}

/**
 * `update` takes sentences by the index of their column, the columns, and where the middle of one is, in pixels from the left.
 *
 * @param id what the marks' ids begin with
 * @param onLook called with the index of the last column whose mark is pointed at or focused and with all that its mark says, and
 *   with null afterwards
 * @param onMark called with that index when the mark is clicked
 */
export function markBar(id, onLook, onMark) {
  const bar = el("ul", { class: "marks", "aria-label": "Unusual" });
  const mark = ({ indices, names, sentences, left }) => {
    const last = indices.at(-1);
    const when = names.length === 1 ? names[0] : `${names[0]} to ${names.at(-1)}`;
    return el(
      "li",
      { style: { left: `${left}px` } },
      el(
        "button",
        {
          type: "button",
          id: `${id}-mark-${last}`,
          "aria-label": `Unusual, ${when}: ${sentences.join(" ")}`,
          onmouseenter: () => onLook(last, sentences),
          onmouseleave: () => onLook(null),
          onfocus: () => onLook(last, sentences),
          onblur: () => onLook(null),
          onclick: () => onMark(last),
        },
        el("span", { "aria-hidden": "true" }, sentences.length === 1 ? "!" : String(sentences.length)),
      ),
    );
  };
  return {
    element: bar,
    update(marks, buckets, middle) {
      const columns = [...marks.entries()].map(([index, sentences]) => ({
        index,
        name: buckets[index].name,
        sentences,
        left: Math.round(middle(index)),
      }));
      hide(bar, columns.length === 0);
      fill(bar, grouped(columns), (groups) => groups.map(mark));
    },
  };
}
