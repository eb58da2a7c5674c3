// The first view: what was spent on what, when, and what went wrong.

import { ask, askCsv } from "./api.js";
import { breakdowns } from "./breakdown.js";
import { budgetOf } from "./budget.js";
import { cards } from "./cards.js";
import { curlButton } from "./curl.js";
import { el, fill, save, say } from "./dom.js";
import { BREAKDOWNS, filterBar, optionsOf } from "./filters.js";
import { forecastNote } from "./forecast.js";
import { dollars, number, percent } from "./format.js";
import { heatmap } from "./heatmap.js";
import { isAdmin } from "./me.js";
import { firstRun, noMatch, noUsage } from "./notices.js";
import { FILTERS, GRANULARITIES, GROUPS, MEASURES, forecastPath, go, range, state, usagePath } from "./page.js";
import { REASONS } from "./reasons.js";
import { measure } from "./series.js";
import { sortableTable } from "./table.js";
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

function errorTable() {
  const table = sortableTable("by-reason", "By reason", [
    { name: "Reason", of: (row) => row.name },
    { name: "What it means, and what to do", of: (row) => row.advice },
    { name: "Lost", of: (row) => row.costMicroUsd, told: (row) => dollars(row.costMicroUsd), isNumber: true },
    { name: "Calls", of: (row) => row.calls, told: (row) => number(row.calls), isNumber: true },
  ]);
  return {
    element: table.element,
    update: (byReason) =>
      table.update(
        Object.entries(byReason).map(([reason, { calls, costMicroUsd }]) => ({
          name: REASONS[reason]?.[0] ?? reason,
          advice: REASONS[reason]?.[1] ?? "",
          calls,
          costMicroUsd,
        })),
      ),
  };
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
  const main = timeChart("main", "Usage over time", (dimension, value) =>
    go({ filters: { ...state().filters, [dimension]: [value] } }),
  );
  const tables = breakdowns(["apiKey", ...Object.keys(BREAKDOWNS)]);
  const failures = timeChart("errors", "Failures over time");
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
        el("p", { class: "choices" }, measureChoice, groupChoice, stepChoice),
        tools,
      ),
      main.element,
      ahead.element,
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
    glance.update(answer, budgetOf(state().filters.apiKey));
    const measured = measure(state().measure);
    main.update(answer, state().groupBy, measured);
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
    const [plain, keys, errors, forecast] = await Promise.all([
      ask(usagePath({ granularity: "total", limit: "1" }, {}), { signal }),
      isAll ? ask(usagePath({ granularity: "total", groupBy: "apiKey", limit: "1" }), { signal }) : undefined,
      ask(usagePath({ groupBy: "reason", granularity: state().granularity, limit: "1" }), { signal }),
      range().timeEnd === "" ? ask(forecastPath(), { signal }) : undefined,
    ]);
    ahead.update(forecast);
    slow = { at: Date.now(), path: asked };
    if (keys !== undefined) {
      slow.byKey = Object.fromEntries(keys.groups.map((group) => [group.by.apiKey, group]));
    }
    showOptions(plain);
    if (isAll) {
      options.apiKey = [...new Set([...(options.apiKey ?? []), ...Object.keys(slow.byKey)])];
    }
    filters.update(options);
    failures.update(errors, "reason", measure("calls"), (group) => group.by.reason === NO_ERROR);
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
      }
      return answer.asOf;
    },
  };
}
