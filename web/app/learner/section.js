// One section as it is read: text, pictures, examples, exercises, checks, and where it all comes from.
import { html } from "../lib/html.js";
import { minutes, t } from "../lib/messages.js";
import { ProblemNote } from "../parts/notes.js";
import { Check } from "./checks.js";
import { Exercises } from "./exercises.js";
import { Figure } from "./figure.js";
import { Outcome } from "./outcome.js";
import { useSitting } from "./sitting.js";
import { Text, listed, written } from "./texts.js";

export function Section({ section, course, done }) {
  const sitting = useSitting(course.id, section.id, done);
  const { content } = section;
  const lang = course.language;
  const media = new Map(section.media.map((one) => [one.id, one]));
  return html`<article>
    <h1 ...${written(lang)}>${section.title}</h1>
    ${section.estimated_duration > 0 && html`<p class="soft">${t("learner.takes", { time: minutes(section.estimated_duration) })}</p>`}
    ${section.objectives.length > 0 && html`<section aria-labelledby="objectives">
      <h2 id="objectives">${t("learner.objectives")}</h2>
      <ul ...${written(lang)}>${section.objectives.map((one) => html`<li>${one}</li>`)}</ul>
    </section>`}
    <${Text} part=${content} name="summary" lang=${lang} class="prose lead" />
    <${Text} part=${{ explanation: content.explanation, explanation_html: section.explanation_html ?? content.explanation_html }}
      name="explanation" lang=${lang} />
    ${content.visuals.map((one) => html`<${Figure} key=${one.media_id} visual=${one} media=${media.get(one.media_id.toLowerCase())}
      lang=${lang} onZoom=${() => sitting.used("pictures")} />`)}
    ${content.examples.length > 0 && html`<section aria-labelledby="examples">
      <h2 id="examples">${t("learner.examples")}</h2>
      ${content.examples.map((one) => html`<div class="card"><h3 ...${written(lang)}>${one.title}</h3><${Text} part=${one} name="body" lang=${lang} /></div>`)}
    </section>`}
    ${content.exercises.length > 0 && html`<${Exercises} exercises=${content.exercises} lang=${lang} used=${sitting.used} />`}
    ${content.applications.length > 0 && html`<section aria-labelledby="applications">
      <h2 id="applications">${t("learner.applications")}</h2>
      <ul>${listed(content, "applications").map((one) => html`<li><${Text} part=${one} name="text" lang=${lang} /></li>`)}</ul>
    </section>`}
    <${Sitting} sitting=${sitting} section=${section} course=${course} />
    ${content.resources.length > 0 && html`<${Resources} resources=${content.resources} lang=${lang} />`}
    ${content.citations.length > 0 && html`<${Citations} citations=${content.citations} lang=${lang} />`}
  </article>`;
}

/** The checks, or a word that it is read; and what came of it. */
function Sitting({ sitting, section, course }) {
  const { checks } = section.content;
  const judged = new Map((sitting.outcome?.items ?? []).map((one) => [one.check_id, one]));
  const submit = (event) => {
    event.preventDefault();
    sitting.send(checks);
  };
  return html`<form onSubmit=${submit} aria-labelledby="checks">
    <h2 id="checks" tabindex="-1">${checks.length ? t("learner.checks") : t("learner.finish")}</h2>
    ${checks.map((check, at) => html`<${Check} key=${check.id} check=${check} number=${at + 1} lang=${course.language}
      value=${sitting.answers[check.id]} judged=${judged.get(check.id)} onChange=${(value) => sitting.answer(check.id, value)} />`)}
    <${ProblemNote} problem=${sitting.problem} />
    <p><button class="button main" aria-disabled=${sitting.isBusy ? "true" : undefined}>
      ${checks.length ? t("learner.send_answers") : t("learner.mark_read")}
    </button></p>
    <div role="status">
      ${sitting.outcome && html`<${Outcome} outcome=${sitting.outcome} course=${course} sectionId=${section.id} />`}
    </div>
  </form>`;
}

function Resources({ resources, lang }) {
  return html`<section aria-labelledby="resources">
    <h2 id="resources">${t("learner.resources")}</h2>
    <ul ...${written(lang)}>
      ${resources.map((one) => html`<li>${isWeb(one.url) ? html`<a href=${one.url} rel="noopener noreferrer" target="_blank">${one.title}</a>` : one.title}
        ${one.source && html` <bdi>${one.source}</bdi>`} ${one.pages && html` <bdi>${one.pages}</bdi>`}</li>`)}
    </ul>
  </section>`;
}

/** Only addresses of the web become links: others could run something. */
const isWeb = (url) => /^https?:/i.test(url ?? "");

/** Where each numbered note of the text comes from, word for word. */
function Citations({ citations, lang }) {
  return html`<section aria-labelledby="sources" class="citations">
    <h2 id="sources">${t("learner.sources")}</h2>
    <ol>
      ${citations.map((one) => html`<li id=${`cite-${one.id}`} tabindex="-1">
        <q lang=${lang} dir="auto">${one.quote}</q>
        ${one.heading && html` <cite dir="auto">${one.heading}</cite>`}
        ${one.page && html` <span class="soft">${t("learner.page", { number: one.page })}</span>`}
      </li>`)}
    </ol>
  </section>`;
}
