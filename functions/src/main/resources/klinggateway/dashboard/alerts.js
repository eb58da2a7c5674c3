// Alerts, for admins: what is the case now, what was, and the rules that say what to look for.

import { ask } from "./api.js";
import { curlButton } from "./curl.js";
import { el, fill } from "./dom.js";
import { numbersOf } from "./evidence.js";
import { knowFiring } from "./firing.js";
import { moment } from "./format.js";
import { follow, go, state } from "./page.js";
import { ruleForm } from "./ruleform.js";
import { ruleList } from "./rules.js";

const LIMIT = 10;
/** Rules are looked at every minute, so nobody needs to ask much more often. */
const EVERY_MS = 15_000;

const EVENTS = { fired: "Told", cleared: "Told that it is over" };

function delivery({ event, channel, status, attempts, lastError, dueAt }, zone) {
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const next = dueAt === undefined || status !== "pending" ? "" : `, next at ${moment(dueAt, zone)}`;
  const why = lastError === undefined || status === "delivered" ? "" : `: ${lastError}`;
  return el(
    "li",
    { class: status === "failed" ? "state failed" : "" },
    `${EVENTS[event] ?? event} by ${channel}: ${status}${tries}${next}${why}`,
  );
}

const lookAt = (link) => new URL(link, location.origin).search;

function item(alert, zone) {
  const { sentence, advice, evidence, link, firedAt, clearedAt, clearedBecause, ruleName, threshold, deliveries } =
    alert;
  const told =
    deliveries?.length > 0 &&
    el(
      "ul",
      { class: "deliveries" },
      deliveries.map((one) => delivery(one, zone)),
    );
  return el(
    "li",
    { class: `panel alert ${clearedAt === undefined ? "firing" : ""}` },
    el("p", {}, el("b", {}, sentence)),
    el("p", {}, advice),
    el(
      "p",
      { class: "note" },
      clearedAt === undefined
        ? `Since ${moment(firedAt, zone)}`
        : `From ${moment(firedAt, zone)} to ${moment(clearedAt, zone)}${clearedBecause === undefined ? "" : ` (${clearedBecause})`}`,
      ` · ${ruleName}: ${threshold} · `,
      el("a", { href: lookAt(link), "aria-label": `Look at it: ${sentence}`, onclick: follow }, "Look at it"),
    ),
    // Whether it was told matters while it is the case.
    numbersOf(evidence, clearedAt !== undefined && told),
    clearedAt === undefined && told,
  );
}

function list(caption, alerts, none, zone) {
  return alerts.length === 0
    ? el("p", { class: "panel" }, none)
    : el(
        "ul",
        { class: "advice", "aria-label": caption },
        alerts.map((alert) => item(alert, zone)),
      );
}

export function alertsView() {
  const firing = el("div", { id: "firing" });
  const past = el("div", { id: "past-alerts" });
  const pages = el("p", { class: "tools" });
  const form = ruleForm(() => draw());
  const rules = ruleList(form.edit, () => draw());
  let asOf;
  let last = { at: 0, path: "" };
  const historyPath = () => {
    const told = new URLSearchParams({ limit: String(LIMIT) });
    if (state().cursor !== "") {
      told.set("cursor", state().cursor);
    }
    return `/api/alerts/history?${told}`;
  };

  async function draw(signal) {
    const path = historyPath();
    const [now, history] = await Promise.all([ask("/api/alerts", { signal }), ask(path, { signal })]);
    last = { at: Date.now(), path };
    asOf = now.asOf;
    const { zone, cursor } = state();
    knowFiring(now.firing);
    fill(firing, [now.firing, zone], () =>
      list("Firing now", now.firing, "Nothing is firing. All that the rules look at is as it should be.", zone),
    );
    rules.update(now.rules);
    const over = history.alerts.filter(({ clearedAt }) => clearedAt !== undefined);
    fill(past, [over, zone], () => list("What was", over, "Nothing here yet.", zone));
    fill(pages, [cursor, history.cursor], ([here, next]) => [
      here !== "" && el("button", { type: "button", id: "newest", onclick: () => go({ cursor: "" }) }, "Newest alerts"),
      next !== undefined &&
        el("button", { type: "button", id: "older", onclick: () => go({ cursor: next }) }, "Older alerts"),
    ]);
  }

  return {
    element: el(
      "div",
      { id: "alerts-view" },
      el("h2", {}, "Firing now"),
      firing,
      el("h2", {}, "Rules"),
      rules.element,
      form.element,
      el("h2", {}, "What was"),
      past,
      pages,
      el(
        "p",
        { class: "tools" },
        curlButton(() => "/api/alerts"),
      ),
    ),
    scope: "admin",
    async update(signal) {
      if (last.path !== historyPath() || Date.now() - last.at > EVERY_MS) {
        await draw(signal);
      }
      return asOf;
    },
  };
}
