// How the gateway and Kling are doing.

import { ask } from "./api.js";
import { meter } from "./cards.js";
import { curlButton } from "./curl.js";
import { el, fact, fill } from "./dom.js";
import { duration, moment, number } from "./format.js";
import { state } from "./page.js";

const POOLS = { video: "Video", image: "Image", tryOn: "Try-on" };
const count = ({ count: n, atLeast }) => `${number(n)}${atLeast ? " or more" : ""}`;

function deadLetters(queues) {
  const some = Object.entries(queues).filter(([, messages]) => messages > 0);
  return some.length === 0 ? "nothing" : some.map(([queue, messages]) => `${number(messages)} of ${queue}`).join(", ");
}

function contact(name, told, zone) {
  if (told === undefined) {
    return fact(name, "none seen yet");
  }
  const why = [told.reason, told.message, told.code !== undefined && `code ${told.code}`].filter(Boolean).join(", ");
  return fact(
    name,
    moment(told.at, zone),
    told.request === undefined ? "" : ` (${told.request})`,
    why === "" ? "" : ` – ${why}`,
  );
}

function pool([word, { slotsUsed, slotsLimit, queued, atKling, late, oldestOpenAt }], zone) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, POOLS[word] ?? word),
    el(
      "td",
      {},
      meter(slotsLimit === 0 ? 0 : slotsUsed / slotsLimit, `Slots used for ${word}`),
      `${slotsUsed} of ${slotsLimit}`,
    ),
    el("td", { class: "number" }, count(atKling)),
    el("td", { class: "number" }, count(queued)),
    el("td", { class: "number" }, count(late)),
    el("td", {}, oldestOpenAt === undefined ? "–" : moment(oldestOpenAt, zone)),
  );
}

function pack({ name, total, remaining, expiresAt, status }, zone) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, name),
    el(
      "td",
      {},
      meter(total === 0 ? 1 : 1 - remaining / total, `Used of ${name}`),
      `${number(remaining)} of ${number(total)} left`,
    ),
    el("td", {}, moment(expiresAt, zone)),
    el("td", {}, status),
  );
}

function tableOf(caption, heads, rows) {
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head) =>
            el("th", { scope: "col", class: head.startsWith("#") ? "number" : "" }, head.replace("#", "")),
          ),
        ),
      ),
      el("tbody", {}, rows),
    ),
  );
}

function draw(status, zone) {
  const { kling, pools, queue, compaction, dataAge, account, warnings } = status;
  return [
    el(
      "section",
      { class: `panel ${warnings.length === 0 ? "" : "error"}`, id: "warnings" },
      el("h2", {}, warnings.length === 0 ? "All is well" : "Look after this"),
      warnings.length === 0
        ? el("p", {}, "No warnings.")
        : el(
            "ul",
            {},
            warnings.map((warning) => el("li", {}, typeof warning === "string" ? warning : warning.message)),
          ),
    ),
    el(
      "section",
      { class: "panel" },
      el("h2", {}, "Kling"),
      el(
        "dl",
        { class: "facts" },
        fact("Endpoint", status.endpoint),
        contact("Last success", kling.lastSuccess, zone),
        contact("Last failure", kling.lastFailure, zone),
      ),
      tableOf(
        "What runs and waits, by pool",
        ["Pool", "Slots", "#At Kling", "#Queued", "#Late", "Oldest open job"],
        Object.entries(pools).map((entry) => pool(entry, zone)),
      ),
    ),
    account?.packs !== undefined &&
      el(
        "section",
        { class: "panel" },
        el("h2", {}, "Resource packs"),
        el("p", { class: "note" }, `${account.note} Asked at ${moment(account.asOf, zone)}.`),
        tableOf(
          "Packs",
          ["Pack", "Left", "Until", "Status"],
          account.packs.map((one) => pack(one, zone)),
        ),
      ),
    el(
      "section",
      { class: "panel" },
      el("h2", {}, "Inside the gateway"),
      el(
        "dl",
        { class: "facts" },
        queue !== undefined &&
          fact(
            "Poll queue",
            `${number(queue.waiting)} waiting, ${number(queue.inFlight)} in work, ${number(queue.delayed)} for later`,
          ),
        queue !== undefined && fact("Given up on", deadLetters(queue.deadLetters)),
        compaction !== undefined &&
          fact("Rollups up to", compaction.watermark === undefined ? "none yet" : moment(compaction.watermark, zone)),
        compaction?.lag !== undefined && fact("Rollups behind", duration(compaction.lag * 1000)),
        dataAge !== undefined && fact("Age of the numbers", duration(dataAge * 1000)),
      ),
    ),
  ];
}

export function statusView() {
  const body = el("div");
  return {
    element: el(
      "div",
      {},
      body,
      el(
        "p",
        { class: "tools" },
        curlButton(() => "/api/system-status"),
      ),
    ),
    scope: "usage",
    async update(signal) {
      const status = await ask("/api/system-status", { signal });
      fill(body, [status, state().zone], ([shown, zone]) => draw(shown, zone));
      return status.asOf;
    },
  };
}
