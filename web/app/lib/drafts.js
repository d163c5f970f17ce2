// What is typed and not sent yet survives a reload, a crash and a closed tab.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { t } from "./messages.js";
import { forget, recall, remember } from "./storage.js";
import { toast } from "./telling.js";

const PREFIX = "coursewright.draft.";
const SETTLED_MS = 250;

/**
 * [value, change, clear]; `change` takes a value or a function of the last one. `key` null keeps nothing.
 * @template Value
 * @param {string | null} key
 * @param {Value} initial
 * @returns {[Value, (next: Value | ((now: Value) => Value)) => void, () => void]}
 */
export function useDraft(key, initial) {
  const [value, setValue] = useState(() => (key && kept(key)) ?? initial);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const latest = useRef({ key, value });
  latest.current = { key, value };

  const change = useCallback((next) => setValue((now) => (next instanceof Function ? next(now) : next)), []);
  const isFirst = useRef(true);

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return undefined;
    }
    if (!key) return undefined;
    timer.current = setTimeout(() => keep(key, value), SETTLED_MS);
    return () => clearTimeout(timer.current);
  }, [key, value]);

  useEffect(() => {
    const now = () => timer.current && latest.current.key && keep(latest.current.key, latest.current.value);
    addEventListener("pagehide", now);
    return () => {
      now();
      removeEventListener("pagehide", now);
    };
  }, []);

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (key) discard(key);
  }, [key]);
  return [value, change, clear];
}

/** The draft of a key, or undefined. */
export function kept(key) {
  try {
    return JSON.parse(recall(PREFIX + key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

let isFull = false;

/** Keep a draft. Where the browser has no room, that is said, once. */
export function keep(key, value) {
  const isKept = remember(PREFIX + key, JSON.stringify(value));
  if (!isKept && !isFull) toast(t("problem.no_room"), { kind: "bad" });
  isFull = !isKept;
}

export const discard = (key) => forget(PREFIX + key);
