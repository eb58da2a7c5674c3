// Stacked columns over time, drawn by uPlot.

/* global uPlot */
import { el } from "./dom.js";
import { tick } from "./format.js";

const seconds = (iso) => Date.parse(iso) / 1000;
/** The value of a custom property of the style sheet. */
export const styleOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colour of the nth series; the same in the chart, its legend and its tooltip. */
export const colour = (index) => `var(--series-${index})`;

/** Stripes over the columns of what has not ended yet. */
function stripes(context, ratio) {
  const tile = document.createElement("canvas");
  const size = 8 * ratio;
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  pen.strokeStyle = styleOf("--surface");
  pen.lineWidth = 3 * ratio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

/** Sums from the bottom up, the highest first: uPlot draws each over the one before. */
function stacked(series, length) {
  const sums = [];
  let below = new Array(length).fill(0);
  for (const { values } of series) {
    below = below.map((sum, i) => sum + values[i]);
    sums.unshift(below);
  }
  return sums;
}

/**
 * Stacked columns.
 *
 * `update` takes `{ buckets: [{ start, end, complete, name }], series: [{ name, colour, values }], format, axis, zone }`,
 * the series from the bottom up. `onPick` gets the index of the column that was clicked, or chosen by arrow keys and Enter.
 */
export function stackedChart(label, onPick) {
  const tip = el("div", { class: "tip", hidden: true });
  const frame = el("div", { class: "chart", tabindex: "0", role: "img", "aria-label": label });
  let plot;
  let data;
  let built = "";
  let hovered = null;

  const column = (x) => {
    const index = data.buckets.findLastIndex((bucket) => seconds(bucket.start) <= x);
    return index >= 0 ? index : 0;
  };

  function showTip(index) {
    hovered = index;
    if (index === null || data.buckets[index] === undefined) {
      tip.hidden = true;
      return;
    }
    const { name, complete } = data.buckets[index];
    const rows = data.series
      .map((series) => ({ ...series, value: series.values[index] }))
      .filter((series) => series.value !== 0)
      .reverse();
    const total = rows.reduce((sum, { value }) => sum + value, 0);
    tip.replaceChildren(
      el("strong", {}, complete ? name : `${name} (so far)`),
      el(
        "ul",
        {},
        rows.map((series) =>
          el(
            "li",
            {},
            el("i", { style: { background: series.colour } }),
            el("span", {}, series.name),
            el("b", {}, data.format(series.value)),
          ),
        ),
      ),
      el("div", { class: "sum" }, el("span", {}, "Total"), el("b", {}, data.format(total))),
    );
    tip.hidden = false;
    const left = plot.valToPos((seconds(data.buckets[index].start) + seconds(data.buckets[index].end)) / 2, "x");
    const beside = left > plot.over.clientWidth / 2;
    tip.style.left = beside ? "" : `${left + 24}px`;
    tip.style.right = beside ? `${plot.over.clientWidth - left + 24}px` : "";
  }

  function hatch(u) {
    data.buckets.forEach((bucket, index) => {
      if (!bucket.complete) {
        const left = u.valToPos(Math.max(seconds(bucket.start), u.scales.x.min), "x", true);
        const right = u.valToPos(Math.min(seconds(bucket.end), u.scales.x.max), "x", true);
        const top = u.valToPos(
          data.series.reduce((sum, { values }) => sum + values[index], 0),
          "y",
          true,
        );
        u.ctx.save();
        u.ctx.fillStyle = stripes(u.ctx, devicePixelRatio);
        u.ctx.fillRect(left, top, Math.max(right - left, 1), u.bbox.top + u.bbox.height - top);
        u.ctx.restore();
      }
    });
  }

  function build() {
    plot?.destroy();
    const axis = {
      stroke: styleOf("--muted"),
      font: "12px system-ui, sans-serif",
      grid: { stroke: styleOf("--line"), width: 1 },
      ticks: { show: false },
    };
    plot = new uPlot(
      {
        width: frame.clientWidth,
        height: frame.clientHeight,
        tzDate: (at) => uPlot.tzDate(new Date(at * 1000), data.zone),
        legend: { show: false },
        padding: [8, 4, 0, 0],
        cursor: {
          y: false,
          drag: { x: false, y: false },
          points: { show: false },
          dataIdx: (u, series, near, x) => column(x),
        },
        scales: {
          x: { range: () => [seconds(data.buckets[0].start), seconds(data.buckets.at(-1).end)] },
          y: { range: (u, least, most) => [0, most > 0 ? most * 1.05 : 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            space: 64,
            values: (u, splits, at, space, step) => splits.map((split) => tick(split, step, data.zone)),
          },
          { ...axis, size: 56, values: (u, splits) => splits.map(data.axis) },
        ],
        series: [
          {},
          ...data.series
            .map((series) => ({
              label: series.name,
              fill: styleOf(series.colour.slice(4, -1)),
              width: 0,
              points: { show: false },
              paths: uPlot.paths.bars({ size: [0.86, 72], align: 1 }),
            }))
            .reverse(),
        ],
        hooks: {
          draw: [hatch],
          setCursor: [(u) => showTip(u.cursor.left >= 0 ? column(u.posToVal(u.cursor.left, "x")) : null)],
        },
      },
      [[], ...data.series.map(() => [])],
      frame,
    );
    plot.over.append(tip);
    plot.over.addEventListener("click", () => hovered !== null && onPick(hovered));
  }

  frame.addEventListener("keydown", (event) => {
    const last = data.buckets.length - 1;
    const next = { ArrowLeft: (hovered ?? last + 1) - 1, ArrowRight: (hovered ?? -1) + 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      showTip(Math.max(0, Math.min(last, next)));
    } else if (event.key === "Enter" && hovered !== null) {
      onPick(hovered);
    } else if (event.key === "Escape") {
      showTip(null);
    }
  });
  frame.addEventListener("blur", () => showTip(null));
  new ResizeObserver(() => plot?.setSize({ width: frame.clientWidth, height: frame.clientHeight })).observe(frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (plot !== undefined) {
      build();
      draw();
    }
  });

  function draw() {
    plot.setData([data.buckets.map(({ start }) => seconds(start)), ...stacked(data.series, data.buckets.length)]);
    if (hovered !== null) {
      showTip(Math.min(hovered, data.buckets.length - 1));
    }
  }

  return {
    element: frame,
    update(next) {
      data = next;
      const shape = JSON.stringify([data.series.map(({ name, colour: of }) => [name, of]), data.zone]);
      if (shape !== built) {
        built = shape;
        build();
      }
      draw();
    },
  };
}
