// The form that a rule for alerts is made and changed by.

import { ask } from "./api.js";
import { el } from "./dom.js";
import { allKeys } from "./me.js";
import { nameOf } from "./names.js";
import { KINDS, SORTS } from "./rulekinds.js";
import { showRuleSecret } from "./rules.js";

const RULES = "/api/alerts";

function optionsOf(sort) {
  if (sort === "key") {
    const living = allKeys().filter(({ revokedAt }) => revokedAt === undefined);
    return Object.fromEntries(living.map(({ id }) => [id, nameOf("apiKey", id)]));
  }
  return SORTS[sort].options?.();
}

/** A control with its label and a place for what is wrong with it; `data-field` is the API's name for it. */
function row(name, label, control, more) {
  control.id = `rule-${name}`;
  control.name = name;
  control.setAttribute("aria-describedby", `rule-${name}-wrong`);
  return el(
    "label",
    { "data-field": name, class: more },
    label,
    control,
    el("span", { class: "wrong", id: `rule-${name}-wrong`, role: "alert" }),
  );
}

function fieldOf({ name, label, sort, initial, needed, each }, value) {
  const { input, read = String } = SORTS[sort];
  const options = optionsOf(sort);
  const shown = value ?? initial;
  const text = shown === undefined ? "" : read(shown);
  if (options === undefined) {
    return row(
      name,
      label,
      el("input", { ...input, required: needed, placeholder: each, value: text, autocomplete: "off" }),
    );
  }
  const all = text === "" || options[text] !== undefined ? options : { ...options, [text]: text };
  const select = el(
    "select",
    {},
    !needed && el("option", { value: "" }, each),
    Object.entries(all).map(([word, told]) => el("option", { value: word }, told)),
  );
  select.value = text;
  return row(name, label, select);
}

/** What the form holds as the API takes it. */
function ruleOf(form, kind, on) {
  const data = new FormData(form);
  const condition = { kind };
  KINDS[kind].fields.forEach(({ name, sort }) => {
    const text = data.get(name).trim();
    if (text !== "") {
      condition[name] = (SORTS[sort].write ?? String)(text);
    }
  });
  const webhookUrl = data.get("webhookUrl").trim();
  return {
    name: data.get("name").trim(),
    condition,
    ...(webhookUrl === "" ? {} : { webhookUrl }),
    topic: data.get("topic") !== null,
    on,
  };
}

/**
 * `edit` shows a rule to be changed, or an empty form without one.
 *
 * @param kept called after a rule was made or changed
 */
export function ruleForm(kept) {
  let changed;
  const title = el("h2", {});
  const name = el("input", { required: true, maxlength: "100", autocomplete: "off" });
  const kind = el(
    "select",
    { onchange: () => drawFields() },
    Object.entries(KINDS).map(([word, { name: told }]) => el("option", { value: word }, told)),
  );
  const when = el("p", { class: "note" });
  const fields = el("div", { class: "some" });
  const webhook = el("input", {
    type: "url",
    placeholder: "https://…, or none",
    autocomplete: "off",
    inputmode: "url",
  });
  const topic = el("input", { type: "checkbox" });
  const message = el("p", { class: "error", role: "alert" });
  const submit = el("button", { type: "submit", class: "primary" });
  const leave = el("button", { type: "button", onclick: () => edit() }, "Leave it");
  const form = el(
    "form",
    { class: "panel fields", id: "rule-form" },
    title,
    row("name", "Name", name),
    row("kind", "It looks for", kind),
    when,
    fields,
    row("webhookUrl", "Webhook, which gets a signed message", webhook),
    row("topic", "Also to the gateway's topic, whose subscribers get it as mail or otherwise", topic, "check"),
    el("p", { class: "tools" }, submit, leave),
    message,
  );

  function drawFields(condition = {}) {
    when.textContent = KINDS[kind.value].when;
    fields.replaceChildren(...KINDS[kind.value].fields.map((one) => fieldOf(one, condition[one.name])));
  }

  function edit(rule) {
    changed = rule;
    clear();
    title.textContent = rule === undefined ? "New rule" : `Change '${rule.name}'`;
    submit.textContent = rule === undefined ? "Make the rule" : "Keep the change";
    leave.hidden = rule === undefined;
    name.value = rule?.name ?? "";
    kind.value = rule?.condition.kind ?? Object.keys(KINDS)[0];
    webhook.value = rule?.webhookUrl ?? "";
    topic.checked = rule?.topic ?? true;
    drawFields(rule?.condition);
    if (rule !== undefined) {
      form.scrollIntoView({ block: "nearest" });
      name.focus();
    }
  }

  function clear() {
    message.textContent = "";
    form.querySelectorAll(".wrong").forEach((wrong) => (wrong.textContent = ""));
    form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }

  /** Puts what is wrong beside its field: `condition.percent[0]` and `/condition/percent/0` are of the field `percent`. */
  function mark({ invalidParameters, told }) {
    const unplaced = invalidParameters.filter(({ name: path, reason }) => {
      const parts = path.split(/[./[\]]+/).filter((part) => part !== "" && part !== "condition");
      const place = form.querySelector(`[data-field="${CSS.escape(parts[0] ?? "")}"]`);
      if (place !== null) {
        place.querySelector(".wrong").textContent = reason;
        place.querySelector("input, select").setAttribute("aria-invalid", "true");
      }
      return place === null;
    });
    const isPlaced = invalidParameters.length > unplaced.length;
    message.textContent =
      isPlaced && unplaced.length === 0
        ? ""
        : [told, ...unplaced.map(({ name: path, reason }) => `${path} ${reason}`)].join(" ");
    form.querySelector("[aria-invalid]")?.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    submit.disabled = true;
    try {
      const body = ruleOf(form, kind.value, changed?.on ?? true);
      const isSame = changed?.webhookUrl === body.webhookUrl;
      const path = changed === undefined ? RULES : `${RULES}/${encodeURIComponent(changed.id)}`;
      const made = await ask(path, { method: changed === undefined ? "POST" : "PUT", body });
      if (made.webhookSecret !== undefined && !isSame) {
        showRuleSecret(made);
      }
      edit();
      await kept();
    } catch (problem) {
      if (problem.invalidParameters === undefined) {
        throw problem;
      }
      mark(problem);
    } finally {
      submit.disabled = false;
    }
  });
  edit();
  return { element: form, edit };
}
