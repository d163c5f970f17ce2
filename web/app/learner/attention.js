// Time that counts: seconds in which the page is seen and somebody does something with it.
import { useEffect, useRef } from "preact/hooks";
import { discard, keep, kept } from "../lib/drafts.js";

const IDLE_MS = 90_000;
const LONGEST_TICK_MS = 2_500;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchstart"];

/**
 * {seconds, forget} for what is kept under a key: counted once a second while the page is visible and was used within
 * the last minute and a half. A tab that slept counts nothing of its sleep. It survives a reload.
 */
export function useAttention(key) {
  const counted = useRef(0);
  useEffect(() => {
    counted.current = kept(key) ?? 0;
    let used = performance.now();
    let last = used;
    const sign = () => (used = performance.now());
    const tick = () => {
      const now = performance.now();
      const isAwake = now - last < LONGEST_TICK_MS;
      if (isAwake && document.visibilityState === "visible" && now - used < IDLE_MS) counted.current += (now - last) / 1000;
      last = now;
      if (Math.round(counted.current) % 5 === 0) keep(key, counted.current);
    };
    const save = () => keep(key, counted.current);
    const timer = setInterval(tick, 1000);
    for (const one of SIGNS) addEventListener(one, sign, { passive: true, capture: true });
    document.addEventListener("visibilitychange", save);
    return () => {
      clearInterval(timer);
      for (const one of SIGNS) removeEventListener(one, sign, { capture: true });
      document.removeEventListener("visibilitychange", save);
      save();
    };
  }, [key]);
  const forget = () => {
    counted.current = 0;
    discard(key);
  };
  return { seconds: () => Math.min(counted.current, 86_400), forget };
}
