// The controls of the order form.

import { el } from "./dom.js";
import { choicesOf } from "./offers.js";

/** Lambda takes 6 MB, and base64 is a third longer than its file. */
const FILE_BYTES = 4_000_000;

/** The name of a field as people read it. */
export const label = (name) =>
  name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase());

/** A picture from the disk as base64, as orders take it. */
async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

/**
 * The control for a field of an order, as its kind and the model's offer have it.
 *
 * @param values the form's, by field; the control shows its own and keeps it there
 * @param changed called after each change
 */
export function input(name, field, offer, values, changed) {
  const common = { id: `field-${name}`, name, "aria-describedby": `why-${name}` };
  const set = (value) => {
    values[name] = value;
    changed();
  };
  const choices = choicesOf(name, field, offer);
  if (choices.length > 0) {
    const usual = field.default ?? "";
    const select = el(
      "select",
      { ...common, onchange: () => set(select.value) },
      !field.needed && el("option", { value: "" }, usual === "" ? "As usual" : `As usual (${usual})`),
      choices.map((value) => el("option", { value }, name === "duration" ? `${value} s` : value)),
    );
    select.value = choices.includes(values[name]) ? values[name] : field.needed ? choices[0] : "";
    values[name] = select.value;
    return select;
  }
  switch (field.type) {
    case "truth": {
      const box = el("input", { ...common, type: "checkbox", onchange: () => set(box.checked) });
      box.checked = values[name] === true;
      return box;
    }
    case "number":
    case "wholeNumber": {
      const box = el("input", {
        ...common,
        type: "number",
        min: field.least,
        max: field.most,
        step: field.type === "number" ? "any" : "1",
        required: field.needed,
        oninput: () => set(box.value),
      });
      box.value = values[name] ?? "";
      return box;
    }
    case "image": {
      const text = el("input", {
        ...common,
        type: "text",
        required: field.needed,
        placeholder: "https://… or choose a file",
        autocomplete: "off",
        oninput: () => set(text.value),
      });
      text.value = values[name]?.length > 2000 ? "(a file)" : (values[name] ?? "");
      const file = el("input", {
        type: "file",
        accept: "image/png,image/jpeg",
        "aria-label": `${label(name)} from a file`,
        onchange: async () => {
          if (file.files[0]?.size > FILE_BYTES) {
            file.setCustomValidity("At most 4 MB can be sent along; give the picture's URL instead");
            file.reportValidity();
          } else if (file.files[0] !== undefined) {
            file.setCustomValidity("");
            set(await base64(file.files[0]));
            text.value = `(${file.files[0].name})`;
          }
        },
      });
      return [text, file];
    }
    case "list":
    case "object": {
      const text = el("textarea", {
        ...common,
        rows: "3",
        placeholder: field.type === "list" ? "JSON: […]" : "JSON: {…}",
        spellcheck: "false",
        required: field.needed,
        oninput: () => set(text.value),
      });
      text.value = values[name] ?? "";
      return text;
    }
    default: {
      const isLong = field.type === "text" && field.most > 200;
      const text = el(isLong ? "textarea" : "input", {
        ...common,
        rows: isLong ? "3" : undefined,
        maxlength: (name === "prompt" && offer.longestPrompt) || field.most,
        required: field.needed,
        oninput: () => set(text.value),
      });
      text.value = values[name] ?? "";
      return text;
    }
  }
}
