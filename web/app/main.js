// The start: the language, who is signed in, then the page of the address.
import { render } from "preact";
import { guardFocus } from "./lib/focus.js";
import { html } from "./lib/html.js";
import { speak, wishedLanguage } from "./lib/messages.js";
import { listen } from "./lib/router.js";
import { restore } from "./lib/session.js";
import { Shell } from "./shell.js";
import { Unreachable } from "./pages/unreachable.js";

const root = document.getElementById("app");

async function start() {
  await speak(wishedLanguage());
  try {
    await restore();
  } catch (problem) {
    render(html`<${Unreachable} problem=${problem} again=${start} />`, root);
    return;
  }
  render(html`<${Shell} />`, root);
}

listen();
guardFocus();
await start();
