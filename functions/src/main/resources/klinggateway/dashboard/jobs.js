// The list of jobs, newest first, with their states as they change.

import { ask } from "./api.js";
import { curlButton } from "./curl.js";
import { el, fill, save } from "./dom.js";
import { filterBar, optionsOf } from "./filters.js";
import { duration, shortMoment } from "./format.js";
import { isAdmin } from "./me.js";
import { nameOf } from "./names.js";
import { FILTERS, follow, go, href, state, usagePath } from "./page.js";

const LIMIT = 50;

/** A state in words, with a mark of its own, so that it is not told by colour alone. */
export function statePill(status) {
  const marks = { succeeded: "✓", failed: "✕", canceled: "–", expired: "?" };
  return el(
    "span",
    { class: `state ${status}` },
    el("span", { "aria-hidden": "true" }, marks[status] ?? "…"),
    ` ${nameOf("status", status)}`,
  );
}

/** A table as a file; a text that a spreadsheet would take for a formula gets a quote in front. */
function csvOf(rows) {
  const cell = (value) => {
    const text = value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return new Blob([rows.map((row) => row.map(cell).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
}

const COLUMNS = [
  "createdAt",
  "jobId",
  "apiKey",
  "kind",
  "model",
  "mode",
  "duration",
  "status",
  "processingTime",
  "units",
  "cost",
  "settled",
  "error",
  "duplicateOf",
];

export function jobsView() {
  const filters = filterBar(Object.keys(FILTERS));
  const body = el("tbody");
  const pages = el("p", { class: "tools" });
  const path = () => usagePath({ granularity: "total", limit: String(LIMIT), cursor: state().cursor });
  let rows = [];
  const table = el(
    "table",
    { id: "jobs" },
    el("caption", {}, "Jobs, newest first"),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Ordered", "Job", "Key", "Model", "Length", "State", "Took", "Cost"].map((name) =>
          el(
            "th",
            { scope: "col", class: ["Took", "Cost"].includes(name) ? "number" : name === "Key" ? "of-key" : "" },
            name,
          ),
        ),
      ),
    ),
    body,
  );
  const row = (job) =>
    el(
      "tr",
      {},
      el("td", {}, shortMoment(job.createdAt, state().zone)),
      el(
        "th",
        { scope: "row" },
        el("a", { id: `to-${job.jobId}`, href: href({ view: "job", id: job.jobId }), onclick: follow }, job.jobId),
      ),
      el("td", { class: "of-key" }, nameOf("apiKey", job.apiKey)),
      el(
        "td",
        {},
        [job.model, job.mode].filter(Boolean).join(" "),
        el("small", {}, ` ${job.kind}`),
        job.duplicateOf !== undefined &&
          el("small", { title: `Asks for the same as ${job.duplicateOf}, shortly before` }, " · duplicate"),
      ),
      el("td", {}, job.duration > 0 ? `${job.duration} s` : "–"),
      el("td", {}, statePill(job.status), job.error !== undefined && el("small", { class: "why" }, job.error)),
      el("td", { class: "number" }, job.processingTime === undefined ? "–" : duration(job.processingTime)),
      el("td", { class: "number" }, job.settled ? job.cost : `≈ ${job.cost}`),
    );
  const older = (cursor) => el("button", { type: "button", id: "older", onclick: () => go({ cursor }) }, "Older jobs");
  const newest = () => el("button", { type: "button", id: "newest", onclick: () => go({ cursor: "" }) }, "Newest jobs");
  return {
    element: el(
      "div",
      {},
      filters.element,
      el(
        "section",
        { class: "panel" },
        el(
          "header",
          {},
          el("h2", {}, "Jobs"),
          el(
            "p",
            { class: "tools" },
            el(
              "button",
              {
                type: "button",
                onclick: () =>
                  save(csvOf([COLUMNS, ...rows.map((job) => COLUMNS.map((name) => job[name]))]), "jobs.csv"),
              },
              "CSV",
            ),
            curlButton(path),
          ),
        ),
        el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Jobs" }, table),
        pages,
      ),
    ),
    scope: "usage",
    async update(signal) {
      const answer = await ask(path(), { signal });
      rows = answer.recentActivity;
      table.classList.toggle("one-key", !isAdmin());
      fill(body, [rows, state().zone], ([jobs]) =>
        jobs.length === 0
          ? el(
              "tr",
              {},
              el(
                "td",
                { colspan: 8, class: "none" },
                "No jobs in this range pass these filters. Usage that was only recorded has no jobs.",
              ),
            )
          : jobs.map(row),
      );
      fill(pages, [state().cursor, answer.nextCursor], ([here, next]) => [
        here !== "" && newest(),
        next !== undefined && next !== null && older(next),
      ]);
      filters.update({
        ...optionsOf(answer),
        ...(isAdmin() ? { apiKey: [...new Set(rows.map((job) => job.apiKey))] } : {}),
      });
      return answer.asOf;
    },
  };
}
