// Puts the page together: signing in, the views, and keeping what is shown fresh.

import { adviceView } from "./advice.js";
import { alertsView } from "./alerts.js";
import { Problem, forgetKey, key } from "./api.js";
import { el, fill } from "./dom.js";
import { askFiring, firing, forgetFiring, onFiring } from "./firing.js";
import { timeOfDay } from "./format.js";
import { jobView } from "./job.js";
import { jobsView } from "./jobs.js";
import { keysView } from "./keys.js";
import { live } from "./live.js";
import { isAdmin, may, meetMe } from "./me.js";
import { orderView } from "./order.js";
import { follow, href, onChange, start, state } from "./page.js";
import { patternsView } from "./patterns.js";
import { signInForm } from "./signin.js";
import { statusView } from "./status.js";
import { usageView } from "./usage.js";

/** Older answers than this are said to be old. */
const STALE_MS = 30_000;
/** How often the key itself and its budget are asked for. */
const ME_MS = 30_000;

const NAV = {
  usage: "Usage",
  patterns: "Patterns",
  jobs: "Jobs",
  order: "New job",
  keys: "Keys and budgets",
  alerts: "Alerts",
  advice: "Advice",
  status: "Status",
};
const MAKE = {
  usage: usageView,
  patterns: patternsView,
  jobs: jobsView,
  job: jobView,
  order: orderView,
  keys: keysView,
  alerts: alertsView,
  advice: adviceView,
  status: statusView,
};

const OF_ADMINS = ["keys", "alerts"];

const at = (id) => document.getElementById(id);
const views = new Map();
const trouble = el("div", { id: "trouble" });
const place = el("div", { id: "place" });
let met = 0;
let asOf;
let isPaused = false;

function view(name) {
  if (!views.has(name)) {
    views.set(name, MAKE[name]());
  }
  return views.get(name);
}

function drawNav() {
  const shown = Object.keys(NAV).filter((name) => !OF_ADMINS.includes(name) || isAdmin());
  const current = state().view === "job" ? "jobs" : state().view;
  const { count, isOld } = firing();
  fill(at("views"), [shown, current, shown.map((name) => href({ view: name, id: "" })), count, isOld], ([names]) =>
    names.map((name) =>
      el(
        "a",
        {
          id: `nav-${name}`,
          href: href({ view: name, id: "" }),
          "aria-current": name === current ? "page" : undefined,
          onclick: follow,
        },
        NAV[name],
        name === "alerts" &&
          count > 0 && [
            el(
              "span",
              {
                class: isOld ? "badge old" : "badge",
                title: isOld ? "As of a while ago: the gateway cannot be asked" : undefined,
                "aria-hidden": "true",
              },
              String(count),
            ),
            el("span", { class: "unseen" }, `, ${count} ${isOld ? "were firing a while ago" : "firing"}`),
          ],
      ),
    ),
  );
}

function drawFreshness() {
  const age = asOf === undefined ? 0 : Date.now() - Date.parse(asOf);
  const isStale = age > STALE_MS;
  at("freshness").textContent =
    asOf === undefined
      ? ""
      : `${isStale ? "Stale: as" : "As"} of ${timeOfDay(asOf, state().zone)}${isPaused ? ", paused" : ""}`;
  at("freshness").classList.toggle("stale", isStale);
}

/** Says what is wrong, with the id to ask the operator about; what was shown before stays. */
function sayTrouble(problem, nextMs) {
  fill(trouble, problem === undefined ? null : [problem.told ?? problem.message, nextMs], () => {
    if (problem === undefined) {
      return null;
    }
    const again = nextMs === undefined ? "" : ` Trying again in ${Math.round(nextMs / 1000)} s.`;
    return el("p", { class: "panel error", role: "alert" }, problem.told ?? problem.message, again);
  });
}

/** Nothing waits for it, as it is a number beside a link. */
function lookForAlerts() {
  if (isAdmin()) {
    askFiring();
  }
}

async function update(signal) {
  if (Date.now() - met > ME_MS) {
    await meetMe(signal);
    met = Date.now();
    drawNav();
    lookForAlerts();
  }
  const shown = view(state().view);
  if (!may(shown.scope)) {
    fill(place, ["scope", shown.scope], () =>
      el(
        "p",
        { class: "panel" },
        `This key lacks the scope '${shown.scope}', which this view needs. An admin can give it.`,
      ),
    );
    return undefined;
  }
  if (!place.contains(shown.element)) {
    fill(place, [state().view], () => shown.element);
  }
  return shown.update(signal);
}

function told({ asOf: moment, problem, nextMs }) {
  if (problem?.status === 401) {
    signOut(`${problem.message}`);
    return;
  }
  if (problem !== undefined && !(problem instanceof Problem)) {
    console.error(problem);
  }
  sayTrouble(problem, nextMs);
  asOf = problem === undefined ? moment : asOf;
  drawFreshness();
}

const refresh = live(update, told);

function signOut(reason = "") {
  refresh.stop();
  forgetKey();
  forgetFiring();
  views.clear();
  met = 0;
  asOf = undefined;
  show(false);
  const form = signInForm(signedIn);
  at("main").replaceChildren(form.element);
  form.say(reason);
  at("key").focus();
}

function show(isSignedIn) {
  at("views").hidden = !isSignedIn;
  at("sign-out").hidden = !isSignedIn;
  drawFreshness();
}

async function signedIn() {
  await meetMe();
  met = Date.now();
  fill(place, [], () => null);
  at("main").replaceChildren(trouble, place);
  show(true);
  drawNav();
  lookForAlerts();
  await refresh.now();
}

at("sign-out").addEventListener("click", () => signOut());
document.addEventListener("visibilitychange", () => {
  isPaused = document.hidden;
  drawFreshness();
});
setInterval(drawFreshness, 5000);
onFiring(drawNav);
onChange(() => {
  if (key() !== null && met > 0) {
    drawNav();
    refresh.now();
  }
});
start();
if (key() === null) {
  signOut();
} else {
  signedIn().catch((problem) => signOut(problem.message));
}
