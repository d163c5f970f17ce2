// New course: one page from documents and wishes to a generation.
import { useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { keep, useDraft } from "../lib/drafts.js";
import { html } from "../lib/html.js";
import { randomId } from "../lib/ids.js";
import { linesOf } from "../lib/lists.js";
import { LANGUAGES, language, languageName, named, t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { useAction } from "../parts/actions.js";
import { CheckField, ChoiceField, NumberField, TextField } from "../parts/fields.js";
import { ProblemNote } from "../parts/notes.js";
import { AboutFields, CatalogueFields, DifficultyField, tagsOf } from "./course_fields.js";
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
  const [problem, setProblem] = useState(null);
  const [request] = useState(() => ({ key: null, body: null }));
  const set = (name) => (value) => change((now) => ({ ...now, [name]: value }));
  const sources = useSources(form.source_ids, (next) =>
    change((now) => ({ ...now, source_ids: next(now.source_ids) })),
  );
  const brief = briefOf(form);

  const [generate, isBusy] = useAction(async () => {
    setProblem(null);
    const body = JSON.stringify(brief);
    if (request.body !== body) Object.assign(request, { key: randomId(), body });
    const { data } = await post("/api/courses/generate", brief, { key: request.key });
    keep(`brief.${data.id}`, form);
    clear();
    navigate(`/studio/generations/${data.id}`);
  }, setProblem);
  const submit = (event) => {
    event.preventDefault();
    generate();
  };
  const fault = (name) => problem?.at?.(`/${name}`);

  return html` <h1>${t("new.title")}</h1>
    <form class="new-course" onSubmit=${submit} aria-describedby="price">
      <div>
        <fieldset>
          <legend>${t("new.about")}</legend>
          <${AboutFields} form=${form} set=${set} fault=${fault} required />
        </fieldset>
        <${Sources} sources=${sources} fault=${fault("source_ids")} />
        <fieldset>
          <legend>${t("new.shape")}</legend>
          <${Suggestion} sources=${sources} form=${form} change=${change} />
          <div class="fields">
            <${NumberField}
              label=${t("new.lessons")}
              min="1"
              max="20"
              value=${form.lessons}
              onChange=${set("lessons")}
              fault=${fault("lessons")}
            />
            <${NumberField}
              label=${t("new.sections_per_lesson")}
              min="1"
              max="8"
              value=${form.sections_per_lesson}
              onChange=${set("sections_per_lesson")}
              fault=${fault("sections_per_lesson")}
            />
            <${DifficultyField} form=${form} set=${set} />
            <${ChoiceField}
              label=${t("new.depth")}
              value=${form.depth}
              onChange=${set("depth")}
              options=${DEPTHS.map((one) => [one, named("depth", one)])}
            />
            <${ChoiceField}
              label=${t("new.style")}
              value=${form.learning_style}
              onChange=${set("learning_style")}
              options=${STYLES.map((one) => [one, named("style", one)])}
            />
            <${ChoiceField}
              label=${t("new.language")}
              value=${brief.language}
              onChange=${set("language")}
              fault=${fault("language")}
              options=${COURSE_LANGUAGES.map((code) => [code, languageName(code)])}
            />
            <${CatalogueFields} form=${form} set=${set} fault=${fault} />
          </div>
          <${CheckField} label=${t("new.visuals")} value=${form.visuals} onChange=${set("visuals")} />
          <${CheckField}
            label=${t("new.review")}
            hint=${t("new.review_hint")}
            value=${form.review}
            onChange=${set("review")}
          />
          <${CheckField}
            label=${t("new.economy")}
            hint=${t("new.economy_hint")}
            value=${form.economy}
            onChange=${set("economy")}
          />
          <${TextField}
            label=${t("new.budget")}
            hint=${t("new.budget_hint")}
            inputmode="decimal"
            pattern="[0-9]{1,6}([.][0-9]{1,6})?"
            value=${form.budget}
            onChange=${set("budget")}
            fault=${fault("budget")}
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
    objectives: linesOf(objectives),
    tags: tagsOf(tags),
    language: chosen ?? language.value,
    review: review ? "outline" : "none",
    budget: amount ? { amount, currency: "USD" } : null,
  };
}
