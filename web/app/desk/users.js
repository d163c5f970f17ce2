// Everybody's accounts: their roles, and whether they are let in.
import { useEffect, useState } from "preact/hooks";
import { all, get, patch } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, date, t } from "../lib/messages.js";
import { me } from "../lib/session.js";
import { toast } from "../lib/telling.js";
import { ActionButton, useAction } from "../parts/actions.js";
import { ChoiceField, TextField } from "../parts/fields.js";
import { Read, sentenceOf } from "../parts/notes.js";
import { Frame } from "./frame.js";

const ROLES = ["student", "instructor", "operator", "admin"];
const MOST = 2000;

export default function Users() {
  const [state, setState] = useState(/** @type {{data?: any[], problem: any}} */ ({ problem: null }));
  const [filter, setFilter] = useState({ words: "", role: "" });
  const load = () => all("/api/users", {}, MOST).then((data) => setState({ data, problem: null }), (problem) => setState((now) => ({ ...now, problem })));
  useEffect(() => void load(), []);
  const put = (user) => setState((now) => ({ ...now, data: now.data?.map((one) => (one.id === user.id ? user : one)) }));
  const wanted = ({ full_name, email, role }) =>
    (!filter.role || role === filter.role) && `${full_name} ${email}`.toLowerCase().includes(filter.words.toLowerCase());
  return html`<${Frame} title=${t("desk.users")}>
    <div class="fields">
      <${TextField} label=${t("desk.find_user")} type="search" value=${filter.words} onChange=${(words) => setFilter((now) => ({ ...now, words }))} />
      <${ChoiceField} label=${t("desk.role")} value=${filter.role} onChange=${(role) => setFilter((now) => ({ ...now, role }))}
        options=${[["", t("catalogue.any")], ...ROLES.map((one) => [one, t(`desk_role.${one}`)])]} />
    </div>
    <${Read} resource=${{ ...state, reload: load }}>${(users) => html`<${Table} users=${users.filter(wanted)} put=${put} />`}</${Read}>
  </${Frame}>`;
}

const Table = ({ users, put }) => html`<p role="status">${t("desk.user_count", { count: users.length })}</p>
  <div class="scroll-x" tabindex="0" role="region" aria-label=${t("desk.users")}><table>
    <thead><tr><th>${t("register.name")}</th><th>${t("sign_in.email")}</th><th>${t("desk.role")}</th><th>${t("desk.seen")}</th><th>${t("desk.actions")}</th></tr></thead>
    <tbody>${users.map((user) => html`<${Row} key=${user.id} user=${user} put=${put} />`)}</tbody>
  </table></div>`;

function Row({ user, put }) {
  const change = async (changes) => {
    const { etag } = await get(`/api/users/${user.id}`);
    const { data } = await patch(`/api/users/${user.id}`, changes, etag);
    put(data);
    toast(t("desk.user_changed", { name: user.full_name }), { undo: () => change(undone(changes)).catch((problem) => toast(sentenceOf(problem), { kind: "bad" })) });
  };
  const undone = (changes) => Object.fromEntries(Object.keys(changes).map((name) => [name, user[name]]));
  const [give] = useAction((role) => change({ role }));
  const isSelf = user.id === me().id;
  return html`<tr>
    <td dir="auto">${user.full_name}</td><td><bdi>${user.email}</bdi></td>
    <td><select class="plain" aria-label=${t("desk.role_of", { name: user.full_name })} disabled=${isSelf} onChange=${(event) => give(event.target.value)}>
      ${ROLES.map((one) => html`<option value=${one} selected=${one === user.role}>${t(`desk_role.${one}`)}</option>`)}
    </select></td>
    <td>${user.last_login_at ? ago(user.last_login_at) : date(user.created_at, { dateStyle: "medium" })}</td>
    <td>${isSelf
      ? html`<span class="soft">${t("desk.yourself")}</span>`
      : html`<${ActionButton} kind=${`small ${user.is_active ? "danger" : ""}`} act=${() => change({ is_active: !user.is_active })}>
          ${user.is_active ? t("desk.deactivate") : t("desk.activate")}<span class="visually-hidden" dir="auto"> ${user.full_name}</span>
        </${ActionButton}>`}</td>
  </tr>`;
}
