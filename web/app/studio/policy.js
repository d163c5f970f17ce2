// How strictly a course leads its learners.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { CheckField, ChoiceField, NumberField } from "../parts/fields.js";

const MASTERY = {
  none: () => null,
  score: () => ({ type: "score", threshold: 80 }),
  m_of_n: () => ({ type: "m_of_n", m: 3, n: 5 }),
};

/** `fault` gives what is wrong with a field of the policy, by its pointer below it. */
export function Policy({ policy, onChange, fault }) {
  const set = (name) => (value) => onChange((now) => ({ ...now, [name]: value }));
  const { mastery } = policy;
  const kind = mastery?.type ?? "none";
  const put = (name) => (value) => set("mastery")({ ...mastery, [name]: value });
  const number = (name, value, change, most, rest = {}) => html`<${NumberField} label=${t(`policy.${name}`)} min="0"
    max=${most} value=${value} onChange=${change} fault=${fault(name)} ...${rest} />`;
  return html`<fieldset class="card">
    <legend>${t("policy.title")}</legend>
    <${CheckField}
      label=${t("policy.sequential")}
      hint=${t("policy.sequential_hint")}
      value=${policy.sequential}
      onChange=${set("sequential")}
    />
    <div class="fields">
      <${ChoiceField}
        label=${t("policy.mastery")}
        hint=${t("policy.mastery_hint")}
        value=${kind}
        fault=${fault("mastery")}
        onChange=${(chosen) => set("mastery")(MASTERY[chosen]())}
        options=${Object.keys(MASTERY).map((one) => [one, t(`mastery.${one}`)])}
      />
      ${kind === "score" && number("threshold", mastery.threshold, put("threshold"), 100)}
      ${kind === "m_of_n" && number("m", mastery.m, put("m"), 100, { min: "1" })}
      ${kind === "m_of_n" && number("n", mastery.n, put("n"), 100, { min: "1" })}
      ${number("min_time_fraction", Math.round(policy.min_time_fraction * 100), (share) => set("min_time_fraction")(share / 100), 100, { hint: t("policy.min_time_hint") })}
      ${number("min_interactions", policy.min_interactions, set("min_interactions"), 1000, { hint: t("policy.min_interactions_hint") })}
      ${number("idle_cap_minutes", Math.round(policy.idle_cap_seconds / 60), (count) => set("idle_cap_seconds")(Math.max(1, count) * 60), 1440, { min: "1", hint: t("policy.idle_cap_hint"), fault: fault("idle_cap_seconds") })}
    </div>
  </fieldset>`;
}
