// The page's state is its URL: what is shown can be sent as a link, and the back button goes back.

import { dayOf } from "./format.js";

const VIEWS = ["usage", "patterns", "jobs", "job", "order", "keys", "alerts", "advice", "status"];
export const FILTERS = {
  apiKey: "Key",
  productType: "Product",
  kind: "Kind",
  model: "Model",
  mode: "Mode",
  duration: "Length",
  status: "Status",
};
export const PRESETS = {
  today: "Today",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  month: "This month",
  "90d": "90 days",
  "365d": "12 months",
};
export const GRANULARITIES = ["minute", "hour", "day", "week", "month"];
export const MEASURES = { cost: "Cost", calls: "Calls", units: "Units", seconds: "Seconds" };
export const GROUPS = {
  model: "Model",
  apiKey: "Key",
  productType: "Product",
  kind: "Kind",
  mode: "Mode",
  duration: "Length",
  status: "Status",
};

const DEFAULTS = {
  view: "usage",
  range: "30d",
  from: "",
  to: "",
  granularity: "",
  groupBy: "model",
  measure: "cost",
  ahead: "shown",
};
const ALLOWED = {
  view: VIEWS,
  range: [...Object.keys(PRESETS), "custom"],
  granularity: ["", ...GRANULARITIES],
  groupBy: Object.keys(GROUPS),
  measure: Object.keys(MEASURES),
  ahead: ["shown", "hidden"],
};
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/;

/** Whether the browser knows the time zone, as a link may hold anything. */
function isZone(zone) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** What the URL says; what it says wrong is as if it were not said. */
export function read(search) {
  const told = new URLSearchParams(search);
  const state = { zone: ownZone(), filters: {}, cursor: told.get("cursor") ?? "", id: told.get("id") ?? "" };
  for (const [name, value] of Object.entries(DEFAULTS)) {
    const text = told.get(name) ?? value;
    state[name] = ALLOWED[name] === undefined || ALLOWED[name].includes(text) ? text : value;
  }
  if (told.has("zone") && isZone(told.get("zone"))) {
    state.zone = told.get("zone");
  }
  if (!MOMENT.test(state.from) || (state.to !== "" && !MOMENT.test(state.to))) {
    state.from = "";
    state.to = "";
    state.range = state.range === "custom" ? DEFAULTS.range : state.range;
  }
  for (const name of Object.keys(FILTERS)) {
    const values = told.getAll(name).filter((value) => value !== "" && value.length <= 100);
    if (values.length > 0) {
      state.filters[name] = [...new Set(values)].slice(0, 50);
    }
  }
  return state;
}

function write(state) {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (state[name] !== value) {
      told.set(name, state[name]);
    }
  }
  told.set("zone", state.zone);
  for (const name of ["cursor", "id"]) {
    if (state[name] !== "") {
      told.set(name, state[name]);
    }
  }
  Object.entries(state.filters).forEach(([name, values]) => values.forEach((value) => told.append(name, value)));
  return `?${told}`;
}

const listeners = [];
let current = read(location.search);

export const state = () => current;

/** Called with each new state, and once with the first. */
export function onChange(listener) {
  listeners.push(listener);
}

function changed() {
  listeners.forEach((listener) => listener(current));
}

/** Goes to a changed state; a change of what is looked at begins its list anew and can be gone back from. */
export function go(change) {
  current = { ...current, cursor: "", ...change };
  history.pushState(null, "", write(current));
  changed();
}

/** A link to a changed state, which can be opened in another tab as well. */
export function href(change) {
  return write({ ...current, cursor: "", ...change });
}

/** Makes a click on a link a change of state, unless it is meant for another tab. */
export function follow(event) {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    current = read(new URL(event.currentTarget.href).search);
    history.pushState(null, "", write(current));
    changed();
    window.scrollTo(0, 0);
  }
}

export function start() {
  window.addEventListener("popstate", () => {
    current = read(location.search);
    changed();
  });
  history.replaceState(null, "", write(current));
  changed();
}

/** The filters with one value more, or without it. */
export function toggled(name, value) {
  const values = current.filters[name] ?? [];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  const { [name]: _, ...others } = current.filters;
  return next.length === 0 ? others : { ...others, [name]: next };
}

/** The day `days` before today in the page's zone. */
function daysAgo(days) {
  const [year, month, day] = dayOf(new Date(), current.zone).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day - days)).toISOString().slice(0, 10);
}

/** The day after a day. */
function dayAfter(day) {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function start24Hours() {
  return new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 23 * 3_600_000).toISOString();
}

/** `timeStart` and `timeEnd` of what is looked at; without an end it goes up to now. A custom range includes its last day. */
export function range() {
  switch (current.range) {
    case "custom":
      return { timeStart: current.from, timeEnd: current.to.length === 10 ? dayAfter(current.to) : current.to };
    case "24h":
      return { timeStart: start24Hours(), timeEnd: "" };
    case "today":
      return { timeStart: daysAgo(0), timeEnd: "" };
    case "month":
      return { timeStart: `${daysAgo(0).slice(0, 7)}-01`, timeEnd: "" };
    default:
      return { timeStart: daysAgo(Number.parseInt(current.range, 10) - 1), timeEnd: "" };
  }
}

/** The path of a question about the range and filters of the page. */
export function usagePath(more = {}, filters = current.filters) {
  const told = new URLSearchParams({ timeZone: current.zone });
  Object.entries({ ...range(), ...more }).forEach(([name, value]) => {
    if (value !== "") {
      told.set(name, value);
    }
  });
  Object.entries(filters).forEach(([name, values]) => told.set(name, values.join(",")));
  return `/api/usage-analytics?${told}`;
}

/** The path of the question what that will come to. */
export function forecastPath() {
  const told = new URLSearchParams({ timeZone: current.zone });
  Object.entries(current.filters).forEach(([name, values]) => told.set(name, values.join(",")));
  return `/api/usage-forecast?${told}`;
}

/** As far back as patterns are told. */
const PATTERN_MS = 91 * 86_400_000;

/** The path of the question when that happens: of the end of a longer range. */
export function patternsPath() {
  const { timeStart, timeEnd } = range();
  const end = timeEnd === "" ? Date.now() : Date.parse(timeEnd);
  const isLong = end - Date.parse(timeStart) > PATTERN_MS;
  const start = isLong ? new Date(end - PATTERN_MS).toISOString().slice(0, 10) : timeStart;
  const told = new URLSearchParams({ timeZone: current.zone, timeStart: start });
  if (timeEnd !== "") {
    told.set("timeEnd", timeEnd);
  }
  Object.entries(current.filters).forEach(([name, values]) => told.set(name, values.join(",")));
  return `/api/usage-patterns?${told}`;
}
