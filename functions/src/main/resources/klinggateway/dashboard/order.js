// Orders a job: a form made from the catalogue, with the price before it is sent.

import { ask } from "./api.js";
import { el, fill } from "./dom.js";
import { input, label } from "./fields.js";
import { may } from "./me.js";
import { KINDS, kinds, models, offerOf, orderOf, whyNot } from "./offers.js";
import { go } from "./page.js";

const PAUSE_MS = 250;
/** Fields that most orders do without. */
const RARE = ["negativePrompt", "watermark", "resultType", "seriesAmount"];
/** Prices do not depend on texts; so one can be told before they are written. */
const SOME_TEXT = "…";

export function orderView() {
  const values = {};
  let catalogue;
  let kind = "text2video";
  let model;
  let timer;
  let price;
  let key = crypto.randomUUID();
  const kindChoice = el("select", {
    id: "order-kind",
    onchange: () => ((kind = kindChoice.value), (model = undefined), build()),
  });
  const modelChoice = el("select", { id: "order-model", onchange: () => ((model = modelChoice.value), build()) });
  const fields = el("div", { class: "fields" });
  const priced = el("p", { class: "price", id: "price", role: "status" });
  const details = el("p", { class: "note", id: "price-details" });
  const message = el("p", { class: "error", id: "order-message", role: "alert" });
  const send = el("button", { type: "submit", class: "primary", id: "send" }, "Order");
  const form = el(
    "form",
    { class: "panel fields", id: "order" },
    el("h2", {}, "New job"),
    el("label", {}, "What to make", kindChoice),
    el("label", {}, "Model", modelChoice),
    fields,
    priced,
    details,
    el("p", { class: "note" }, "It is charged at most this; if the price has changed meanwhile, the order is refused."),
    message,
    send,
  );

  const product = () => catalogue.products[kind];
  const offer = () => offerOf(catalogue, kind, model);

  /** Switches off what the model cannot do as the form stands, and says why. */
  function guard() {
    for (const [name, field] of Object.entries(product().fields)) {
      const why = whyNot(name, field, offer(), model, values);
      const row = fields.querySelector(`[data-field="${name}"]`);
      row.querySelectorAll("input, select, textarea").forEach((control) => {
        control.disabled = why !== "";
        control.removeAttribute("aria-invalid");
      });
      row.classList.toggle("off", why !== "");
      row.querySelector(".why").textContent = why;
      row.querySelector(".wrong").textContent = "";
    }
  }

  function order() {
    const possible = Object.fromEntries(
      Object.entries(values).filter(
        ([name]) =>
          product().fields[name] !== undefined && whyNot(name, product().fields[name], offer(), model, values) === "",
      ),
    );
    return orderOf(kind, model, product(), possible);
  }

  /** Marks the fields that the gateway finds wrong; answers whether there is one of them. */
  function mark({ invalidParameters }) {
    const rows = invalidParameters
      .map(({ name, reason }) => [
        fields.querySelector(`[data-field="${CSS.escape(name.split("/")[1] ?? "")}"]`),
        reason,
      ])
      .filter(([row]) => row !== null);
    rows.forEach(([row, reason]) => {
      row.querySelector(".wrong").textContent = reason;
      row.querySelector("input, select, textarea").setAttribute("aria-invalid", "true");
    });
    return rows.length > 0;
  }

  async function estimate() {
    const draft = order();
    if (draft.prompt === undefined && product().fields.prompt !== undefined) {
      draft.prompt = SOME_TEXT;
    }
    try {
      const answer = await ask("/api/estimate", { method: "POST", body: draft });
      price = answer.costMicroUsd;
      priced.textContent = `${answer.cost}`;
      const length = answer.duration > 0 ? `${answer.duration} s` : "";
      const images = answer.images > 0 ? `${answer.images} ${answer.images === 1 ? "image" : "images"}` : "";
      details.textContent = [
        `${answer.model} ${answer.mode}`.trim(),
        length,
        images,
        answer.sound ? "with sound" : "",
        `${answer.units} units`,
      ]
        .filter(Boolean)
        .join(", ");
    } catch (problem) {
      price = undefined;
      details.textContent = "";
      priced.textContent = "No price yet";
      if (!mark(problem)) {
        priced.textContent = `No price: ${problem.message}`;
      }
    }
    send.disabled = price === undefined || !may("generate");
    send.title = may("generate") ? "" : "This key lacks the scope 'generate'";
  }

  function changed() {
    guard();
    key = crypto.randomUUID();
    message.textContent = "";
    send.disabled = true;
    clearTimeout(timer);
    timer = setTimeout(estimate, PAUSE_MS);
  }

  function fieldRow(name, field) {
    return el(
      "label",
      {
        "data-field": name,
        class:
          field.type === "truth"
            ? "check"
            : ["text", "image", "list", "object", "media"].includes(field.type)
              ? "wide"
              : "",
      },
      el("span", {}, label(name), field.needed ? " (needed)" : ""),
      input(name, field, offer(), values, changed),
      el("span", { class: "why note", id: `why-${name}` }),
      el("span", { class: "wrong", role: "alert" }),
    );
  }

  function build() {
    const offered = models(catalogue, kind);
    model = offered.includes(model)
      ? model
      : offered.includes(product().defaultModel)
        ? product().defaultModel
        : offered[0];
    modelChoice.replaceChildren(...offered.map((name) => el("option", { value: name }, name)));
    modelChoice.value = model;
    const rows = Object.entries(product().fields).map(([name, field]) => ({ name, field, row: fieldRow(name, field) }));
    const isRare = ({ name, field }) =>
      !field.needed && (field.special || ["list", "object"].includes(field.type) || RARE.includes(name));
    const rare = rows.filter(isRare).map(({ row: element }) => element);
    fields.replaceChildren(
      el(
        "div",
        { class: "some" },
        rows.filter((one) => !isRare(one)).map(({ row: element }) => element),
      ),
      ...(rare.length === 0
        ? []
        : [el("details", {}, el("summary", {}, "More options"), el("div", { class: "some" }, rare))]),
    );
    changed();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    message.textContent = "";
    const route = product().productType === "image" ? "/api/generate-image" : "/api/generate-video";
    try {
      const job = await ask(route, {
        method: "POST",
        body: { ...order(), maxCost: price / 1e6 },
        headers: { "Idempotency-Key": key },
      });
      key = crypto.randomUUID();
      go({ view: "job", id: job.jobId });
    } catch (problem) {
      message.textContent = problem.told ?? problem.message;
      mark(problem);
    } finally {
      send.disabled = price === undefined;
    }
  });

  return {
    element: form,
    scope: "read",
    async update(signal) {
      if (catalogue === undefined) {
        catalogue = await ask("/api/catalogue", { signal });
        fill(kindChoice, kinds(catalogue), (all) =>
          all.map((word) => el("option", { value: word }, KINDS[word] ?? word)),
        );
        kind = kinds(catalogue).includes(kind) ? kind : kinds(catalogue)[0];
        kindChoice.value = kind;
        build();
      }
      return new Date().toISOString();
    },
  };
}
