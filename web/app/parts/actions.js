// Buttons that do something at the server: busy while it lasts, once however often they are clicked.
import { useRef, useState } from "preact/hooks";
import { keepFocus } from "../lib/focus.js";
import { html } from "../lib/html.js";
import { toast } from "../lib/telling.js";
import { sentenceOf } from "./notes.js";

/**
 * [run, isBusy] of an asynchronous function: a second click while it runs does nothing, and what it rejects with is
 * told by a toast, or given to `refused`.
 * @param {(...given: any[]) => unknown} act
 * @param {(problem: any) => unknown} refused
 * @returns {[(...given: any[]) => Promise<void>, boolean]}
 */
export function useAction(act, refused = (problem) => toast(sentenceOf(problem), { kind: "bad" })) {
  const [isBusy, setBusy] = useState(false);
  const running = useRef(false);
  const run = async (...given) => {
    if (running.current) return;
    running.current = true;
    const name = document.activeElement?.getAttribute("aria-label");
    setBusy(true);
    try {
      await act(...given);
    } catch (problem) {
      refused(problem);
    } finally {
      running.current = false;
      setBusy(false);
      keepFocus(name);
    }
  };
  return [run, isBusy];
}

/**
 * [run, isBusy, problem] of a function as `useAction` takes it, for who shows beside it what it rejected with: null from
 * the next run on.
 * @param {(...given: any[]) => unknown} act
 * @returns {[(...given: any[]) => Promise<void>, boolean, any]}
 */
export function useTold(act) {
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const anew = (...given) => {
    setProblem(null);
    return act(...given);
  };
  return [...useAction(anew, setProblem), problem];
}

/** It stays focusable while it is busy, so that the focus is not lost. */
export function ActionButton({ act, refused, kind = "", children, ...rest }) {
  const [run, isBusy] = useAction(act, refused);
  return html`<button type="button" class=${`button ${kind}`} aria-disabled=${isBusy ? "true" : undefined} onClick=${run} ...${rest}>
    ${children}
  </button>`;
}
