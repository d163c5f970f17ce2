// Of each check whether a person has accepted it as it is, and how learners do in it.
import { useEffect } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { date, number, percent, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { announce, toast } from "../lib/telling.js";
import { ActionButton } from "../parts/actions.js";
import { sentenceOf } from "../parts/notes.js";

/** {of, review} of a section's checks, read anew with each save: `of` gives the standing of one by its id. */
export function useStandings(section, looks) {
  const path = `/api/sections/${section}/checks`;
  const resource = useResource(path);
  useEffect(() => {
    if (looks) resource.reload();
  }, [looks]);
  const of = (id) => resource.data?.checks.find((one) => one.check_id === id);
  const review = async (ids, accepted) => {
    const checks = ids.map(of).filter(Boolean).map(({ check_id, digest }) => ({ check_id, digest }));
    try {
      const { data } = await post(`${path}/review`, { accepted, checks });
      resource.set({ data });
      announce(t(accepted ? "checks.accepted_count" : "checks.opened_count", { count: checks.length }));
    } catch (problem) {
      toast(sentenceOf(problem), { kind: "bad" });
      resource.reload();
    }
  };
  return { of, review };
}

/** Accepted or not, and what looks wrong, in a word each. */
export function CheckMark({ standing, isSaved }) {
  if (!standing || !isSaved) return null;
  const suspicion = standing.figures?.suspicion;
  return html`${standing.accepted_at
    ? html`<span class="badge good">${t("checks.accepted")}</span>`
    : html`<span class="badge">${t("checks.open")}</span>`}
  ${suspicion && html`${" "}<span class="badge warn">${t(`suspicion.${suspicion}`)}</span>`}`;
}

export function CheckStanding({ id, standings, isSaved }) {
  const standing = standings.of(id);
  if (!standing || !isSaved) return html`<p class="soft small">${t("checks.save_first")}</p>`;
  const { accepted_at: accepted, figures } = standing;
  return html`<div class="row apart block">
    <span class="small soft">
      ${accepted ? t("checks.accepted_when", { when: date(accepted) }) : t("checks.nobody_yet")}
      ${figures && html`<br /><${Figures} figures=${figures} />`}
    </span>
    <${ActionButton} kind="small" act=${() => standings.review([id], !accepted)}>
      ${accepted ? t("checks.take_back") : t("checks.accept_one")}
    </${ActionButton}>
  </div>`;
}

function Figures({ figures }) {
  const { answered, difficulty, discrimination, suspicion } = figures;
  return html`${t("checks.answered", { count: answered })}
    ${difficulty !== null && html` · ${t("checks.right", { share: percent(difficulty) })}`}
    ${discrimination !== null && html` · ${t("checks.discrimination", { value: number(discrimination, { maximumFractionDigits: 2 }) })}`}
    ${suspicion && html` · <strong>${t(`suspicion_means.${suspicion}`)}</strong>`}`;
}
