// What is typed and not sent yet survives a reload, a crash and a closed tab.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

const PREFIX = "coursewright.draft.";
const SETTLED_MS = 250;

/** [value, change, clear]; `change` takes a value or a function of the last one. `key` null keeps nothing. */
export function useDraft(key, initial) {
  const [value, setValue] = useState(() => (key && kept(key)) ?? initial);
  const timer = useRef(null);
  const latest = useRef({ key, value });
  latest.current = { key, value };

  const change = useCallback((next) => setValue((now) => (typeof next === "function" ? next(now) : next)), []);
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
    return () => removeEventListener("pagehide", now);
  }, []);

  const clear = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = null;
    if (key) discard(key);
  }, [key]);
  return [value, change, clear];
}

/** The draft of a key, or undefined. */
export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keep a draft. Returns false where the browser has no room. */
export function keep(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function discard(key) {
  localStorage.removeItem(PREFIX + key);
}
