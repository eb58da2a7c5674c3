// Dialogs over the page: a question before something is done for good, and secrets that are shown once.

import { copy, el } from "./dom.js";

/** A dialog that is removed when it is closed. */
function dialog(id, title, content, buttons) {
  const box = el(
    "dialog",
    { id, "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    content,
    el(
      "p",
      { class: "tools" },
      buttons(() => box.close()),
    ),
  );
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

/**
 * Shows secrets.
 *
 * @param secrets texts by their names
 * @param note what is to be done with them
 */
export function showSecrets(title, secrets, note = "Copy it now: nobody can be shown it again.") {
  const line = ([name, value]) => [
    el("dt", {}, name),
    el(
      "dd",
      {},
      el("code", {}, value),
      " ",
      el("button", { type: "button", "aria-label": `Copy ${name}`, onclick: () => copy(value, name) }, "Copy"),
    ),
  ];
  dialog(
    "secret",
    title,
    el("div", {}, el("p", {}, note), el("dl", { class: "facts" }, Object.entries(secrets).map(line))),
    (close) => el("button", { type: "button", class: "primary", onclick: close }, "I have copied it"),
  );
}

/** Asks before `act` is called; `word` says what is done. */
export function confirm(id, title, text, word, act) {
  dialog(id, title, el("p", {}, text), (close) => [
    el("button", { type: "button", onclick: close }, "Leave it"),
    " ",
    el("button", { type: "button", class: "danger", id: `${id}-yes`, onclick: () => (close(), act()) }, word),
  ]);
}
