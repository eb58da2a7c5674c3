// Lines over hours or periods, drawn by uPlot, with their names at their ends and their numbers as a table.

/* global uPlot */
import { styleOf } from "./chart.js";
import { el, fill } from "./dom.js";

const NAMES_WIDTH = 76;
const LINE_HEIGHT = 14;
/** More places than this have no dots. */
const DOTS = 16;
const FONT = "12px system-ui, sans-serif";
const paint = (colour) => styleOf(colour.slice(4, -1));

/** Where names go that would lie on each other: from the top down, each below the one before. */
function spread(names, bottom) {
  const placed = [...names].sort((a, b) => a.y - b.y);
  placed.forEach((name, i) => {
    name.y = Math.max(name.y, i === 0 ? LINE_HEIGHT / 2 : placed[i - 1].y + LINE_HEIGHT);
  });
  for (let i = placed.length - 1, most = bottom; i >= 0; i--, most = placed[i + 1].y - LINE_HEIGHT) {
    placed[i].y = Math.min(placed[i].y, most);
  }
  return placed;
}

/**
 * `update` takes `{ places, series: [{ name, colour, values, dash, width }], format, axis, steps, tick, space }`: the names of the places along
 * the axis, what each line has there (`null` for nothing), how values are told and written at the axis, in which steps if not
 * any, and how places are written there, so many pixels apart.
 */
export function lineChart(id, label) {
  const tip = el("div", { class: "tip", hidden: true });
  const frame = el("div", { class: "chart lines", tabindex: "0", role: "img", "aria-label": label });
  const body = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${label} as a table` });
  const table = el("details", { class: "numbers" }, el("summary", { id: `${id}-numbers` }, "Show as a table"), body);
  let plot;
  let data;
  let drawn = "";
  let pointed = null;

  function showTip(index) {
    pointed = index;
    if (index === null || data.places[index] === undefined) {
      tip.hidden = true;
      return;
    }
    const rows = data.series.filter(({ values }) => values[index] !== null);
    tip.replaceChildren(
      el("strong", {}, data.places[index]),
      el(
        "ul",
        {},
        rows.map(({ name, colour, values }) =>
          el(
            "li",
            {},
            el("i", { style: { background: colour } }),
            el("span", {}, name),
            el("b", {}, data.format(values[index])),
          ),
        ),
        rows.length === 0 && el("li", {}, "Nothing"),
      ),
    );
    tip.hidden = false;
    const left = plot.valToPos(index, "x");
    const beside = left > plot.over.clientWidth / 2;
    tip.style.left = beside ? "" : `${left + 16}px`;
    tip.style.right = beside ? `${plot.over.clientWidth - left + 16}px` : "";
  }

  function names(u) {
    const ratio = devicePixelRatio;
    const ends = data.series
      .map(({ name, colour, values }) => ({
        name,
        colour,
        end: values.findLastIndex((value) => value !== null),
        values,
      }))
      .filter(({ end }) => end >= 0)
      .map((line) => ({ ...line, y: u.valToPos(line.values[line.end], "y") }));
    u.ctx.save();
    u.ctx.font = `${12 * ratio}px system-ui, sans-serif`;
    u.ctx.textBaseline = "middle";
    u.ctx.textAlign = "left";
    spread(ends, u.over.clientHeight).forEach(({ name, colour, y }) => {
      u.ctx.fillStyle = paint(colour);
      u.ctx.fillText(name, u.bbox.left + u.bbox.width + 8 * ratio, u.bbox.top + y * ratio);
    });
    u.ctx.restore();
  }

  function build() {
    plot?.destroy();
    const axis = {
      stroke: styleOf("--muted"),
      font: FONT,
      grid: { stroke: styleOf("--line"), width: 1 },
      ticks: { show: false },
    };
    const last = data.places.length - 1;
    plot = new uPlot(
      {
        width: frame.clientWidth,
        height: frame.clientHeight,
        legend: { show: false },
        padding: [8, NAMES_WIDTH, 0, 0],
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
        scales: {
          x: { time: false, range: () => (last > 0 ? [0, last] : [-0.5, 0.5]) },
          y: { range: (u, least, most) => [0, most > 0 ? most * 1.08 : 1] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            size: 28,
            space: data.space ?? 40,
            incrs: [1, 2, 3, 6, 12],
            values: (u, splits) => splits.map((place) => (Number.isInteger(place) ? data.tick(place) : "")),
          },
          { ...axis, size: 56, incrs: data.steps, values: (u, splits) => splits.map(data.axis) },
        ],
        series: [
          {},
          ...data.series.map(({ name, colour, dash, width = 2 }) => ({
            label: name,
            stroke: paint(colour),
            width,
            dash,
            points: { show: dash === undefined && last < DOTS, size: 5, fill: paint(colour) },
          })),
        ],
        hooks: {
          draw: [names],
          setCursor: [(u) => showTip(u.cursor.left >= 0 ? (u.cursor.idx ?? null) : null)],
        },
      },
      [data.places.map((_, i) => i), ...data.series.map(({ values }) => values)],
      frame,
    );
    plot.over.append(tip);
  }

  frame.addEventListener("keydown", (event) => {
    const last = data.places.length - 1;
    const next = { ArrowLeft: (pointed ?? last + 1) - 1, ArrowRight: (pointed ?? -1) + 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined) {
      event.preventDefault();
      showTip(Math.max(0, Math.min(last, next)));
    } else if (event.key === "Escape") {
      showTip(null);
    }
  });
  frame.addEventListener("blur", () => showTip(null));
  new ResizeObserver(() => plot?.setSize({ width: frame.clientWidth, height: frame.clientHeight })).observe(frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot !== undefined && build());
  const drawTable = () =>
    table.open &&
    data !== undefined &&
    fill(body, [data.places, data.series], () =>
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
            data.series.map(({ name }) => el("th", { scope: "col", class: "number" }, name)),
          ),
        ),
        el(
          "tbody",
          {},
          data.places.map((place, i) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, place),
              data.series.map(({ values }) =>
                el("td", { class: "number" }, values[i] === null ? "–" : data.format(values[i])),
              ),
            ),
          ),
        ),
      ),
    );
  table.addEventListener("toggle", drawTable);

  return {
    element: el("div", {}, frame, table),
    update(next) {
      data = next;
      const content = JSON.stringify([next.places, next.series]);
      if (content !== drawn) {
        drawn = content;
        build();
        showTip(pointed);
      }
      drawTable();
    },
  };
}
