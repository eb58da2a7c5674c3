// Numbers and moments as people read them.

const LOCALE = navigator.language;

/** Dollars from millionths: cents for sums, more digits where there is nothing but fractions of a cent. */
export function dollars(microUsd) {
  const small = Math.abs(microUsd) < 100_000 && microUsd % 10_000 !== 0;
  return new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: small ? 4 : 2,
  }).format(microUsd / 1e6);
}

/** Dollars in a word, for axes: $1.2K. */
export function shortDollars(microUsd) {
  const usd = microUsd / 1e6;
  return new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency: "USD",
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(usd) < 10 && usd % 1 !== 0 ? 2 : 1,
  }).format(usd);
}

export const number = (value) => new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 }).format(value);

export const short = (value) =>
  new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 }).format(value);

export const percent = (share, digits = 1) =>
  new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: digits }).format(share);

/** Milliseconds as 950 ms, 12.3 s, 4 min 5 s or 2 h 3 min. */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 1000) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (milliseconds < 100_000) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
  }
  if (seconds < 7200) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** A moment to the second, in the page's time zone. */
export function moment(iso, zone) {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium", timeZone: zone }).format(
    new Date(iso),
  );
}

/** The same for lists: without the year, if it is this one. */
export function shortMoment(iso, zone) {
  const date = new Date(iso);
  const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  const parts = {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  };
  return new Intl.DateTimeFormat(LOCALE, { ...parts, ...year }).format(date);
}

export function timeOfDay(iso, zone) {
  return new Intl.DateTimeFormat(LOCALE, { timeStyle: "medium", timeZone: zone }).format(new Date(iso));
}

/** The day of a moment in a zone as 2026-11-26. */
export function dayOf(date, zone) {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }).format(
    date,
  );
}

/** A day such as 2026-11-26 as people write it. */
export function day(date) {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(date));
}

const BUCKETS = {
  minute: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  hour: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  day: { weekday: "short", month: "short", day: "numeric" },
  week: { month: "short", day: "numeric", year: "numeric" },
  month: { month: "long", year: "numeric" },
  total: { month: "short", day: "numeric", year: "numeric" },
};

/** The name of a part of the range, by how long it is. */
export function bucket(iso, granularity, zone) {
  const text = new Intl.DateTimeFormat(LOCALE, { ...BUCKETS[granularity], timeZone: zone }).format(new Date(iso));
  return granularity === "week" ? `Week of ${text}` : text;
}

/** A mark on an axis of time whose marks are `step` seconds apart: the time of day, or the day where one begins. */
export function tick(seconds, step, zone) {
  const at = new Date(seconds * 1000);
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(at);
  const isDay = step >= 86_400 || time === "00:00";
  return isDay ? new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric", timeZone: zone }).format(at) : time;
}
