// New course: one page from documents and wishes to a generation.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { keep, useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { randomId } from "../lib/ids.js";
import { LANGUAGES, language, languageName, named, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { useTold } from "../parts/actions.js";
import { CheckField, ChoiceField, NumberField, TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { AboutFields, CatalogueFields, DifficultyField } from "./course_fields.js";
import { LINES, TAGS, fieldsOf } from "./forms.js";
import { Price } from "./price.js";
import { Sources, useSources } from "./sources.js";

const EMPTY = {
  title: "",
  description: "",
  objectives: "",
  difficulty: "beginner",
  depth: "standard",
  learning_style: "mixed",
  lessons: 6,
  sections_per_lesson: 2,
  language: null,
  visuals: true,
  review: true,
  budget: "",
  economy: false,
  category: "",
  tags: "",
  source_ids: [],
};
const DEPTHS = ["overview", "standard", "deep"];
const STYLES = ["mixed", "visual", "auditory", "reading", "kinesthetic"];
const WORDS_A_SECTION = { overview: 310, standard: 560, deep: 1000 };
const COURSE_LANGUAGES = [...Object.keys(LANGUAGES), "it", "nl", "pt", "pl", "ar", "zh", "ja"];

export default function NewCourse() {
  const [form, change, clear] = useDraft("new-course", EMPTY);
  const [request] = useState(() => ({ key: "", body: "" }));
  const sources = useSources(form.source_ids, (next) =>
    change((now) => ({ ...now, source_ids: next(now.source_ids) })),
  );
  const brief = briefOf(form);

  const [generate, isBusy, problem] = useTold(async () => {
    const body = JSON.stringify(brief);
    if (request.body !== body) Object.assign(request, { key: randomId(), body });
    const { data } = await post("/api/courses/generate", brief, { key: request.key });
    keep(`brief.${data.id}`, form);
    clear();
    navigate(`/studio/generations/${data.id}`);
  });
  const submit = (event) => {
    event.preventDefault();
    generate();
  };
  const field = fieldsOf({ form, change, problem });

  return html` <h1>${t("new.title")}</h1>
    <form class="new-course" onSubmit=${submit} aria-describedby="price">
      <div>
        <fieldset>
          <legend>${t("new.about")}</legend>
          <${AboutFields} field=${field} required />
        </fieldset>
        <${Sources} sources=${sources} fault=${field("source_ids").fault} />
        <fieldset>
          <legend>${t("new.shape")}</legend>
          <${Suggestion} sources=${sources} form=${form} change=${change} />
          <div class="fields">
            <${NumberField} label=${t("new.lessons")} min="1" max="20" ...${field("lessons")} />
            <${NumberField} label=${t("new.sections_per_lesson")} min="1" max="8" ...${field("sections_per_lesson")} />
            <${DifficultyField} ...${field("difficulty")} />
            <${ChoiceField} label=${t("new.depth")} options=${DEPTHS.map((one) => [one, named("depth", one)])} ...${field("depth")} />
            <${ChoiceField} label=${t("new.style")} options=${STYLES.map((one) => [one, named("style", one)])}
              ...${field("learning_style")} />
            <${ChoiceField} label=${t("new.language")} options=${COURSE_LANGUAGES.map((code) => [code, languageName(code)])}
              ...${field("language")} value=${brief.language} />
            <${CatalogueFields} field=${field} />
          </div>
          <${CheckField} label=${t("new.visuals")} ...${field("visuals")} />
          <${CheckField} label=${t("new.review")} hint=${t("new.review_hint")} ...${field("review")} />
          <${CheckField} label=${t("new.economy")} hint=${t("new.economy_hint")} ...${field("economy")} />
          <${TextField}
            label=${t("new.budget")}
            hint=${t("new.budget_hint")}
            inputmode="decimal"
            pattern="[0-9]{1,6}([.][0-9]{1,6})?"
            ...${field("budget")}
          />
        </fieldset>
      </div>
      <aside class="card" aria-labelledby="price-title">
        <${Price} brief=${brief} />
        <${ProblemNote} problem=${problem} />
        ${sources.isUploading && html`<p class="soft">${t("new.wait_for_files")}</p>`}
        <button class="button main" disabled=${sources.isUploading} aria-disabled=${isBusy ? "true" : undefined}>
          ${t("new.make")}
        </button>
      </aside>
    </form>`;
}

function Suggestion({ sources, form, change }) {
  const words = sources.ready.reduce((sum, one) => sum + one.words, 0);
  if (!words) return null;
  const most = Math.max(1, Math.min(160, Math.round(words / WORDS_A_SECTION[form.depth])));
  const perLesson = Math.min(most, most < 12 ? 2 : 3);
  const lessons = Math.max(1, Math.min(20, Math.floor(most / perLesson)));
  const isTaken = form.lessons === lessons && form.sections_per_lesson === perLesson;
  const take = () => change((now) => ({ ...now, lessons, sections_per_lesson: perLesson }));
  return html`<p class="row">
    <span>${t("new.carries", { count: most })}</span>
    ${
      !isTaken &&
      html`<button type="button" class="button small" onClick=${take}>
        ${t("new.take_shape", { lessons, sections: perLesson })}
      </button>`
    }
  </p>`;
}

/** The brief as the API takes it. */
function briefOf(form) {
  const { objectives, tags, budget, review, language: chosen, ...rest } = form;
  const amount = budget.trim().replace(",", ".");
  return {
    ...rest,
    objectives: LINES.sent(objectives),
    tags: TAGS.sent(tags),
    language: chosen ?? language.value,
    review: review ? "outline" : "none",
    budget: amount ? { amount, currency: "USD" } : null,
  };
}
