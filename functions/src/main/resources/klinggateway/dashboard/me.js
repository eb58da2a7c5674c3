// Who is signed in, and what that key may do.

import { ask } from "./api.js";
import { knowKeys } from "./names.js";

let me;
let keys = [];

/** The key that is signed in, with its budget; asks the gateway. */
export async function meetMe(signal) {
  me = await ask("/api/keys/self", { signal });
  keys = isAdmin() ? (await ask("/api/keys", { signal })).keys : [me];
  knowKeys(keys);
  return me;
}

export const may = (scope) => me !== undefined && (me.scopes.includes(scope) || me.scopes.includes("admin"));
export const isAdmin = () => me !== undefined && me.scopes.includes("admin");

/** Every key that may be seen, with what it has spent. */
export const allKeys = () => keys;
