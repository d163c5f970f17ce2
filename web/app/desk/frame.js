import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { path } from "../lib/router.js";
import { account } from "../lib/session.js";
import { maySee } from "../routes.js";

const PAGES = [
  ["/desk", "desk.generations", "operator"],
  ["/desk/spend", "desk.spend", "operator"],
  ["/desk/records", "store.title", "operator"],
  ["/desk/users", "desk.users", "admin"],
  ["/desk/audit", "desk.audit", "admin"],
];

/** The pages of the desk, by whom they are for. */
export const Frame = ({ title, children }) => html`<h1>${title}</h1>
  <nav aria-label=${t("nav.desk")}><ul class="tabs">
    ${PAGES.filter(([, , wanted]) => maySee(account.value, wanted)).map(
      ([to, name]) => html`<li><a href=${to} aria-current=${path.value === to ? "page" : undefined}>${t(name)}</a></li>`,
    )}
  </ul></nav>
  ${children}`;
