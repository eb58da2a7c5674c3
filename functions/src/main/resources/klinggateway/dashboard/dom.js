// Elements are made here only, and texts go in as text: whatever a prompt, a name or an error says, it is never markup.

/**
 * An element with attributes and children. `on…` attributes are listeners, `style` is an object, `false`, `null` and
 * `undefined` leave an attribute out; children are nodes, texts, lists of them, or nothing.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "style") {
      // Through the object model, as the content security policy allows no style attributes.
      Object.entries(value).forEach(([property, text]) => element.style.setProperty(property, text));
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const shown = new WeakMap();

/**
 * Fills `container` with what `build` returns, unless it shows the same `content` already: a refresh that brings nothing
 * new moves nothing. The focus stays on the element with the same id.
 */
export function fill(container, content, build) {
  const signature = JSON.stringify(content);
  if (shown.get(container) === signature) {
    return;
  }
  const focused = container.contains(document.activeElement) ? document.activeElement.id : "";
  container.replaceChildren(...[build(content)].flat(Infinity).filter(Boolean));
  shown.set(container, signature);
  if (focused !== "") {
    document.getElementById(focused)?.focus();
  }
}

/** Changes an element's text, if it is another one. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Hides or shows an element, if that is another thing than it is. */
export function hide(element, isHidden) {
  if (element.hidden !== isHidden) {
    element.hidden = isHidden;
  }
}

/** A message that screen readers read out and that goes away by itself. */
export function announce(text) {
  const note = el("p", { class: "note" }, text);
  document.getElementById("alerts").replaceChildren(note);
  setTimeout(() => note.remove(), 6000);
}

/** Copies a text and says so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${what}.`);
  } catch {
    announce("This browser does not let the page copy; select the text instead.");
  }
}

/** A name and what it is, for a list of facts. */
export const fact = (name, ...value) => [el("dt", {}, name), el("dd", {}, ...value)];

/** Hands a file to the browser to be saved. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
