// What the catalogue lets a model do: which fields an order can have, and with what.

/** What kinds are called by people; kinds that are not named here keep their own word. */
export const KINDS = {
  text2video: "Video from text",
  image2video: "Video from a picture",
  "omni-video": "Video from references (omni)",
  "motion-control": "Video by another's motion",
  "multi-image2video": "Video from several pictures",
  "lip-sync": "Lip sync",
  avatar: "Talking portrait",
  effects: "Video effect",
  extend: "Longer video",
  "text-to-audio": "Sound from text",
  "video-to-audio": "Sound for a video",
  "text-to-speech": "Speech",
  image: "Image",
  "omni-image": "Image from references (omni)",
  "multi-image2image": "Image from several pictures",
  expand: "Larger image",
  "virtual-try-on": "Virtual try-on",
};

/** Kinds in the catalogue that some model offers and that have a price, and the route that takes them. */
export function kinds(catalogue) {
  const offered = new Set(
    catalogue.models.flatMap(({ offers }) =>
      offers.filter(({ unpriced }) => !unpriced).flatMap(({ kinds: all }) => all),
    ),
  );
  return Object.keys(catalogue.products).filter(
    (kind) => offered.has(kind) && kind !== "custom-element" && kind !== "custom-voice",
  );
}

export const models = (catalogue, kind) =>
  catalogue.models.filter(({ offers }) => offers.some((offer) => offer.kinds.includes(kind))).map(({ name }) => name);

export function offerOf(catalogue, kind, model) {
  return catalogue.models.find(({ name }) => name === model)?.offers.find((offer) => offer.kinds.includes(kind));
}

const isOne = (text) => text !== undefined && text !== "" && text !== "false";

/** What conditions of the catalogue look at, by the values of the form. */
function facts(values) {
  return {
    mode: values.mode ?? "",
    sound: String(isOne(values.sound)),
    seconds: String(values.duration ?? ""),
    function: isOne(values.image) ? "image2image" : "text2image",
  };
}

const TOLD = { mode: "mode", sound: "sound", seconds: "length", function: "function" };

/** Why the model cannot take a field as the form stands, or an empty text if it can. */
export function whyNot(name, field, offer, model, values) {
  const told = facts(values);
  if (name === "mode" && Object.keys(offer.modes).length === 0) {
    return `${model} has no modes`;
  }
  if (name === "duration" && offer.seconds.length === 0 && field.type === "wholeNumber") {
    return `${model} makes one length only`;
  }
  if (name === "sound") {
    return offer.alwaysSound
      ? `${model} always has sound`
      : offer.sound.includes(told.mode)
        ? ""
        : offer.sound.length === 0
          ? `${model} makes no sound`
          : `${model} makes sound in mode ${offer.sound.join(" or ")} only`;
  }
  if (!field.special) {
    return "";
  }
  const allowed = offer.allows[name];
  if (allowed === undefined) {
    return `${model} does not take it`;
  }
  const hurdle = Object.entries(allowed).find(([fact, values_]) => !values_.includes(told[fact]));
  if (hurdle === undefined) {
    return "";
  }
  const [fact, words] = hurdle;
  return fact === "sound"
    ? `${model} takes it ${words[0] === "true" ? "with" : "without"} sound only`
    : `${model} takes it with ${TOLD[fact]} ${words.join(" or ")} only`;
}

/** The values a field can have with this model, where it has to be one of some. */
export function choicesOf(name, field, offer) {
  if (name === "mode") {
    return Object.keys(offer.modes);
  }
  if (name === "duration" && offer.seconds.length > 0) {
    return offer.seconds.map(String);
  }
  return offer.choices[name] ?? field.of;
}

/** The values of the form as an order; what cannot be read is left for the gateway to refuse. */
export function orderOf(kind, model, product, values) {
  const order = { kind, model };
  for (const [name, field] of Object.entries(product.fields)) {
    const value = values[name];
    if (value === undefined || value === "" || value === false) {
      continue;
    }
    if (["wholeNumber", "number"].includes(field.type)) {
      order[name] = Number(value);
    } else if (["list", "object"].includes(field.type)) {
      try {
        order[name] = JSON.parse(value);
      } catch {
        order[name] = value;
      }
    } else {
      order[name] = value;
    }
  }
  return order;
}
