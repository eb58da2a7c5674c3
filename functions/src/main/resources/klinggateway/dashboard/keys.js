// Keys and their budgets, for admins: make, rotate, revoke. A secret is shown once.

import { ask } from "./api.js";
import { budgetAhead, budgetBar } from "./budget.js";
import { budgetsAhead } from "./budgetsahead.js";
import { confirm, showSecrets } from "./dialog.js";
import { announce, el, fill } from "./dom.js";
import { dollars, moment } from "./format.js";
import { allKeys, meetMe } from "./me.js";
import { state } from "./page.js";

const SCOPES = {
  generate: "order",
  read: "see jobs",
  usage: "see usage",
  record: "record usage",
  admin: "do everything",
};

function budget(label, limit, spent, reserved, reset, ahead) {
  const told = `${dollars(spent)} spent, ${dollars(reserved)} reserved`;
  if (limit === undefined) {
    return el("p", {}, el("b", {}, label), ` ${told}, no limit`);
  }
  const all = limit * 1e6;
  return el(
    "div",
    { class: "budget" },
    el("p", {}, el("b", {}, label), ` ${told}, limit ${dollars(all)}${reset}`),
    budgetBar(`${label} budget used`, { spent, reserved, limit: all }, ahead),
    budgetAhead(ahead),
  );
}

const showSecret = (made) =>
  showSecrets(`The key '${made.name}'`, {
    Key: made.key,
    "Access key": made.accessKey,
    "Secret key": made.secretKey,
    "Webhook secret": made.webhookSecret,
  });

/** Number fields that were left empty are left out. */
function creation(form) {
  const data = new FormData(form);
  const body = { name: data.get("name"), scopes: data.getAll("scopes") };
  for (const name of ["monthlyBudget", "totalBudget", "maxCost"]) {
    if (data.get(name) !== "") {
      body[name] = Number(data.get(name));
    }
  }
  return body;
}

function createForm(refresh) {
  const money = (name, label) =>
    el(
      "label",
      {},
      label,
      el("input", { name, type: "number", min: "0", step: "any", inputmode: "decimal", placeholder: "no limit" }),
    );
  const message = el("p", { class: "error", role: "alert" });
  const form = el(
    "form",
    { class: "panel fields", id: "create-key" },
    el("h2", {}, "New key"),
    el("label", {}, "Name", el("input", { name: "name", required: true, maxlength: "100", id: "new-key-name" })),
    money("monthlyBudget", "US dollars a month"),
    money("totalBudget", "US dollars in all"),
    money("maxCost", "US dollars a job"),
    el(
      "fieldset",
      {},
      el("legend", {}, "It may"),
      Object.entries(SCOPES).map(([scope, words]) =>
        el(
          "label",
          {},
          el("input", {
            type: "checkbox",
            name: "scopes",
            value: scope,
            checked: ["generate", "read", "usage"].includes(scope),
          }),
          words,
        ),
      ),
    ),
    el("button", { type: "submit", class: "primary" }, "Make the key"),
    message,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    message.textContent = "";
    try {
      showSecret(await ask("/api/keys", { method: "POST", body: creation(form) }));
      form.reset();
      await refresh();
    } catch (problem) {
      message.textContent = problem.message;
    }
  });
  return form;
}

export function keysView() {
  const list = el("div", { id: "keys" });
  const ahead = budgetsAhead();
  async function act(path, method, body, then) {
    try {
      then(await ask(path, { method, body }));
      await draw();
    } catch (problem) {
      announce(problem.message);
    }
  }
  const rotate = (key) =>
    confirm(
      "rotate",
      `Rotate '${key.name}'?`,
      "It gets a new secret, which is shown once. The old one works for one more hour.",
      "Rotate",
      () => act(`/api/keys/${key.id}/rotate`, "POST", { graceMinutes: 60 }, showSecret),
    );
  const revoke = (key) =>
    confirm(
      "revoke",
      `Revoke '${key.name}'?`,
      "It stops working within 30 seconds and for good; what it has waiting is canceled. What it has used stays in the numbers.",
      "Revoke",
      () => act(`/api/keys/${key.id}`, "DELETE", undefined, () => announce(`'${key.name}' is revoked.`)),
    );
  const card = (key) => {
    const { spending } = key;
    const zone = state().zone;
    const ended =
      key.revokedAt !== undefined
        ? `Revoked ${moment(key.revokedAt, zone)}`
        : key.expiresAt !== undefined && Date.parse(key.expiresAt) < Date.now()
          ? `Expired ${moment(key.expiresAt, zone)}`
          : undefined;
    return el(
      "article",
      { class: `panel key ${ended === undefined ? "" : "ended"}` },
      el("header", {}, el("h2", {}, key.name), el("code", {}, key.id)),
      ended !== undefined && el("p", { class: "note" }, ended),
      budget(
        "This month:",
        key.monthlyBudget,
        spending.spentMicroUsd,
        spending.reservedMicroUsd,
        `, renewed ${moment(spending.resetAt, zone)}`,
        ahead.of(key.id).month,
      ),
      budget(
        "In all:",
        key.totalBudget,
        spending.totalSpentMicroUsd,
        spending.totalReservedMicroUsd,
        "",
        ahead.of(key.id).total,
      ),
      el("p", { class: "note" }, `May ${key.scopes.map((scope) => SCOPES[scope] ?? scope).join(", ")}.`),
      ended === undefined &&
        key.id !== "admin" &&
        el(
          "p",
          { class: "tools" },
          el("button", { type: "button", id: `rotate-${key.id}`, onclick: () => rotate(key) }, "Rotate"),
          " ",
          el(
            "button",
            { type: "button", id: `revoke-${key.id}`, class: "danger", onclick: () => revoke(key) },
            "Revoke",
          ),
        ),
    );
  };
  async function draw(signal) {
    await meetMe(signal);
    const living = (key) => (key.revokedAt === undefined ? 0 : 1);
    const keys = [...allKeys()].sort(
      (a, b) => living(a) - living(b) || b.spending.totalSpentMicroUsd - a.spending.totalSpentMicroUsd,
    );
    const show = () =>
      fill(list, [keys, state().zone, keys.map(({ id }) => ahead.of(id))], ([shown]) => shown.map(card));
    show();
    await ahead.load(keys, signal, show);
  }
  return {
    element: el("div", {}, list, createForm(draw)),
    scope: "admin",
    async update(signal) {
      await draw(signal);
      return new Date().toISOString();
    },
  };
}
