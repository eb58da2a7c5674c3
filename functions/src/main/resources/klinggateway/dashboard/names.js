// How values of filters and groups are called.

let keyNames = new Map();

export function knowKeys(keys) {
  keyNames = new Map(keys.map(({ id, name }) => [id, name]));
}

const WORDS = {
  productType: { video: "Video", image: "Image" },
  status: {
    open: "Open",
    queued: "Queued",
    submitting: "Being sent",
    submitted: "At Kling",
    processing: "In the making",
    succeeded: "Succeeded",
    failed: "Failed",
    canceled: "Canceled",
    expired: "Expired",
  },
};

/** The name of a value of a dimension for people; values from outside stay as they are. */
export function nameOf(dimension, value) {
  switch (dimension) {
    case "apiKey":
      return keyNames.has(value) ? keyNames.get(value) : value;
    case "duration":
      return value === "0" ? "No length" : `${value} s`;
    case "mode":
      return value === "" ? "No mode" : value;
    default:
      return WORDS[dimension]?.[value] ?? (value === "" ? "None" : value);
  }
}
