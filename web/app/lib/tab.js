// The name of this tab: the same after a reload, another one in a copy of it.
import { randomId } from "./ids.js";

const NAME = "coursewright.tab";

export const tab = left() ?? randomId();

/** The name that this tab had when its page went away. Nothing is kept while a page is there, so no copy has its name. */
function left() {
  try {
    const name = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return name;
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem(NAME, tab);
  } catch {
    // without room a reload has another name
  }
});
addEventListener("pageshow", () => void left());
