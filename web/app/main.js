// The start: the language, who is signed in, then the page of the address.
import { render } from "preact";
import { begin, begun } from "./early.js";
import { guardFocus } from "./lib/focus.js";
import { html } from "./lib/html.js";
import { listen, match, path } from "./lib/router.js";
import { Shell } from "./shell.js";
import { ROUTES } from "./routes.js";
import { Unreachable } from "./pages/unreachable.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

/** The page's modules come while it is found out who asks; where they do not come, the shell says so. */
const fetchPage = () => match(ROUTES, path.value)?.route.load().catch(() => {});

async function show(beginning) {
  const away = await beginning;
  const again = () => show(begin());
  render(away ? html`<${Unreachable} problem=${away} again=${again} />` : html`<${Shell} />`, root);
}

listen();
fetchPage();
guardFocus();
await show(begun);
