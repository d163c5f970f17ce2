// What is said beside the page: toasts with a way back, and words for screen readers.
import { signal } from "@preact/signals";

const SHOWN_MS = 8000;
let last = 0;

/** @typedef {{id: number, text: string, undo?: () => void, kind: string}} Toast */

export const toasts = signal(/** @type {Toast[]} */ ([]));
export const polite = signal("");
export const urgent = signal("");

/**
 * Show a sentence for some seconds; with `undo`, a button that takes it back.
 * @param {string} text
 * @param {{undo?: () => void, kind?: "" | "bad"}} options
 */
export function toast(text, { undo, kind = "" } = {}) {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text, undo, kind }];
  setTimeout(() => dismiss(id), undo || kind ? SHOWN_MS * 2 : SHOWN_MS);
  return id;
}

export function dismiss(id) {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** Have a screen reader say it: when it is quiet, or (`isUrgent`) now. */
export function announce(text, { isUrgent = false } = {}) {
  (isUrgent ? urgent : polite).value = text;
}

/** @type {(() => void) | null} */
let leaving = null;

/**
 * Do `act` after some seconds unless it is taken back: for what the server cannot undo. Resolves to whether it was done.
 */
export function unlessUndone(text, act, seconds = 6) {
  leaving?.();
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      leaving = null;
      dismiss(id);
      Promise.resolve(act()).then(() => resolve(true), reject);
    };
    const undo = () => {
      clearTimeout(timer);
      leaving = null;
      resolve(false);
    };
    const id = toast(text, { undo });
    const timer = setTimeout(finish, seconds * 1000);
    leaving = finish;
  });
}

addEventListener("pagehide", () => leaving?.());
