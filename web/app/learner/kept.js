// What of a course is kept on this device, and reading that falls back to it when the network does not answer.
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { isAway } from "../lib/away.js";
import { isAborted } from "../lib/problem.js";
import { account } from "../lib/session.js";
import { takeAhead } from "./ahead.js";

const PREFIX = "coursewright-kept";

/** Whether the browser can keep courses here: it has to have come by https, or from this machine. */
export const canKeep = () => "caches" in globalThis && "serviceWorker" in navigator;

/** The name of the cache that has a course, for the one who is signed in. */
export const shelf = (course) => `${PREFIX}/${account.value?.id}/${course}`;

/** Whether this account keeps the course on this device. */
export const isKept = async (course) => canKeep() && caches.has(shelf(course));

/** Keep what the API answered for a path of a course. */
export async function keepAnswer(course, path, data) {
  const cache = await caches.open(shelf(course));
  await cache.put(path, new Response(JSON.stringify(data), { headers: { "Content-Type": "application/json" } }));
}

/** What was kept for a path; undefined where nothing was. */
export async function keptAnswer(course, path) {
  if (!(await isKept(course))) return undefined;
  const found = await (await caches.open(shelf(course))).match(path);
  return found?.json();
}

async function keepNewer(course, path, data) {
  if (await isKept(course)) await keepAnswer(course, path, data);
}

/** {data, isCopy} of a path of a course. Rejects with the Problem where there is no copy. */
async function read(course, path, signal) {
  try {
    const { data } = await ((await takeAhead(path)?.catch(() => undefined)) ?? get(path, { signal }));
    keepNewer(course, path, data).catch(() => {}); // a full disk keeps the older copy
    return { data, isCopy: false };
  } catch (problem) {
    const copy = isAborted(problem) || !isAway(problem) ? undefined : await keptAnswer(course, path);
    if (copy === undefined) throw problem;
    return { data: copy, isCopy: true };
  }
}

/** @type {{path: string | null, data: any, problem: any, loading: boolean, isCopy: boolean}} */
const EMPTY = { path: null, data: undefined, problem: null, loading: true, isCopy: false };

/** As `useResource`, of a course that may be kept here: {data, problem, loading, isCopy, reload}. A null path waits. */
export function useReading(course, path) {
  const [state, setState] = useState(EMPTY);
  const asked = useRef(/** @type {AbortController | null} */ (null));
  const reload = useCallback(async () => {
    if (!path) return;
    asked.current?.abort();
    const { signal } = (asked.current = new AbortController());
    try {
      const answer = await read(course, path, signal);
      if (!signal.aborted) setState({ path, ...answer, problem: null, loading: false });
    } catch (problem) {
      const now = (before) => (before.path === path ? before : EMPTY);
      if (!signal.aborted) setState((before) => ({ ...now(before), path, problem, loading: false }));
    }
  }, [course, path]);

  useLayoutEffect(() => {
    reload();
    return () => asked.current?.abort();
  }, [reload]);
  return { ...(state.path === path ? state : EMPTY), reload };
}
