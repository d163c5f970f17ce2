// What is said of a course, whether it is wished for or there already.
import { html } from "../lib/html.js";
import { named, t } from "../lib/messages.js";
import { ChoiceField, TextField } from "../parts/fields.js";

const DIFFICULTIES = ["beginner", "intermediate", "advanced"];

/** Title, description and objectives, the last as lines. `set` and `fault` are functions of a field's name. */
export function AboutFields({ form, set, fault, ...rest }) {
  return html`<${TextField} label=${t("new.name")} maxlength="200" value=${form.title} onChange=${set("title")}
      fault=${fault("title")} ...${rest} />
    <${TextField}
      label=${t("new.description")}
      rows="4"
      maxlength="5000"
      value=${form.description}
      onChange=${set("description")}
      fault=${fault("description")}
    />
    <${TextField}
      label=${t("new.objectives")}
      hint=${t("new.objectives_hint")}
      rows="5"
      value=${form.objectives}
      onChange=${set("objectives")}
      fault=${fault("objectives")}
    />`;
}

export const DifficultyField = ({ form, set }) => html`<${ChoiceField}
  label=${t("new.difficulty")}
  value=${form.difficulty}
  onChange=${set("difficulty")}
  options=${DIFFICULTIES.map((one) => [one, named("difficulty", one)])}
/>`;

/** Category and tags, the latter with commas. */
export const CatalogueFields = ({ form, set, fault }) => html`<${TextField}
    label=${t("new.category")}
    maxlength="100"
    value=${form.category}
    onChange=${set("category")}
    fault=${fault("category")}
  />
  <${TextField}
    label=${t("new.tags")}
    hint=${t("new.tags_hint")}
    value=${form.tags}
    onChange=${set("tags")}
    fault=${fault("tags")}
  />`;

export const tagsOf = (text) =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
