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
  const latest = useRef({ key, value, isKept: true });

  const keepNow = useCallback(() => {
    clearTimeout(timer.current);
    const { key: of, value: typed, isKept } = latest.current;
    if (of && !isKept) keep(of, typed);
    latest.current.isKept = true;
  }, []);

  // At once, and not with the next drawing: the page may be closed before it.
  const change = useCallback(
    (next) => {
      if (latest.current.key !== key) keepNow();
      const typed = next instanceof Function ? next(latest.current.value) : next;
      latest.current = { key, value: typed, isKept: false };
      setValue(typed);
      clearTimeout(timer.current);
      timer.current = setTimeout(keepNow, SETTLED_MS);
    },
    [key],
  );

  useEffect(() => {
    addEventListener("pagehide", keepNow);
    return () => {
      keepNow();
      removeEventListener("pagehide", keepNow);
    };
  }, []);

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    latest.current.isKept = true;
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
