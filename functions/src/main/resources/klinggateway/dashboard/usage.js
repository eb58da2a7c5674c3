// The first view: what was spent on what, when, and what went wrong.

import { aheadOf } from "./ahead.js";
import { anomalyList, isFailing, marksOf } from "./anomalies.js";
import { ask, askCsv } from "./api.js";
import { breakdowns } from "./breakdown.js";
import { budgetOf } from "./budget.js";
import { cards } from "./cards.js";
import { curlButton } from "./curl.js";
import { el, fill, hide, save, say } from "./dom.js";
import { errorTable } from "./errortable.js";
import { BREAKDOWNS, filterBar, optionsOf } from "./filters.js";
import { forecastNote } from "./forecast.js";
import { dollars, number, percent } from "./format.js";
import { heatmap } from "./heatmap.js";
import { isAdmin } from "./me.js";
import { firstRun, noMatch, noUsage } from "./notices.js";
import { FILTERS, GRANULARITIES, GROUPS, MEASURES, forecastPath, go, range, state, usagePath } from "./page.js";
import { measure } from "./series.js";
import { timeChart } from "./timechart.js";

const NO_ERROR = "none";
const HEAT_DAYS = 60;
const LONGEST_DAYS = 399;
/** How often the parts are asked for that change slowly. */
const SLOW_MS = 60_000;

function choice(id, label, options, use) {
  const select = el(
    "select",
    { id, "aria-label": label, onchange: () => use(select.value) },
    Object.entries(options).map(([value, text]) => el("option", { value }, text)),
  );
  return select;
}

/** Whether there was any usage as far back as can be asked for. */
async function isUsed(signal) {
  const timeStart = new Date(Date.now() - LONGEST_DAYS * 86_400_000).toISOString();
  const { summary } = await ask(
    `/api/usage-analytics?${new URLSearchParams({ timeStart, granularity: "total", limit: "1" })}`,
    { signal },
  );
  return summary.totalCalls > 0;
}

export function usageView() {
  const filters = filterBar(Object.keys(FILTERS));
  const glance = cards();
  const notice = el("div", {});
  const unusual = anomalyList();
  const main = timeChart(
    "main",
    "Usage over time",
    (dimension, value) => go({ filters: { ...state().filters, [dimension]: [value] } }),
    (index, buckets) => unusual.focus(index, buckets),
  );
  const tables = breakdowns(["apiKey", ...Object.keys(BREAKDOWNS)]);
  const failures = timeChart("errors", "Failures over time", undefined, (index, buckets) =>
    unusual.focus(index, buckets, isFailing),
  );
  const reasons = errorTable();
  const heat = heatmap();
  const ahead = forecastNote();
  const failureNote = el("p", { class: "note" });
  const measureChoice = choice("measure", "Measure", MEASURES, (value) => go({ measure: value }));
  const groupChoice = choice("group-by", "Grouped by", GROUPS, (value) => go({ groupBy: value }));
  const stepChoice = choice(
    "granularity",
    "By",
    { "": "Automatic", ...Object.fromEntries(GRANULARITIES.map((word) => [word, `By ${word}`])) },
    (value) => go({ granularity: value }),
  );
  const showAhead = el("input", {
    type: "checkbox",
    id: "show-ahead",
    onchange: () => go({ ahead: showAhead.checked ? "shown" : "hidden" }),
  });
  const aheadChoice = el("label", { class: "check", hidden: true }, showAhead, " Forecast");
  const path = () =>
    usagePath({ groupBy: state().groupBy, granularity: state().granularity, compare: "previous", limit: "1" });
  const tools = el(
    "p",
    { class: "tools" },
    el("button", { type: "button", id: "csv", onclick: async () => save(await askCsv(path()), "usage.csv") }, "CSV"),
    curlButton(path, "copy-curl"),
  );
  const content = el(
    "div",
    { id: "usage", class: "loading" },
    glance.element,
    el(
      "section",
      { class: "panel" },
      el(
        "header",
        {},
        el("h2", {}, "Over time"),
        el("p", { class: "choices" }, measureChoice, groupChoice, stepChoice, aheadChoice),
        tools,
      ),
      main.element,
      ahead.element,
      unusual.element,
    ),
    tables.element,
    el(
      "section",
      { class: "panel" },
      el("header", {}, el("h2", {}, "What went wrong")),
      failureNote,
      failures.element,
      reasons.element,
    ),
    el("section", { class: "panel" }, el("header", {}, el("h2", {}, "When")), heat.element),
  );
  let slow = { at: 0, path: "" };
  let options = {};
  let wasUsed = true;

  /** The forecast for the filters in use, once it is there. */
  const forecast = () => (range().timeEnd === "" && slow.forecastPath === forecastPath() ? slow.forecast : undefined);

  /** What it tells of a month's budget, if it is about the same key. */
  const monthAhead = (budget) =>
    forecast()?.history.apiKeys.join() === budget?.keyId
      ? forecast()?.budgets.find(({ period }) => period !== "total")
      : undefined;

  function showChart(answer) {
    const measured = measure(state().measure);
    const isOn = state().ahead === "shown";
    const days = aheadOf(answer, forecast(), state().measure, measured.of);
    hide(aheadChoice, days === undefined);
    showAhead.checked = isOn;
    main.update(answer, state().groupBy, measured, undefined, {
      ahead: isOn ? days : undefined,
      marks: marksOf(unusual.found(), answer.buckets),
    });
  }

  function showFailures() {
    if (slow.errors !== undefined) {
      failures.update(slow.errors, "reason", measure("calls"), (group) => group.by.reason === NO_ERROR, {
        marks: marksOf(unusual.found().filter(isFailing), slow.errors.buckets),
      });
    }
  }

  function showMain(answer) {
    const { summary } = answer;
    const isEmpty = summary.totalCalls === 0 && summary.totalCostMicroUsd === 0;
    const isFiltered = Object.keys(state().filters).length > 0;
    fill(
      notice,
      [isEmpty, isFiltered, wasUsed],
      () => isEmpty && (isFiltered ? noMatch() : wasUsed ? noUsage() : firstRun()),
    );
    const looks = isEmpty ? "empty" : "";
    if (content.className !== looks) {
      content.className = looks;
    }
    measureChoice.value = state().measure;
    groupChoice.value = state().groupBy;
    stepChoice.value = state().granularity;
    const budget = budgetOf(state().filters.apiKey);
    glance.update(answer, budget, monthAhead(budget));
    showChart(answer);
    const sums = Object.fromEntries(
      Object.entries(BREAKDOWNS).map(([dimension, member]) => [dimension, answer.breakdown[member]]),
    );
    tables.update({ ...sums, ...(slow.byKey === undefined ? {} : { apiKey: slow.byKey }) });
    reasons.update(answer.breakdown.byReason);
    const lost = summary.lostToFailuresMicroUsd;
    const failed = summary.callsByStatus.failed ?? 0;
    const rate = summary.successRate === undefined ? "" : `, success rate ${percent(summary.successRate)}`;
    say(
      failureNote,
      failed === 0 ? "Nothing failed." : `${number(failed)} failed${rate}; spent on failures: ${dollars(lost)}.`,
    );
  }

  function showOptions(answer) {
    options = optionsOf(answer);
  }

  async function showFast(signal, asked) {
    const answer = await ask(asked, { signal });
    wasUsed = answer.summary.totalCalls > 0 || Object.keys(state().filters).length > 0 || (await isUsed(signal));
    showMain(answer);
    return answer;
  }

  async function showSlow(signal, asked) {
    const isAll = isAdmin();
    const [plain, keys, errors, future] = await Promise.all([
      ask(usagePath({ granularity: "total", limit: "1" }, {}), { signal }),
      isAll ? ask(usagePath({ granularity: "total", groupBy: "apiKey", limit: "1" }), { signal }) : undefined,
      ask(usagePath({ groupBy: "reason", granularity: state().granularity, limit: "1" }), { signal }),
      range().timeEnd === "" ? ask(forecastPath(), { signal }) : undefined,
    ]);
    ahead.update(future);
    slow = { at: Date.now(), path: asked, forecast: future, forecastPath: forecastPath(), errors };
    if (keys !== undefined) {
      slow.byKey = Object.fromEntries(keys.groups.map((group) => [group.by.apiKey, group]));
    }
    showOptions(plain);
    if (isAll) {
      options.apiKey = [...new Set([...(options.apiKey ?? []), ...Object.keys(slow.byKey)])];
    }
    filters.update(options);
    showFailures();
    const { timeStart, timeEnd } = errors.range;
    const start = new Date(Math.max(Date.parse(timeStart), Date.parse(timeEnd) - HEAT_DAYS * 86_400_000)).toISOString();
    const hours = await ask(usagePath({ timeStart: start, timeEnd, granularity: "hour", limit: "1" }), { signal });
    heat.update(hours.buckets, state().zone, measure(state().measure), MEASURES[state().measure]);
  }

  return {
    element: el("div", {}, filters.element, notice, content),
    scope: "usage",
    async update(signal) {
      filters.update(options);
      const asked = path();
      const isDue = slow.path !== asked || Date.now() - slow.at > SLOW_MS;
      const answer = await showFast(signal, asked);
      if (isDue) {
        // Afterwards, so that what was asked for by a click is not held up.
        await showSlow(signal, asked);
        showMain(answer);
        await unusual.load(answer.range, signal);
        showChart(answer);
        showFailures();
      }
      return answer.asOf;
    },
  };
}
