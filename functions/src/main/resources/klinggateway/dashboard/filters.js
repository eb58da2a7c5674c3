// The filter bar: range, time zone, and a menu per filter; what is chosen stands below as chips.

import { el, fill } from "./dom.js";
import { nameOf } from "./names.js";
import { FILTERS, PRESETS, go, ownZone, state, toggled } from "./page.js";

/** The filters whose values an answer's breakdown has, and where. */
export const BREAKDOWNS = {
  model: "byModel",
  productType: "byProductType",
  kind: "byKind",
  mode: "byMode",
  duration: "byDuration",
};
const STATUSES = ["open", "succeeded", "failed", "canceled", "expired"];

/** The values that each filter can have, as far as an answer tells. */
export function optionsOf({ breakdown }) {
  const told = Object.entries(BREAKDOWNS).map(([name, member]) => [name, Object.keys(breakdown[member])]);
  return { ...Object.fromEntries(told), status: STATUSES };
}

/** A menu of check boxes; it closes by Escape and by a click elsewhere. */
function menu(name, label) {
  const summary = el("summary", { id: `filter-${name}` }, label);
  const list = el("div", { class: "options", role: "group", "aria-label": label });
  const details = el("details", { class: "menu" }, summary, list);
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      details.open = false;
      summary.focus();
    }
  });
  return {
    element: details,
    update(values) {
      const chosen = state().filters[name] ?? [];
      const all = [...new Set([...values, ...chosen])];
      fill(summary, [label, chosen.length], () => (chosen.length === 0 ? label : `${label} (${chosen.length})`));
      fill(list, [all, chosen, all.map((value) => nameOf(name, value))], () =>
        all.length === 0
          ? el("p", {}, "Nothing to choose from yet")
          : all.map((value, i) =>
              el(
                "label",
                {},
                el("input", {
                  type: "checkbox",
                  id: `option-${name}-${i}`,
                  checked: chosen.includes(value),
                  onchange: () => go({ filters: toggled(name, value) }),
                }),
                nameOf(name, value),
              ),
            ),
      );
    },
  };
}

function zones() {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set(["UTC", ownZone(), state().zone, ...known])];
}

function rangeFields() {
  const from = el("input", { type: "date", id: "from", "aria-label": "First day" });
  const to = el("input", { type: "date", id: "to", "aria-label": "Last day" });
  const use = () => {
    if (from.value !== "" && (to.value === "" || from.value <= to.value)) {
      go({ range: "custom", from: from.value, to: to.value });
    }
  };
  from.addEventListener("change", use);
  to.addEventListener("change", use);
  const fields = el("span", { class: "days" }, from, "–", to);
  return {
    element: fields,
    update() {
      fields.hidden = state().range !== "custom";
      from.value = state().from.slice(0, 10);
      to.value = state().to.slice(0, 10);
    },
  };
}

/**
 * `update` takes the values each filter can have, by the filter's name; a filter without any is not shown.
 *
 * @param names which filters
 */
export function filterBar(names) {
  const presets = el(
    "select",
    { id: "range", "aria-label": "Range" },
    Object.entries(PRESETS).map(([value, label]) => el("option", { value }, label)),
    el("option", { value: "custom" }, "From – to"),
  );
  presets.addEventListener("change", () => {
    const today = new Date().toISOString().slice(0, 10);
    go(
      presets.value === "custom"
        ? { range: "custom", from: today, to: today }
        : { range: presets.value, from: "", to: "" },
    );
  });
  const zone = el(
    "select",
    { id: "zone", "aria-label": "Time zone" },
    zones().map((name) => el("option", { value: name }, name)),
  );
  zone.addEventListener("change", () => go({ zone: zone.value }));
  const days = rangeFields();
  const menus = names.map((name) => ({ name, ...menu(name, FILTERS[name]) }));
  const chips = el("ul", { class: "chips", "aria-label": "Filters in use" });
  document.addEventListener("click", (event) =>
    menus.forEach(({ element }) => {
      if (!element.contains(event.target)) {
        element.open = false;
      }
    }),
  );

  function showChips() {
    const inUse = Object.entries(state().filters).flatMap(([name, values]) => values.map((value) => [name, value]));
    const part = state().from.length > 10 ? [state().from, state().to] : [];
    fill(chips, [inUse.map(([name, value]) => [name, value, nameOf(name, value)]), part], () => [
      part.length > 0 && chip(`Part of the range: ${part.join(" – ")}`, () => go({ range: "30d", from: "", to: "" })),
      inUse.map(([name, value]) =>
        chip(`${FILTERS[name]}: ${nameOf(name, value)}`, () => go({ filters: toggled(name, value) })),
      ),
      (inUse.length > 0 || part.length > 0) &&
        el("li", {}, el("button", { type: "button", class: "quiet", id: "clear-all", onclick: clearAll }, "Clear all")),
    ]);
  }

  return {
    element: el(
      "section",
      { class: "filters", "aria-label": "Filters" },
      el(
        "div",
        { class: "bar" },
        presets,
        days.element,
        menus.map(({ element }) => element),
        zone,
      ),
      chips,
    ),
    update(options) {
      presets.value = state().range;
      zone.value = state().zone;
      days.update();
      menus.forEach(({ name, element, update }) => {
        element.hidden = options[name] === undefined;
        update(options[name] ?? []);
      });
      showChips();
    },
  };
}

function chip(text, remove) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "chip", "aria-label": `Remove ${text}`, onclick: remove },
      text,
      el("span", { "aria-hidden": "true" }, "×"),
    ),
  );
}

export function clearAll() {
  go({ filters: {}, ...(state().from.length > 10 ? { range: "30d", from: "", to: "" } : {}) });
}

/** Looks closer at one part of the range: a day by itself, anything shorter by its moments. */
export function zoomTo({ start, end }, granularity, dayOf) {
  const from = dayOf(start);
  const last = dayOf(new Date(Date.parse(end) - 1).toISOString());
  const finer = { month: "day", week: "day", day: "hour", hour: "minute" }[granularity] ?? "";
  if (granularity === "hour" || granularity === "minute") {
    const text = (iso) => iso.replace(/\.\d+Z$/, "Z");
    go({
      range: "custom",
      from: text(start),
      to: text(end),
      granularity: finer,
      ...(finer === "" ? { view: "jobs" } : {}),
    });
  } else {
    go({ range: "custom", from, to: last, granularity: finer });
  }
}
