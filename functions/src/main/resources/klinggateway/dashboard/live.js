// Asks again every five seconds while somebody looks, more rarely while it does not work.

const EVERY_MS = 5000;
const RAREST_MS = 60_000;

/**
 * @param update asks and shows; gets a signal that ends it
 * @param told called with what came of it: `{ asOf }` or `{ problem, nextMs }`
 */
export function live(update, told) {
  let timer;
  let running;
  let failures = 0;

  async function now() {
    clearTimeout(timer);
    running?.abort();
    if (document.hidden) {
      return;
    }
    const mine = new AbortController();
    running = mine;
    let nextMs = EVERY_MS;
    try {
      const asOf = await update(mine.signal);
      if (mine.signal.aborted) {
        return;
      }
      failures = 0;
      told({ asOf });
    } catch (problem) {
      if (mine.signal.aborted) {
        return;
      }
      failures += 1;
      nextMs = Math.min(RAREST_MS, EVERY_MS * 2 ** failures);
      told({ problem, nextMs });
    }
    timer = setTimeout(now, nextMs);
  }

  document.addEventListener("visibilitychange", now);
  return {
    now,
    stop() {
      clearTimeout(timer);
      running?.abort();
    },
  };
}
