// When it happens: hours of the day by days of the week, as a table whose cells have shades.

import { el, fill } from "./dom.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const SHADES = 6;

/** The weekday (0 is Monday) and hour of a moment in a zone. */
function placer(zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
    timeZone: zone,
  });
  return (iso) => {
    const told = Object.fromEntries(parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
    return [DAYS.indexOf(told.weekday), Number(told.hour)];
  };
}

/** Sums of hourly buckets by weekday and hour. */
export function grid(buckets, zone, valueOf) {
  const place = placer(zone);
  const sums = DAYS.map(() => new Array(24).fill(0));
  buckets.forEach((bucket) => {
    const value = valueOf(bucket);
    if (value !== 0) {
      const [day, hour] = place(bucket.start);
      sums[day][hour] += value;
    }
  });
  return sums;
}

/** `update` takes hourly buckets, their zone, how a bucket is read, how a value is told, and its name. */
export function heatmap() {
  const table = el("table", { class: "heat" });
  const empty = el("p", {}, "Nothing in this range");
  return {
    element: el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "By hour and weekday" },
      table,
      empty,
    ),
    update(buckets, zone, { of, format }, what) {
      const sums = grid(buckets, zone, of);
      const most = Math.max(...sums.flat());
      table.hidden = most <= 0;
      empty.hidden = most > 0;
      fill(table, [sums, what], () => [
        el("caption", {}, `${what} by hour and weekday`),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("td"),
            Array.from({ length: 24 }, (_, hour) =>
              el("th", { scope: "col" }, hour % 3 === 0 ? String(hour) : el("span", { class: "unseen" }, String(hour))),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          DAYS.map((day, i) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, day),
              sums[i].map((value, hour) => {
                const shade = value <= 0 ? 0 : Math.max(1, Math.ceil((value / most) * SHADES));
                const text = `${day} ${hour}:00 – ${format(value)}`;
                return el(
                  "td",
                  { class: `shade-${shade}`, title: text },
                  el("span", { class: "unseen" }, format(value)),
                );
              }),
            ),
          ),
        ),
      ]);
    },
  };
}
