// The rules for alerts, one panel each: on or off, tried out, changed, deleted.

import { ask } from "./api.js";
import { confirm, showSecrets } from "./dialog.js";
import { announce, el, fill } from "./dom.js";
import { KINDS, conditionOf } from "./rulekinds.js";

const pathOf = ({ id }) => `/api/alerts/${encodeURIComponent(id)}`;
const CHANNELS = { webhook: "Webhook", topic: "Topic" };

/** What the API takes of a rule that it told. */
const bodyOf = ({ name, condition, webhookUrl, topic, on }) => ({ name, condition, webhookUrl, topic, on });

function tried({ channel, delivered, httpStatus, error }) {
  const why = [httpStatus !== undefined && `HTTP ${httpStatus}`, error].filter(Boolean).join(", ");
  return el(
    "li",
    { class: `state ${delivered ? "succeeded" : "failed"}` },
    el("span", { "aria-hidden": "true" }, delivered ? "✓ " : "✕ "),
    `${CHANNELS[channel] ?? channel}: ${delivered ? "delivered" : "not delivered"}${why === "" ? "" : ` (${why})`}`,
  );
}

/** @param rule with its secret */
export const showRuleSecret = ({ name, webhookSecret }) =>
  showSecrets(
    `The rule '${name}'`,
    { "Webhook secret": webhookSecret },
    "The receiver checks signatures by it. It is not shown here again; GET /api/alerts/{id} tells it to admins.",
  );

/**
 * `update` takes rules.
 *
 * @param edit called with a rule that is to be changed
 * @param changed called after one was switched or deleted; the promise it returns is waited for
 */
export function ruleList(edit, changed) {
  const list = el("div", { id: "rules" });
  /** What came of the last test of a rule, by its id. */
  const outcomes = new Map();
  let rules = [];

  async function act(work) {
    try {
      await work();
      await changed();
    } catch (problem) {
      announce(problem.message);
      draw(true);
    }
  }

  async function test(rule) {
    outcomes.set(rule.id, { text: "Sending a sample…" });
    draw();
    try {
      const { sent } = await ask(`${pathOf(rule)}/test`, { method: "POST" });
      outcomes.set(
        rule.id,
        sent.length === 0 ? { text: "It is sent nowhere: it has neither webhook nor topic." } : { sent },
      );
    } catch (problem) {
      outcomes.set(rule.id, { text: problem.told ?? problem.message });
    }
    draw();
  }

  const turn = (rule, on) => act(() => ask(pathOf(rule), { method: "PUT", body: { ...bodyOf(rule), on } }));
  const rotate = (rule) =>
    confirm(
      "rotate-rule",
      `Rotate the secret of '${rule.name}'?`,
      "Its webhook gets a new one. Messages are signed with the old one, too, for one more hour.",
      "Rotate",
      () =>
        act(async () => {
          const { webhookSecret } = await ask(`${pathOf(rule)}/rotate`, { method: "POST", body: { graceMinutes: 60 } });
          showRuleSecret({ ...rule, webhookSecret });
        }),
    );
  const remove = (rule) =>
    confirm(
      "delete-rule",
      rule.isDefault ? `Bring '${rule.name}' back?` : `Delete '${rule.name}'?`,
      rule.isDefault ? "It becomes again what the gateway comes with." : "What it has found stays in the history.",
      rule.isDefault ? "Bring it back" : "Delete",
      () => act(() => ask(pathOf(rule), { method: "DELETE" })),
    );

  function panel(rule) {
    const { id, name, condition, webhookUrl, topic, on, isDefault, changedAt } = rule;
    const outcome = outcomes.get(id);
    const to = [topic && "the topic", webhookUrl !== undefined && webhookUrl].filter(Boolean);
    const button = (word, label, act, more) =>
      el(
        "button",
        { type: "button", id: `${word}-${id}`, "aria-label": `${label} '${name}'`, onclick: act, ...more },
        label,
      );
    return el(
      "article",
      { class: `panel rule ${on ? "" : "off"}` },
      el(
        "header",
        {},
        el("h3", {}, name),
        el(
          "label",
          { class: "switch" },
          el("input", {
            type: "checkbox",
            role: "switch",
            id: `on-${id}`,
            "aria-label": `'${name}' is looked at`,
            checked: on,
            onchange: (event) => turn(rule, event.target.checked),
          }),
          on ? "On" : "Off",
        ),
      ),
      el("p", {}, KINDS[condition.kind]?.name ?? condition.kind, el("small", {}, ` ${conditionOf(condition)}`)),
      el("p", { class: "note" }, to.length === 0 ? "Sent nowhere; shown here only." : `Sent to ${to.join(" and ")}.`),
      el(
        "p",
        { class: "tools" },
        button("test", "Test", () => test(rule)),
        button("edit", "Change", () => edit(rule)),
        webhookUrl !== undefined && button("rotate", "Rotate", () => rotate(rule)),
        (!isDefault || changedAt !== undefined) &&
          button("delete", isDefault ? "Bring back" : "Delete", () => remove(rule), { class: "danger" }),
      ),
      el(
        "div",
        { role: "status", class: "outcome" },
        outcome?.text !== undefined && el("p", { class: "note" }, outcome.text),
        outcome?.sent !== undefined && el("ul", {}, outcome.sent.map(tried)),
      ),
    );
  }

  /** @param anew even if nothing has changed, as a switch may stand where it was put and is not */
  function draw(anew = false) {
    fill(list, [rules, [...outcomes], anew && Date.now()], ([shown]) => shown.map(panel));
  }

  return {
    element: list,
    update(next) {
      rules = next;
      draw();
    },
  };
}
