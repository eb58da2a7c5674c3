// Turns an answer's buckets into the series of a chart.

import { colour } from "./chart.js";
import { bucket as bucketName, dollars, number, short, shortDollars } from "./format.js";

const SHOWN = 8;
const OTHER = "Other";

const VALUE = {
  cost: (sum) => sum.costMicroUsd,
  calls: (sum) => sum.calls,
  units: (sum) => sum.units,
  seconds: (sum) => sum.seconds,
};

/** How a measure is read from a sum, told, and written at an axis. */
export function measure(name) {
  const isMoney = name === "cost";
  const told = {
    cost: dollars,
    calls: (n) => number(n),
    units: (n) => `${number(n)} units`,
    seconds: (n) => `${number(n)} s`,
  };
  return { of: VALUE[name], format: told[name], axis: isMoney ? shortDollars : short };
}

const places = new Map();

/** The colour of a value stays the same while the page is open, whatever it is ranked at. */
function placeOf(dimension, value) {
  const taken = places.get(dimension) ?? places.set(dimension, new Map()).get(dimension);
  if (!taken.has(value)) {
    const used = new Set(taken.values());
    const free = Array.from({ length: SHOWN }, (_, i) => i + 1).find((place) => !used.has(place));
    taken.set(value, free ?? (taken.size % SHOWN) + 1);
  }
  return taken.get(value);
}

/** Two of the shown may have been given the same colour at different times; then the lower ranked gets a free one. */
function colours(dimension, values) {
  const used = new Set();
  return values.map((value) => {
    let place = placeOf(dimension, value);
    while (used.has(place)) {
      place = (place % SHOWN) + 1;
    }
    used.add(place);
    return colour(place);
  });
}

/**
 * The largest values of `dimension` and the rest as one, largest at the bottom.
 *
 * @returns `{ buckets, series: [{ value, name, colour, values, total }] }`; `value` is absent for the rest
 */
export function seriesOf(answer, dimension, valueOf, nameOf) {
  const totals = new Map(answer.groups.map((group) => [group.by[dimension], valueOf(group)]));
  const ranked = [...totals.entries()]
    .filter(([, total]) => total !== 0)
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .map(([value]) => value);
  const shown = ranked.slice(0, SHOWN);
  const paint = colours(dimension, shown);
  const values = new Map(shown.map((value) => [value, new Array(answer.buckets.length).fill(0)]));
  const rest = new Array(answer.buckets.length).fill(0);
  answer.buckets.forEach((bucket, i) =>
    bucket.groups.forEach((group) => {
      const into = values.get(group.by[dimension]) ?? rest;
      into[i] += valueOf(group);
    }),
  );
  const series = shown.map((value, i) => ({
    value,
    name: nameOf(value),
    colour: paint[i],
    values: values.get(value),
    total: totals.get(value),
  }));
  if (ranked.length > SHOWN) {
    const total = ranked.slice(SHOWN).reduce((sum, value) => sum + totals.get(value), 0);
    series.push({ name: `${OTHER} (${ranked.length - SHOWN})`, colour: colour("other"), values: rest, total });
  }
  const { granularity, timeZone } = answer.range;
  const buckets = answer.buckets.map(({ start, end, complete }) => ({
    start,
    end,
    complete,
    name: bucketName(start, granularity, timeZone),
  }));
  return { buckets, series };
}
