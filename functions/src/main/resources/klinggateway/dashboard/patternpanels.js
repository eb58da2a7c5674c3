// What patterns are shown by, from the API's answer: one panel each.

import { colour } from "./chart.js";
import { el, fill, say } from "./dom.js";
import { day, dollars, duration, number, percent } from "./format.js";
import { weekMap } from "./heatmap.js";
import { lineChart } from "./lines.js";
import { go, state } from "./page.js";
import { measure } from "./series.js";

const MODELS = 6;
const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour}:00 – ${hour + 1}:00`);
const MEASURES = { cost: "Cost", calls: "Calls" };
const OF_HOUR = { cost: (hour) => hour.costMicroUsd, calls: (hour) => hour.calls };
const LIMIT = "var(--bad)";
const LIGHT = "var(--series-other)";

const measured = () => (state().measure in MEASURES ? state().measure : "cost");
const hourTick = (place) => String(place);
const shortDay = (date) =>
  new Intl.DateTimeFormat(navigator.language, { month: "short", day: "numeric", timeZone: "UTC" }).format(
    new Date(date),
  );

/** Steps of an axis of milliseconds that are round in seconds, minutes or hours. */
const STEPS = [0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400].map((s) => s * 1000);

/** Milliseconds at an axis: 45 s, 2 min, 1 h. */
const shortDuration = (milliseconds) => {
  const seconds = milliseconds / 1000;
  return seconds < 120
    ? `${number(seconds)} s`
    : seconds < 7200
      ? `${number(seconds / 60)} min`
      : `${number(seconds / 3600)} h`;
};

const panel = (title, ...content) => el("section", { class: "panel" }, el("header", {}, el("h2", {}, title)), content);

/** A list of charts, each made when it is first needed and kept as long as it is named. */
function charts(className, make) {
  const element = el("div", { class: className });
  const made = new Map();
  return {
    element,
    update(entries, show) {
      entries.forEach(({ name }) => made.has(name) || made.set(name, make(name)));
      fill(
        element,
        entries.map(({ name }) => name),
        () => entries.map(({ name }) => made.get(name).element),
      );
      entries.forEach((entry) => show(made.get(entry.name), entry));
    },
  };
}

/** A chart with a heading and a sentence below. */
function titled(id, name) {
  const chart = lineChart(id, name);
  const note = el("p", { class: "note" });
  return { element: el("section", {}, el("h3", {}, name), chart.element, note), chart, note };
}

/** How much there is in each of the 168 hours of a week. */
export function weekPanel() {
  const choice = el(
    "select",
    { id: "measure", "aria-label": "Measure", onchange: () => go({ measure: choice.value }) },
    Object.entries(MEASURES).map(([value, text]) => el("option", { value }, text)),
  );
  let hours = [];
  const map = weekMap((weekday, hour) => {
    const { hours: count, calls, costMicroUsd } = hours[24 * weekday + hour];
    const all = measured() === "cost" ? `${number(calls)} jobs` : dollars(costMicroUsd);
    return ` an hour; ${all} in ${number(count)} such ${count === 1 ? "hour" : "hours"}`;
  });
  return {
    element: el(
      "section",
      { class: "panel", id: "week" },
      el("header", {}, el("h2", {}, "Hours of the week"), el("p", { class: "choices" }, choice)),
      map.element,
    ),
    update(answer) {
      choice.value = measured();
      hours = answer.hourOfWeek;
      const mean = (hour) => (hour.hours === 0 ? undefined : OF_HOUR[measured()](hour) / hour.hours);
      const rows = Array.from({ length: 7 }, (_, weekday) => hours.slice(24 * weekday, 24 * (weekday + 1)).map(mean));
      map.update(rows, measure(measured()).format, `${MEASURES[measured()]} in a usual hour`);
    },
  };
}

/** How long jobs wait at each hour of the day. */
export function waitingPanel() {
  const chart = lineChart("waiting", "Waiting by hour of the day");
  const note = el("p", { class: "note" });
  return {
    element: panel("Waiting by hour", chart.element, note),
    update({ waitingByHour }) {
      const of = (part) => waitingByHour.map(({ waitingTime }) => waitingTime?.[part] ?? null);
      chart.update({
        places: HOURS,
        series: [
          { name: "19 of 20", colour: colour(2), values: of("p95") },
          { name: "Half", colour: colour(1), values: of("p50") },
        ],
        format: duration,
        axis: shortDuration,
        steps: STEPS,
        tick: hourTick,
      });
      const jobs = waitingByHour.reduce((sum, hour) => sum + hour.jobs, 0);
      const noticed = waitingByHour.reduce((sum, hour) => sum + hour.jobs * (hour.noticeable ?? 0), 0);
      say(
        note,
        `From the order until Kling has it, of ${number(jobs)} jobs by the hour in which they ended: half, and 19 of 20, waited no longer.` +
          (jobs === 0 ? "" : ` ${percent(noticed / jobs)} waited longer than a minute.`),
      );
    },
  };
}

/** How many slots of each pool are in use at each hour of the day. */
export function concurrencyPanel() {
  const pools = charts("multiples", (pool) => titled(`pool-${pool}`, `Pool ${pool}`));
  return {
    element: panel(
      "Concurrency by hour",
      el(
        "p",
        { class: "note" },
        "Peak: the most slots in use at one moment of any such hour, whoever used them; it is told of all keys together only." +
          " Mean: estimated from processing times, of what is shown here.",
      ),
      pools.element,
    ),
    update({ concurrency }) {
      pools.update(
        concurrency.map((pool) => ({ name: pool.pool, ...pool })),
        ({ chart, note }, { limit, byHour, peaksSince }) => {
          const mean = byHour.map(({ usual }) => usual);
          chart.update({
            places: HOURS,
            series: [
              { name: "Limit", colour: LIMIT, values: byHour.map(() => limit), dash: [6, 4] },
              ...(peaksSince === undefined
                ? [
                    { name: "Busiest", colour: colour(2), values: byHour.map(({ busiest }) => busiest ?? 0) },
                    { name: "Usual", colour: colour(1), values: mean },
                  ]
                : [
                    { name: "Mean", colour: LIGHT, values: mean, width: 1 },
                    { name: "Peak", colour: colour(1), values: byHour.map(({ peak }) => peak ?? null) },
                  ]),
            ],
            format: (value) => new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 2 }).format(value),
            axis: number,
            tick: hourTick,
          });
          const sum = (part) => byHour.reduce((all, hour) => all + (hour[part] ?? 0), 0);
          say(
            note,
            peaksSince === undefined
              ? `${number(sum("nearLimit"))} of ${number(sum("hours"))} hours had a mean of at least 80 % of the limit.`
              : `It was full in ${number(sum("hoursAtLimit"))} of the ${number(sum("hoursWithPeak"))} hours that are known.`,
          );
        },
      );
    },
  };
}

/** How long the models that are used most take, by week. */
export function pacePanel() {
  const models = charts("multiples", (model) => titled(`pace-${model}`, model));
  const note = el("p", { class: "note" });
  return {
    element: panel("Time to complete", note, models.element),
    update({ timeToComplete }) {
      const shown = timeToComplete.slice(0, MODELS);
      const left = timeToComplete.slice(MODELS).map(({ model }) => model);
      say(
        note,
        "How long Kling took: half, and 19 of 20 jobs, took no longer." +
          (left.length === 0 ? "" : ` Not shown, as less used: ${left.join(", ")}.`),
      );
      models.update(
        shown.map((model) => ({ name: model.model, ...model })),
        ({ chart, note: below }, { periods, inWords }) => {
          const of = (part) => periods.map(({ processingTime }) => processingTime?.[part] ?? null);
          chart.update({
            places: periods.map(({ firstDay, lastDay, jobs }) => {
              const when = firstDay === lastDay ? day(firstDay) : `${shortDay(firstDay)} – ${shortDay(lastDay)}`;
              return `${when}, ${number(jobs)} jobs`;
            }),
            series: [
              { name: "19 of 20", colour: colour(2), values: of("p95") },
              { name: "Half", colour: colour(1), values: of("p50") },
            ],
            format: duration,
            axis: shortDuration,
            steps: STEPS,
            tick: (place) => shortDay(periods[place].firstDay),
            space: 64,
          });
          say(below, inWords);
        },
      );
    },
  };
}
