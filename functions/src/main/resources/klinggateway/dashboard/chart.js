// Stacked columns over time, drawn by uPlot.

/* global uPlot */
import { drawAhead } from "./ahead.js";
import { el } from "./dom.js";
import { tick } from "./format.js";
import { markBar } from "./marks.js";
import { tipAhead, tipColumn } from "./tip.js";

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
 * `update` takes `{ buckets: [{ start, end, complete, name }], series: [{ name, colour, values }], format, axis, zone, ahead, marks }`:
 * the series from the bottom up, what is ahead (`aheadOf` of `ahead.js`), if anything, and what is to be said of columns
 * (`marksOf` of `anomalies.js`). `onPick` gets the index of the column that was clicked, or chosen by arrow keys and Enter; `onMark`
 * the mark that was.
 */
export function stackedChart(id, label, onPick, onMark) {
  const tip = el("div", { class: "tip", hidden: true });
  const frame = el("div", { class: "chart", tabindex: "0", role: "img", "aria-label": label });
  /** What the tip says, for those who hear it: a picture's parts are not read out. */
  const spoken = el("p", { class: "unseen", role: "status" });
  const marks = markBar(id, (index, sentences) => showTip(index, sentences), onMark);
  let plot;
  let data;
  let built = "";
  let hovered = null;
  /** What is to be said of it, if that is more than of its column. */
  let said;

  const aheadDays = () => data.ahead?.days ?? [];
  /** The columns, and after them the days ahead. */
  const column = (x) => {
    const day = aheadDays().findLastIndex(({ start }) => start <= x);
    const index = data.buckets.findLastIndex((bucket) => seconds(bucket.start) <= x);
    return day >= 0 ? data.buckets.length + day : Math.max(0, index);
  };
  const extent = (index) =>
    index === data.buckets.length - 1 && data.ahead !== undefined
      ? data.ahead.today
      : index < data.buckets.length
        ? { start: seconds(data.buckets[index].start), end: seconds(data.buckets[index].end) }
        : aheadDays()[index - data.buckets.length];
  const middle = (index) => plot.valToPos((extent(index).start + extent(index).end) / 2, "x");
  const pick = (index) => index < data.buckets.length && onPick(index);

  function showTip(index, sentences) {
    hovered = index;
    said = sentences;
    if (index === null || extent(index) === undefined) {
      tip.hidden = true;
      return;
    }
    const last = data.buckets.length - 1;
    tip.replaceChildren(
      ...(index > last
        ? tipAhead(extent(index), data.format)
        : tipColumn(data, index, index === last ? data.ahead?.today : undefined, sentences ?? data.marks?.get(index) ?? [])),
    );
    tip.hidden = false;
    // As wide as it can be there, and then beside the column, where there is more room, but within the chart.
    tip.style.left = "0";
    const at = middle(index);
    const { clientWidth: width, offsetLeft: least } = plot.over;
    const wanted = at > width / 2 ? at - 24 - tip.offsetWidth : at + 24;
    tip.style.left = `${Math.max(-least, Math.min(wanted, width - tip.offsetWidth))}px`;
  }

  function hatch(u) {
    data.buckets.forEach((bucket, index) => {
      if (!bucket.complete) {
        const left = u.valToPos(Math.max(seconds(bucket.start), u.scales.x.min), "x", true);
        const right = u.valToPos(Math.min(extent(index).end, u.scales.x.max), "x", true);
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

  const highest = () =>
    data.ahead === undefined ? 0 : Math.max(data.ahead.today.high, ...aheadDays().map(({ high }) => high));

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
          x: {
            range: () => [
              seconds(data.buckets[0].start),
              (aheadDays().at(-1) ?? data.ahead?.today)?.end ?? seconds(data.buckets.at(-1).end),
            ],
          },
          y: { range: (u, least, most) => [0, Math.max(most, highest()) * 1.05 || 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            space: 64,
            values: (u, splits, at, space, step) =>
              splits.map((split) => (split < u.scales.x.max ? tick(split, step, data.zone) : "")),
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
          draw: [hatch, (u) => data.ahead !== undefined && drawAhead(u, data.ahead, styleOf("--ahead")), placeMarks],
          setCursor: [(u) => showTip(u.cursor.left >= 0 ? column(u.posToVal(u.cursor.left, "x")) : null)],
        },
      },
      [[], ...data.series.map(() => [])],
      frame,
    );
    plot.over.append(tip);
    plot.over.addEventListener("click", () => hovered !== null && pick(hovered));
  }

  frame.addEventListener("keydown", (event) => {
    const now = data.buckets.length - 1;
    const last = now + aheadDays().length;
    const next = { ArrowLeft: (hovered ?? now + 1) - 1, ArrowRight: (hovered ?? -1) + 1, Home: 0, End: now }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      showTip(Math.max(0, Math.min(last, next)));
      spoken.textContent = tip.innerText.replaceAll(/\n+/g, ", ");
    } else if (event.key === "Enter" && hovered !== null) {
      pick(hovered);
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
      showTip(Math.min(hovered, data.buckets.length - 1 + aheadDays().length), said);
    }
  }

  function placeMarks(u) {
    const left = u.bbox.left / devicePixelRatio;
    marks.update(data.marks ?? new Map(), data.buckets, (index) => left + middle(index));
  }

  return {
    element: el("div", { class: "over-time" }, frame, marks.element, spoken),
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
