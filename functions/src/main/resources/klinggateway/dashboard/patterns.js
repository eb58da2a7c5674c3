// When the team works, when jobs wait, and whether models get slower.

import { ask } from "./api.js";
import { colour } from "./chart.js";
import { curlButton } from "./curl.js";
import { el, fill, say } from "./dom.js";
import { filterBar, optionsOf } from "./filters.js";
import { day, dollars, duration, number, percent } from "./format.js";
import { weekMap } from "./heatmap.js";
import { lineChart } from "./lines.js";
import { isAdmin } from "./me.js";
import { noMatch } from "./notices.js";
import { FILTERS, go, patternsPath, state, usagePath } from "./page.js";
import { measure } from "./series.js";

/** Weeks are no others five seconds later. */
const EVERY_MS = 60_000;
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

function weekPanel() {
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

function waitingPanel() {
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

function concurrencyPanel() {
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

function pacePanel() {
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

function nothing() {
  return el(
    "section",
    { class: "panel", id: "no-patterns" },
    el("h2", {}, "No usage in this range"),
    el(
      "p",
      {},
      "Where nothing was ordered there are no patterns. Choose a longer range, if there was something earlier.",
    ),
  );
}

export function patternsView() {
  const filters = filterBar(Object.keys(FILTERS));
  const notice = el("div", {});
  const words = el("ul", { class: "words" });
  const week = weekPanel();
  const waiting = waitingPanel();
  const concurrency = concurrencyPanel();
  const pace = pacePanel();
  const untold = el("p", { class: "panel note", id: "untold" });
  const path = () => patternsPath();
  const content = el(
    "div",
    { id: "patterns", class: "loading" },
    el(
      "section",
      { class: "panel" },
      el("header", {}, el("h2", {}, "In words"), el("p", { class: "tools" }, curlButton(path))),
      words,
    ),
    week.element,
    waiting.element,
    untold,
    concurrency.element,
    pace.element,
  );
  let last = { at: 0, path: "", answer: undefined };
  let options = {};

  async function showOptions(signal) {
    const all = isAdmin();
    const [plain, keys] = await Promise.all([
      ask(usagePath({ granularity: "total", limit: "1" }, {}), { signal }),
      all ? ask(usagePath({ granularity: "total", groupBy: "apiKey", limit: "1" }), { signal }) : undefined,
    ]);
    options = { ...optionsOf(plain), ...(all ? { apiKey: keys.groups.map((group) => group.by.apiKey) } : {}) };
    filters.update(options);
  }

  function show(answer) {
    const isEmpty = answer.hourOfWeek.every(({ calls, costMicroUsd }) => calls === 0 && costMicroUsd === 0);
    const isFiltered = Object.keys(state().filters).length > 0;
    fill(notice, [isEmpty, isFiltered], () => isEmpty && (isFiltered ? noMatch() : nothing()));
    content.hidden = isEmpty;
    content.className = "";
    if (isEmpty) {
      return;
    }
    const knowsTimes = answer.waitingByHour.length > 0;
    fill(words, answer.inWords, () => answer.inWords.map((sentence) => el("li", {}, sentence)));
    week.update(answer);
    waiting.element.hidden = !knowsTimes;
    pace.element.hidden = !knowsTimes || answer.timeToComplete.length === 0;
    concurrency.element.hidden = answer.concurrency.length === 0;
    untold.hidden = knowsTimes;
    say(
      untold,
      "Waiting and times to complete are told by product and model and mode only. Remove the other filters to see them.",
    );
    if (knowsTimes) {
      waiting.update(answer);
      pace.update(answer);
    }
    concurrency.update(answer);
  }

  return {
    element: el("div", {}, filters.element, notice, content),
    scope: "usage",
    async update(signal) {
      filters.update(options);
      const asked = path();
      if (last.path !== asked || Date.now() - last.at > EVERY_MS) {
        const answer = await ask(asked, { signal });
        last = { at: Date.now(), path: asked, answer };
        show(answer);
        await showOptions(signal);
      } else {
        show(last.answer);
      }
      // Of something that is asked for so rarely it would always say that it is old.
      return undefined;
    },
  };
}
