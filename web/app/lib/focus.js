// Where the keyboard is stays where it is, also when what has the focus is moved or made anew.

const FRAMES = 20;
const SETTLED_MS = 100;
const HEADINGS = "h1, h2, h3, h4, h5, h6";

/**
 * From now on: where what has the focus goes away with a change of the page, the focus goes to the heading of the
 * innermost part around it that is still there.
 */
export function guardFocus() {
  /** @type {HTMLElement[]} what has the focus, then what it is in */
  let trail = [];
  addEventListener("focusin", ({ target }) => (trail = around(target)));
  addEventListener("focusout", ({ target }) => {
    const isGivenUp = () => target === trail[0] && trail[0].isConnected && document.activeElement === document.body;
    setTimeout(() => isGivenUp() && (trail = []));
  });
  const look = () => {
    if (!trail.length || trail[0].isConnected || document.activeElement !== document.body) return;
    const place = trail.find((one) => one.isConnected && one.querySelector(HEADINGS));
    focusHeading(/** @type {HTMLElement} */ (place?.querySelector(HEADINGS)));
  };
  new MutationObserver(() => setTimeout(look, SETTLED_MS)).observe(document.body, { childList: true, subtree: true });
}

function around(target) {
  const found = [];
  for (let one = target; one; one = one.parentElement) found.push(one);
  return found;
}

function focusHeading(heading) {
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/**
 * For the next frames: whenever the focus is lost, give it back to the button whose accessible name is `name` (by
 * default that of the one that has it now), or where that cannot be used any more, to another one in its group.
 */
export function keepFocus(name = document.activeElement?.getAttribute("aria-label")) {
  if (name) watch(name, FRAMES);
}

function watch(name, frames) {
  if (!frames) return;
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusOn(name);
    watch(name, frames - 1);
  });
}

function focusOn(name) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll("button[aria-label]")]);
  const found = buttons.find((one) => one.getAttribute("aria-label") === name);
  const usable = found?.disabled ? /** @type {HTMLElement} */ (found.parentElement?.querySelector("button:not(:disabled)")) : found;
  usable?.focus();
}
