// What a page shows of the API: read when it opens, read again on wish, each with its ETag.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "./api.js";
import { isAborted } from "./problem.js";

/** @type {{data: any, etag: string | null, problem: any, loading: boolean}} */
const EMPTY = { data: undefined, etag: null, problem: null, loading: true };

/**
 * {data, etag, problem, loading, reload, set} of a path; a path of null waits. `set({data, etag})` shows what an edit
 * answered. With `every`, it is read again after so many milliseconds while the page is seen.
 * @template {string} P
 * @param {P | null | undefined} path
 * @param {{query?: Record<string, any>, every?: number}} options
 * @returns {import("../../types").Resource<import("../../types").Answer<"get", P>>}
 */
export function useResource(path, { query, every } = {}) {
  const [state, setState] = useState(EMPTY);
  const asked = useRef(/** @type {AbortController | null} */ (null));
  const known = JSON.stringify(query ?? {});

  const reload = useCallback(async () => {
    if (!path) return;
    asked.current?.abort();
    const controller = (asked.current = new AbortController());
    setState((now) => ({ ...now, loading: true }));
    try {
      const { data, etag } = await get(path, { query: JSON.parse(known), signal: controller.signal });
      setState({ data, etag, problem: null, loading: false });
    } catch (problem) {
      if (!isAborted(problem)) setState((now) => ({ ...now, problem, loading: false }));
    }
  }, [path, known]);

  useLayoutEffect(() => {
    setState(EMPTY);
    reload();
    return () => asked.current?.abort();
  }, [reload]);

  useEffect(() => {
    if (!every) return undefined;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), every);
    return () => clearInterval(timer);
  }, [every, reload]);

  const set = useCallback((changed) => setState((now) => ({ ...now, problem: null, loading: false, ...changed })), []);
  return { ...state, reload, set };
}
