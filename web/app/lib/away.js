// A server that is away, or its database: what failed for that is asked again by itself until it is back.
import { useEffect, useRef } from "preact/hooks";

const AWAY = new Set([0, 502, 503, 504]);
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 20_000;

/** Whether a problem is one that waiting mends, and not an answer. */
export const isAway = (problem) => AWAY.has(problem?.status);

/**
 * Do `again` while `problem` is that of a server that is away: a little later each time, at once when the network comes
 * back or the page is seen again. `again` leads to a new problem, or to none.
 * @param {any} problem
 * @param {() => unknown} again
 */
export function useReturn(problem, again) {
  const wait = useRef(FIRST_WAIT_MS);
  const act = useRef(again);
  act.current = again;
  useEffect(() => {
    if (!isAway(problem)) {
      if (!problem) wait.current = FIRST_WAIT_MS;
      return undefined;
    }
    const now = () => document.visibilityState === "visible" && act.current();
    const timer = setTimeout(now, Math.max(wait.current, (problem.retryAfter ?? 0) * 1000));
    wait.current = Math.min(wait.current * 2, LONGEST_WAIT_MS);
    addEventListener("online", now);
    document.addEventListener("visibilitychange", now);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", now);
      document.removeEventListener("visibilitychange", now);
    };
  }, [problem]);
}
