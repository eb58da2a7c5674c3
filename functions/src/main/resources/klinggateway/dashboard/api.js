// Calls of the gateway's documented API with the key that was signed in with.

const STORED_KEY = "kling-gateway-key";

/** An answer that is not a success, or none at all. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.title ?? "The gateway does not answer.");
    this.status = status;
    this.code = body.code ?? "";
    this.requestId = body.requestId ?? "";
    const more = [this.code, this.requestId && `request ${this.requestId}`].filter(Boolean).join(", ");
    // With the code, and the id to ask the operator about.
    this.told = more === "" ? this.message : `${this.message} (${more})`;
    this.invalidParameters = body.invalidParameters ?? [];
  }
}

export const key = () => sessionStorage.getItem(STORED_KEY);
export const keepKey = (text) => sessionStorage.setItem(STORED_KEY, text);
export const forgetKey = () => sessionStorage.removeItem(STORED_KEY);

async function send(path, { method = "GET", body, accept = "application/json", headers = {}, signal } = {}) {
  if (key() === null) {
    throw new Problem(401, { detail: "Nobody is signed in." });
  }
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: { ...headers, Authorization: `Bearer ${key()}`, Accept: accept },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem(0, {});
  }
  if (!response.ok) {
    throw new Problem(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** The JSON that a route answers, if it answers any; throws a `Problem` for everything but a success. */
export async function ask(path, options) {
  const response = await send(path, options);
  return response.status === 204 ? undefined : response.json();
}

/** The same as a table: the file as it is answered. */
export async function askCsv(path, options) {
  return (await send(path, { ...options, accept: "text/csv" })).blob();
}
