// Addresses and pages: links are links, the back button works, and who listens hears where they are.
import { computed, signal } from "@preact/signals";

const here = () => ({ path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash });

/** {path, query, hash} of the page that is shown. */
export const place = signal(here());
export const path = computed(() => place.value.path);

/** Go to an address of ours. `replace` leaves no way back to the present one. */
export function navigate(to, { replace = false } = {}) {
  if (to === location.pathname + location.search + location.hash) replace = true;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  place.value = here();
  if (!replace) scrollTo(0, 0);
}

/** An address of ours to go on to, and of nobody else; null for any other. */
export const ours = (next) => (next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") ? next : null);

/** Have links of ours and the back button change the place instead of loading a document. */
export function listen() {
  addEventListener("popstate", () => (place.value = here()));
  addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest?.("a[href]"));
    if (!link || !isOurs(event, link)) return;
    const { pathname, search, hash } = new URL(link.href);
    if (hash && pathname === location.pathname && search === location.search) return;
    event.preventDefault();
    navigate(pathname + search + hash);
  });
}

function isOurs(event, link) {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return false;
  return link.origin === location.origin && !/^\/(api|docs|assets|health|ready|metrics)(\/|$)/.test(link.pathname);
}

/** The first route whose pattern (`/studio/courses/:id`) fits the path, with the values of its names; else null. */
export function match(routes, wanted) {
  for (const route of routes) {
    const values = fits(route.path, wanted);
    if (values) return { route, values };
  }
  return null;
}

function fits(pattern, wanted) {
  const [asked, given] = [pattern, wanted].map((text) => text.split("/").filter(Boolean));
  if (asked.length !== given.length) return null;
  const values = {};
  for (const [index, part] of asked.entries()) {
    if (part.startsWith(":")) values[part.slice(1)] = decodeURIComponent(given[index]);
    else if (part !== given[index]) return null;
  }
  return values;
}
