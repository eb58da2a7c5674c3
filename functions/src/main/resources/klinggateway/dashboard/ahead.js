// What is ahead in a chart by day, week or month: what is expected as a dashed line, and between what it will be as a band.

import { bucket as bucketName, dayOf } from "./format.js";

const LEAST = 7;
const DAY_S = 86_400;
/** Half a mark, and a little. */
const ROOM = 20;

/** How a day's forecast is read; of other measures nothing is forecast. */
const READ = {
  cost: ({ cost }) => ({ expected: cost.expectedMicroUsd, low: cost.lowMicroUsd, high: cost.highMicroUsd }),
  calls: ({ calls }) => calls,
};

/**
 * The parts of time that are told: what is left of the present one, and those after it. A month is told as a whole, and no other
 * after it: that would end later than anything else is forecast.
 */
const PARTS = {
  day: ({ days }) => days.map((day) => ({ ...day, firstDay: day.date, lastDay: day.date })),
  week: ({ weeks }) => weeks,
  month: ({ month }) => [month],
};

const plus = ({ expected, low, high }, known) => ({
  expected: expected + known,
  low: low + known,
  high: high + known,
});

/**
 * What is ahead of an answer by day, week or month that goes up to now: as much as a quarter of its own, at least seven days or as
 * many weeks as are told.
 *
 * @param answer of `/api/usage-analytics`
 * @param forecast of `/api/usage-forecast` for the same filters and zone, if there is one
 * @param valueOf reads the measure `name` from a sum
 * @returns `{ today, days }`, the present day, week or month and each one after it as `{ start, end, name, expected, low, high }`,
 *   the present one with what there was of it, or nothing where there is nothing to show
 */
export function aheadOf(answer, forecast, name, valueOf) {
  const { granularity } = answer.range;
  const zone = forecast?.history.timeZone;
  const last = answer.buckets.at(-1);
  const isShown =
    forecast?.enough &&
    READ[name] !== undefined &&
    PARTS[granularity] !== undefined &&
    last !== undefined &&
    !last.complete;
  if (!isShown) {
    return undefined;
  }
  const [now, ...later] = PARTS[granularity](forecast);
  const startDay = dayOf(new Date(last.start), zone);
  const isMonth = granularity === "month";
  if (isMonth && startDay !== now.firstDay) {
    // A column of a part of the month.
    return undefined;
  }
  const count = Math.max(LEAST, Math.round(answer.buckets.length / 4));
  const start = Date.parse(last.start) / 1000;
  // An hour off where clocks change in between, which cannot be seen.
  const at = (date) => start + (Date.parse(date) - Date.parse(startDay)) / 1000;
  const of = (part) => ({
    start: at(part.firstDay),
    end: at(part.lastDay) + DAY_S,
    name: bucketName(`${part.firstDay}T12:00:00Z`, granularity, "UTC"),
    ...READ[name](part),
  });
  const today = {
    ...of(now),
    start,
    name: bucketName(last.start, granularity, zone),
    ...(isMonth ? READ[name](now) : plus(READ[name](now), valueOf(last))),
  };
  return { today, days: later.slice(0, count).map(of) };
}

/** Draws it over a plot of uPlot's, in one colour. */
export function drawAhead(u, { today, days }, colour) {
  const ratio = devicePixelRatio;
  const pen = u.ctx;
  const point = ({ expected, low, high }, at) => ({
    x: u.valToPos(at, "x", true),
    expected: u.valToPos(expected, "y", true),
    low: u.valToPos(low, "y", true),
    high: u.valToPos(high, "y", true),
  });
  // From middle to middle, or over the whole width of the one that there is.
  const points =
    days.length === 0
      ? [point(today, today.start), point(today, today.end)]
      : [today, ...days].map((part) => point(part, (part.start + part.end) / 2));
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
