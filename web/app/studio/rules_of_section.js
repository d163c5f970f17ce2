// When a section opens and counts: what has to be done before, how well, and how often.
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { CheckField, ChoiceField, NumberField } from "../parts/fields.js";

/** `field` is that of `fieldsOf`, for the section's form. */
export function RulesOfSection({ section, course, field }) {
  const prerequisites = field("prerequisites");
  const gate = field("gate");
  return html`<fieldset>
    <legend>${t("editor.rules")}</legend>
    <${CheckField} label=${t("editor.required")} ...${field("is_required")} />
    <${CheckField} label=${t("editor.requires_retake")} ...${field("requires_retake")} />
    <${NumberField} label=${t("editor.minutes")} min="0" max="600" ...${field("estimated_duration")} />
    <${Prerequisites} parts=${partsToAskFor(course, section, prerequisites.value)}
      isSequential=${course.progression_policy.sequential} ...${prerequisites} />
    <${Gate} parts=${partsToAskFor(course, section, [gate.value?.requires])} ...${gate} />
  </fieldset>`;
}

/**
 * What a section may ask for, in the order of the course, as {id, name, isLesson}: not itself, not its own lesson, and
 * in a sequential course nothing that comes later, since nobody could begin that; but what it asks for already.
 */
export function partsToAskFor(course, section, chosen) {
  const found = [];
  let isBefore = true;
  for (const lesson of course.lessons) {
    const isOwn = lesson.sections.some((one) => one.id === section.id);
    const lessonIsBefore = isBefore && !isOwn;
    const at = found.length;
    for (const one of lesson.sections) {
      if (one.id === section.id) isBefore = false;
      else found.push({ id: one.id, name: `${one.key} ${one.title}`, isLesson: false, isBefore });
    }
    if (!isOwn) {
      const name = t("rules.whole_lesson", { title: `${lesson.key}. ${lesson.title}` });
      found.splice(at, 0, { id: lesson.id, name, isLesson: true, isBefore: lessonIsBefore });
    }
  }
  return found.filter((one) => one.isBefore || !course.progression_policy.sequential || chosen.includes(one.id));
}

function Prerequisites({ parts, value: chosen, isSequential, onChange, fault }) {
  const toggle = (id) => (is) => onChange((now) => (is ? [...now, id] : now.filter((one) => one !== id)));
  return html`<details class="field" open=${Boolean(fault) || undefined}>
    <summary>${t("rules.prerequisites", { count: chosen.length })}</summary>
    <p class="field-hint">${isSequential ? t("rules.in_order_hint") : t("rules.any_order_hint")}</p>
    ${fault && html`<p class="field-fault">${fault}</p>`}
    ${!parts.length && html`<p class="soft">${t("rules.nothing_before")}</p>`}
    ${parts.map((one) => html`<${CheckField} key=${one.id} label=${one.name} value=${chosen.includes(one.id)}
      onChange=${toggle(one.id)} />`)}
  </details>`;
}

function Gate({ parts, value: gate, onChange, fault }) {
  const choose = (requires) =>
    onChange((now) => (requires ? { min_score: 0, min_completion: 100, ...now, requires } : null));
  const put = (name) => (value) => onChange((now) => ({ ...now, [name]: value }));
  return html`<div class="field">
    <${ChoiceField}
      label=${t("rules.gate")}
      hint=${t("rules.gate_hint")}
      fault=${fault}
      value=${gate?.requires ?? ""}
      onChange=${choose}
      options=${[["", t("rules.no_gate")], ...parts.map((one) => [one.id, one.name])]}
    />
    ${
      gate &&
      html`<div class="fields">
        ${["min_completion", "min_score"].map((name) => html`<${NumberField} key=${name} label=${t(`rules.${name}`)}
          hint=${t("rules.zero_hint")} min="0" max="100" value=${gate[name]} onChange=${put(name)} />`)}
      </div>`
    }
  </div>`;
}
