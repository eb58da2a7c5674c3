// Spark lines, drawn by uPlot.

/* global uPlot */
import { styleOf } from "./chart.js";
import { el } from "./dom.js";

/** A line without axes, for a card. */
export function sparkLine() {
  const frame = el("div", { class: "spark", "aria-hidden": "true" });
  let plot;
  return {
    element: frame,
    update(values) {
      const data = [values.map((_, i) => i), values];
      if (plot === undefined) {
        plot = new uPlot(
          {
            width: frame.clientWidth || 120,
            height: frame.clientHeight || 32,
            legend: { show: false },
            cursor: { show: false },
            padding: [3, 1, 3, 1],
            scales: { x: { time: false }, y: { range: (u, least, most) => [Math.min(0, least), most > 0 ? most : 1] } },
            axes: [{ show: false }, { show: false }],
            series: [
              {},
              {
                stroke: () => styleOf("--accent"),
                fill: () => styleOf("--accent-faint"),
                width: 1.5,
                points: { show: false },
                spanGaps: true,
              },
            ],
          },
          data,
          frame,
        );
        new ResizeObserver(() => plot.setSize({ width: frame.clientWidth, height: frame.clientHeight })).observe(frame);
      } else {
        plot.setData(data);
      }
    },
  };
}
