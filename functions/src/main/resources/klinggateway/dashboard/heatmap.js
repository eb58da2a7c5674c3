// When it happens: hours of the day by days of the week, as a table whose cells have shades.

import { el, fill, say } from "./dom.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS = 24;
const SHADES = 6;
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

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
  const sums = DAYS.map(() => new Array(HOURS).fill(0));
  buckets.forEach((bucket) => {
    const value = valueOf(bucket);
    if (value !== 0) {
      const [day, hour] = place(bucket.start);
      sums[day][hour] += value;
    }
  });
  return sums;
}

const shadeOf = (value, most) => (value <= 0 ? 0 : Math.max(1, Math.ceil((value / most) * SHADES)));

/** A weekday and an hour of it, as people write them. */
const nameOf = (day, hour) => `${DAYS[day]} ${hour}:00`;

/** What the shades stand for. */
function legendOf(most, format) {
  return el(
    "ul",
    { class: "legend shades", "aria-label": "What the shades stand for" },
    Array.from({ length: SHADES + 1 }, (_, shade) =>
      el(
        "li",
        {},
        el("i", { class: `shade-${shade}`, "aria-hidden": "true" }),
        el("span", {}, shade === 0 ? "None" : `up to ${format((most * shade) / SHADES)}`),
      ),
    ),
  );
}

/**
 * A week's hours. `update` takes their values by weekday and hour, `undefined` for an hour that the range does not have, how a
 * value is told, and the caption. The hour under the pointer, or chosen by arrow keys, is told below.
 *
 * @param more what else is told of a weekday and an hour
 */
export function weekMap(more = () => "") {
  const table = el("table", { class: "heat" });
  const empty = el("p", {}, "Nothing in this range");
  const legend = el("div", {});
  const told = el("p", { class: "note", "aria-live": "polite" });
  const frame = el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": "By hour and weekday" },
    table,
    empty,
  );
  let cells = [];
  let texts = [];
  let at = null;

  function point(next) {
    cells[at?.[0]]?.[at[1]]?.classList.remove("pointed");
    at = next;
    const [day, hour] = at ?? [];
    cells[day]?.[hour]?.classList.add("pointed");
    say(told, at === null || cells.length === 0 ? "Point at an hour, or use the arrow keys." : texts[day][hour]);
  }

  table.addEventListener("pointerover", (event) => {
    const day = cells.findIndex((row) => row.includes(event.target));
    if (day >= 0) {
      point([day, cells[day].indexOf(event.target)]);
    }
  });
  frame.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step !== undefined && cells.length > 0) {
      event.preventDefault();
      const [day, hour] = at ?? [-step[0], -step[1]];
      point([(day + step[0] + DAYS.length) % DAYS.length, (hour + step[1] + HOURS) % HOURS]);
      cells[at[0]][at[1]].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Escape") {
      point(null);
    }
  });

  return {
    element: el("div", {}, frame, told, legend),
    update(values, format, caption) {
      const most = Math.max(...values.flat().filter((value) => value !== undefined));
      const isEmpty = !(most > 0);
      table.hidden = isEmpty;
      legend.hidden = isEmpty;
      told.hidden = isEmpty;
      empty.hidden = !isEmpty;
      texts = values.map((row, day) =>
        row.map((value, hour) =>
          value === undefined
            ? `${nameOf(day, hour)} – not in this range`
            : `${nameOf(day, hour)} – ${format(value)}${more(day, hour)}`,
        ),
      );
      fill(legend, [most, caption], () => !isEmpty && legendOf(most, format));
      fill(table, [texts, caption], () => {
        cells = values.map((row, day) =>
          row.map((value, hour) =>
            el(
              "td",
              { class: value === undefined ? "absent" : `shade-${shadeOf(value, most)}`, title: texts[day][hour] },
              el("span", { class: "unseen" }, value === undefined ? "not in this range" : format(value)),
            ),
          ),
        );
        return [
          el("caption", {}, caption),
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              el("td"),
              Array.from({ length: HOURS }, (_, hour) =>
                el(
                  "th",
                  { scope: "col" },
                  hour % 3 === 0 ? String(hour) : el("span", { class: "unseen" }, String(hour)),
                ),
              ),
            ),
          ),
          el(
            "tbody",
            {},
            cells.map((row, day) => el("tr", {}, el("th", { scope: "row" }, DAYS[day]), row)),
          ),
        ];
      });
      point(at);
    },
  };
}

/** `update` takes hourly buckets, their zone, how a bucket is read, how a value is told, and its name. */
export function heatmap() {
  const map = weekMap();
  return {
    element: map.element,
    update: (buckets, zone, { of, format }, what) =>
      map.update(grid(buckets, zone, of), format, `${what} by hour and weekday`),
  };
}
