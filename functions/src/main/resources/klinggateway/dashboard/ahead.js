// The days ahead in a chart by day: what is expected as a dashed line, and between what it will be as a band.

import { bucket as bucketName } from "./format.js";

const LEAST = 7;
const DAY_S = 86_400;
/** Half a mark, and a little. */
const ROOM = 20;

/** How a day's forecast is read; of other measures nothing is forecast. */
const READ = {
  cost: ({ cost }) => ({ expected: cost.expectedMicroUsd, low: cost.lowMicroUsd, high: cost.highMicroUsd }),
  calls: ({ calls }) => calls,
};

const plus = ({ expected, low, high }, known) => ({
  expected: expected + known,
  low: low + known,
  high: high + known,
});

/**
 * The days ahead of an answer by day that goes up to now: as many as a quarter of its own, at least a week.
 *
 * @param answer of `/api/usage-analytics`
 * @param forecast of `/api/usage-forecast` for the same filters and zone, if there is one
 * @param valueOf reads the measure `name` from a sum
 * @returns `{ today, days }`, today and each day as `{ start, end, name, expected, low, high }`, with what there was of today; or
 *   nothing where there is nothing to show
 */
export function aheadOf(answer, forecast, name, valueOf) {
  const { granularity } = answer.range;
  const zone = forecast?.history.timeZone;
  const last = answer.buckets.at(-1);
  const isShown =
    forecast?.enough && READ[name] !== undefined && granularity === "day" && last !== undefined && !last.complete;
  if (!isShown) {
    return undefined;
  }
  const count = Math.max(LEAST, Math.round(answer.buckets.length / 4));
  const [rest, ...days] = forecast.days.slice(0, count + 1);
  const start = Date.parse(last.start) / 1000;
  const end = start + DAY_S;
  const of = (day, at) => ({
    start: end + at * DAY_S,
    // An hour off where clocks change in between, which cannot be seen.
    end: end + (at + 1) * DAY_S,
    name: bucketName(`${day.date}T12:00:00Z`, "day", "UTC"),
    ...READ[name](day),
  });
  const today = {
    start,
    end,
    name: bucketName(last.start, "day", zone),
    ...plus(READ[name](rest), valueOf(last)),
  };
  return { today, days: days.map(of) };
}

/** Draws it over a plot of uPlot's, in one colour. */
export function drawAhead(u, { today, days }, colour) {
  const ratio = devicePixelRatio;
  const pen = u.ctx;
  const points = [today, ...days].map(({ start, end, expected, low, high }) => ({
    x: u.valToPos((start + end) / 2, "x", true),
    expected: u.valToPos(expected, "y", true),
    low: u.valToPos(low, "y", true),
    high: u.valToPos(high, "y", true),
  }));
  const from = u.valToPos(today.end, "x", true);
  const { left, top, width, height } = u.bbox;
  pen.save();
  pen.fillStyle = colour;
  pen.strokeStyle = colour;
  pen.lineWidth = ratio;
  pen.globalAlpha = 0.2;
  pen.beginPath();
  points.forEach(({ x, high }) => pen.lineTo(x, high));
  points.toReversed().forEach(({ x, low }) => pen.lineTo(x, low));
  pen.fill();
  pen.globalAlpha = 0.6;
  pen.beginPath();
  pen.moveTo(from, top);
  pen.lineTo(from, top + height);
  pen.stroke();
  pen.globalAlpha = 1;
  pen.lineWidth = 2 * ratio;
  pen.setLineDash([6 * ratio, 4 * ratio]);
  pen.beginPath();
  points.forEach(({ x, expected }) => pen.lineTo(x, expected));
  pen.stroke();
  pen.font = `${12 * ratio}px system-ui, sans-serif`;
  pen.textAlign = "right";
  pen.textBaseline = "top";
  const word = "forecast";
  // Where there is no room beside a mark above the last column, the legend says it.
  if (pen.measureText(word).width + ROOM * ratio < left + width - from) {
    pen.fillText(word, left + width - 4 * ratio, top + 2 * ratio);
  }
  pen.restore();
}
