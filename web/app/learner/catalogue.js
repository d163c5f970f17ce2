// The catalogue: what is published, searched by words and narrowed by filters that stand in the address.
import { useEffect, useState } from "preact/hooks";
import { html } from "../lib/html.js";
import { LANGUAGES, date, languageName, minutes, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { navigate } from "../lib/router.js";
import { ChoiceField, TextField } from "../parts/fields.js";
import { Read } from "../parts/notes.js";
import { More, usePages } from "../parts/pages.js";
import { written } from "./texts.js";

const FILTERS = ["difficulty", "language", "category", "max_minutes"];
const LEVELS = ["beginner", "intermediate", "advanced"];
const LENGTHS = ["30", "60", "180", "600"];

export default function Catalogue({ query }) {
  const asked = query.get("q") ?? "";
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
  const go = (changed) => {
    const all = Object.entries({ q: asked, ...filters, ...changed }).filter(([, value]) => value);
    navigate(all.length ? `/courses?${new URLSearchParams(all)}` : "/courses", { replace: true });
  };
  const search = (event) => {
    event.preventDefault();
    go({ q: words.trim() });
  };
  return html`<h1>${t("catalogue.title")}</h1>
    <form role="search" class="search" onSubmit=${search}>
      <${TextField} label=${t("catalogue.search")} type="search" maxlength="200" value=${words} onChange=${setWords} />
      <button class="button main">${t("catalogue.find")}</button>
    </form>
    ${asked
      ? html`<${Found} words=${asked} clear=${() => go({ q: "" })} />`
      : html`<${Filters} filters=${filters} change=${go} /><${Courses} filters=${filters} />`}`;
}

function Filters({ filters, change }) {
  const any = ["", t("catalogue.any")];
  const set = (name) => (value) => change({ [name]: value });
  return html`<div class="fields">
    <${ChoiceField} label=${t("catalogue.difficulty")} value=${filters.difficulty} onChange=${set("difficulty")}
      options=${[any, ...LEVELS.map((one) => [one, t(`learner_difficulty.${one}`)])]} />
    <${ChoiceField} label=${t("catalogue.language")} value=${filters.language} onChange=${set("language")}
      options=${[any, ...languages(filters.language).map((one) => [one, languageName(one)])]} />
    <${ChoiceField} label=${t("catalogue.duration")} value=${filters.max_minutes} onChange=${set("max_minutes")}
      options=${[any, ...LENGTHS.map((one) => [one, t("catalogue.up_to", { time: minutes(Number(one)) })])]} />
    <${TextField} label=${t("catalogue.category")} value=${filters.category} onChange=${() => {}} maxlength="100"
      onKeyDown=${(event) => event.key === "Enter" && set("category")(event.target.value.trim())}
      onBlur=${(event) => event.target.value.trim() !== filters.category && set("category")(event.target.value.trim())} />
  </div>`;
}

const languages = (chosen) => [...new Set([...Object.keys(LANGUAGES), "ar", "it", "ja", "pt", "zh", chosen])].filter(Boolean);

function Courses({ filters }) {
  const query = { limit: 30, ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) };
  const pages = usePages("/api/courses", { query });
  return html`<${Read} resource=${pages}>
    ${(items) => {
      const all = items.filter((one) => fits(one, filters));
      return html`<p role="status" class="visually-hidden">${t("catalogue.count", { count: all.length })}</p>
        ${all.length > 0 && html`<ul class="cards">${all.map((one) => html`<${CourseCard} key=${one.id} course=${one} />`)}</ul>`}
        ${!all.length && !pages.cursor && html`<p>${t("catalogue.none")}</p>`}
        <${More} pages=${pages} />`;
    }}
  </${Read}>`;
}

/** Also of a server that does not know a filter. One that does says nothing else. */
function fits(course, { difficulty, language, category, max_minutes: most }) {
  const same = (wanted, is) => !wanted || is?.toLowerCase() === wanted.toLowerCase();
  const isShort = !most || course.estimated_duration === undefined || course.estimated_duration <= Number(most);
  return same(difficulty, course.difficulty) && same(category, course.category) && isShort && (!language || course.language.split("-")[0] === language);
}

function CourseCard({ course }) {
  return html`<li class="card">
    <h2 class="card-title" ...${written(course.language)}><a href=${`/courses/${course.id}`}>${course.title}</a></h2>
    ${course.description && html`<p class="clamped" ...${written(course.language)}>${course.description}</p>`}
    <p class="small soft">
      <span class="badge">${t(`learner_difficulty.${course.difficulty}`)}</span> ${languageName(course.language)}
      ${course.estimated_duration > 0 && html` · ${minutes(course.estimated_duration)}`}
      ${course.category && html` · <bdi>${course.category}</bdi>`}
      ${course.published_at && html`<br />${t("catalogue.published", { when: date(course.published_at, { dateStyle: "medium" }) })}`}
    </p>
  </li>`;
}

function Found({ words, clear }) {
  const hits = useResource("/api/search", { query: { q: words, limit: 50 } });
  return html`<section aria-labelledby="found">
    <div class="row apart"><h2 id="found">${t("catalogue.found", { words })}</h2>
      <button type="button" class="button small" onClick=${clear}>${t("catalogue.all")}</button></div>
    <${Read} resource=${hits}>
      ${({ items }) => html`<p role="status">${t("catalogue.hits", { count: items.length })}</p>
        <ol class="plain-list">
          ${items.map((hit) => html`<li class="card" key=${hit.section_id ?? hit.course_id}>
            <h3 dir="auto"><a href=${hit.section_id ? `/learn/${hit.course_id}/${hit.section_id}` : `/courses/${hit.course_id}`}>${hit.title}</a></h3>
            ${hit.section_id && html`<p class="small soft">${t("catalogue.in_course")} <a href=${`/courses/${hit.course_id}`} dir="auto">${hit.course_title}</a></p>`}
            <p dir="auto">${marked(hit.snippet)}</p>
          </li>`)}
        </ol>`}
    </${Read}>
  </section>`;
}

/** A snippet as text with marks: of its markup only `<mark>` is meant, and the rest is read as text. */
function marked(snippet) {
  const { body } = new DOMParser().parseFromString(snippet, "text/html");
  return [...body.childNodes].map((node) => (node.nodeName === "MARK" ? html`<mark>${node.textContent}</mark>` : node.textContent));
}
