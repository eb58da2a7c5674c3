// What the reasons of failures mean, and what can be done.

export const REASONS = {
  input: ["Order refused", "Kling found a field it does not take. The job's error names it."],
  imageSize: ["Picture refused", "Send JPEG or PNG up to 10 MB, each side at least 300 pixels, sides at most 2.5 : 1."],
  content: [
    "Content refused",
    "Kling's safety check turned the prompt or picture down. Reword it; the same will be refused again.",
  ],
  credential: [
    "Gateway's access refused",
    "Kling does not take the gateway's own credential. The operator has to renew it.",
  ],
  payment: ["Account without means", "Kling's account is out of units or unpaid. The operator has to buy a pack."],
  permission: [
    "Not allowed for the account",
    "Kling's account may not use this model. Choose another, or ask Kling for it.",
  ],
  rate: ["Too many at once", "Kling's limit was in the way. Send it again later; a larger pack raises the limit."],
  unavailable: ["Kling unavailable", "Kling had a fault of its own. Send it again in some minutes."],
  outcomeUnknown: [
    "Outcome unknown",
    "Nobody can tell whether Kling made it. It stays charged until reconciliation knows.",
  ],
  canceled: ["Canceled", "It was canceled before it was sent, and cost nothing."],
  expired: ["Given up", "Kling did not end it within a day. It stays charged until its end is known."],
  other: ["Something else", "The job's error has Kling's own words."],
};
