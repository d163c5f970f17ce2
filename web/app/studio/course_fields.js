// What is said of a course, whether it is wished for or there already. `field` is that of `fieldsOf`.
import { html } from "../lib/html.js";
import { named, t } from "../lib/messages.js";
import { ChoiceField, TextField } from "../parts/fields.js";

const DIFFICULTIES = ["beginner", "intermediate", "advanced"];

/** Title, description and objectives, the last as lines. */
export const AboutFields = ({ field, ...rest }) => html`<${TitleField} ...${field("title")} ...${rest} />
  <${TextField} label=${t("new.description")} rows="4" maxlength="5000" ...${field("description")} />
  <${TextField} label=${t("new.objectives")} hint=${t("new.objectives_hint")} rows="5" ...${field("objectives")} />`;

export const TitleField = (rest) => html`<${TextField} label=${t("new.name")} maxlength="200" ...${rest} />`;

/** One item a line, of a lesson or a section. */
export const ObjectivesField = (rest) => html`<${TextField}
  label=${t("outline.objectives")} hint=${t("outline.one_a_line")} rows="3" ...${rest} />`;

export const DifficultyField = (rest) => html`<${ChoiceField} label=${t("new.difficulty")}
  options=${DIFFICULTIES.map((one) => [one, named("difficulty", one)])} ...${rest} />`;

/** Category and tags, the latter with commas. */
export const CatalogueFields = ({ field }) => html`<${TextField}
    label=${t("new.category")} maxlength="100" ...${field("category")} />
  <${TextField} label=${t("new.tags")} hint=${t("new.tags_hint")} ...${field("tags")} />`;
