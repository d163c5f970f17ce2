// Links that show a course, or let people enroll, without its being listed.
import { useState } from "preact/hooks";
import { post, remove } from "../lib/api.js";
import { html } from "../lib/html.js";
import { date, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { toast } from "../lib/telling.js";
import { ActionButton, useTold } from "../parts/actions.js";
import { ChoiceField } from "../parts/fields.js";
import { ProblemNote, Read } from "../parts/notes.js";

export function ShareLinks({ course }) {
  const links = useResource(`/api/courses/${course.id}/share-links`, { query: { limit: 50 } });
  const [mode, setMode] = useState("enroll");
  const [made, setMade] = useState(/** @type {string | null} */ (null));
  const [make, , problem] = useTold(async () => {
    const { data } = await post(`/api/courses/${course.id}/share-links`, { mode });
    setMade(`${location.origin}${data.path}`);
    links.reload();
  });
  return html`<section class="card" aria-labelledby="links">
    <h2 id="links">${t("links.title")}</h2>
    <p class="small soft">${t("links.hint")}</p>
    <${ChoiceField} label=${t("links.mode")} value=${mode} onChange=${setMode}
      options=${["enroll", "view"].map((one) => [one, t(`link_mode.${one}`)])} />
    <${ProblemNote} problem=${problem} />
    <${ActionButton} act=${make}>${t("links.make")}</${ActionButton}>
    ${made && html`<p><label class="field">${t("links.made")}${" "}<input readonly value=${made} onFocus=${(event) => event.target.select()} /></label></p>`}
    <${Read} resource=${links}>
      ${({ items }) => html`<ul>${items.filter((one) => one.is_open).map((one) => html`<${Link} key=${one.id} link=${one} changed=${links.reload} />`)}</ul>`}
    </${Read}>
  </section>`;
}

function Link({ link, changed }) {
  const when = date(link.created_at);
  const revoke = async () => {
    await remove(`/api/share-links/${link.id}`);
    toast(t("links.revoked"));
    changed();
  };
  return html`<li class="row">
    <span>${t(`link_mode.${link.mode}`)} · ${t("links.since", { when })}</span>
    <${ActionButton} kind="small quiet" act=${revoke} aria-label=${t("links.revoke_one", { when })}>${t("links.revoke")}</${ActionButton}>
  </li>`;
}
