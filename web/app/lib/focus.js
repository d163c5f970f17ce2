// Where the keyboard is stays where it is, also when what has the focus is moved or made anew.

const FRAMES = 20;

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
  const found = [...document.querySelectorAll("button[aria-label]")].find((one) => one.getAttribute("aria-label") === name);
  const usable = found?.disabled ? found.parentElement.querySelector("button:not(:disabled)") : found;
  usable?.focus();
}
