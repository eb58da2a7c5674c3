// Signing in: the key stays in this browser tab and goes out as a header only.

import { forgetKey, keepKey } from "./api.js";
import { el } from "./dom.js";

/** @param tryKey asks whether the key that was just kept works; throws if it does not */
export function signInForm(tryKey) {
  const field = el("input", {
    id: "key",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "kg_…",
    required: true,
    "aria-describedby": "key-help key-message",
  });
  const message = el("p", { id: "key-message", class: "error", role: "alert" });
  const button = el("button", { type: "submit", class: "primary" }, "Sign in");
  const form = el(
    "form",
    { class: "panel sign-in", id: "sign-in" },
    el("h2", {}, "Sign in"),
    el("label", { for: "key" }, "API key"),
    field,
    button,
    message,
    el(
      "p",
      { id: "key-help", class: "note" },
      "The key stays in this browser tab and is forgotten with it. With an admin key you see all keys, else your own usage and jobs.",
    ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    message.textContent = "";
    button.disabled = true;
    keepKey(field.value.trim());
    try {
      await tryKey();
      field.value = "";
    } catch (problem) {
      forgetKey();
      message.textContent =
        problem.status === 401
          ? `This key is not known here, was revoked or has expired. ${problem.message}`
          : problem.message;
      field.select();
    } finally {
      button.disabled = false;
    }
  });
  return { element: form, say: (text) => (message.textContent = text) };
}
