import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";

export default function Home() {
  return html`<h1>${t("nav.studio")}</h1>`;
}
