// Publishing: first what it means for those who learn the course, then the button.
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { date, named, number, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { announce, toast } from "../lib/telling.js";
import { useTold } from "../parts/actions.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { CourseFrame } from "./course_frame.js";
import { sectionAt } from "./places.js";
import { reviewSentence } from "./review_sentences.js";

export default function PublishPage({ id }) {
  return html`<${CourseFrame} id=${id} page="publish">
    ${(course, resource) => html`<${Publish} course=${course} resource=${resource} />`}
  </${CourseFrame}>`;
}

function Publish({ course, resource }) {
  const changes = useResource(`/api/courses/${course.id}/changes`);
  const [ask, isBusy, problem] = useTold(async (what) => {
    const { data, etag } = await post(`/api/courses/${course.id}/${what}`);
    resource.set({ data, etag });
    changes.reload();
    announce(t(`published.${what}`));
    toast(t(`published.${what}`), what === "unpublish" ? { undo: () => ask("publish") } : {});
  });
  return html`
    ${course.published_at && html`<p>${t("publish.release", { number: course.release, when: date(course.published_at) })}</p>`}
    <${Read} resource=${changes}>${(found) => html`<${Meaning} course=${course} changes=${found} />`}</${Read}>
    <${ProblemNote} problem=${problem} />
    <div class="buttons">
      <button type="button" class="button main"
        disabled=${(changes.data?.refusals.length ?? 0) > 0} aria-disabled=${isBusy ? "true" : undefined}
        onClick=${() => ask("publish")}>${t("publish.publish")}</button>
      ${
        course.status === "published" &&
        html`<button
          type="button"
          class="button"
          aria-disabled=${isBusy ? "true" : undefined}
          onClick=${() => ask("unpublish")}
        >
          ${t("publish.unpublish")}
        </button>`
      }
    </div>`;
}

const FIGURES = ["enrolled", "completed", "no_longer_complete", "to_repeat"];

/** The section that a refusal is about, as a link to where it is mended. */
function Where({ course, pointer }) {
  const section = sectionAt(course, pointer);
  if (!section) return null;
  return html`<a href=${`/studio/courses/${course.id}/sections/${section.id}`} dir="auto">${section.key} ${section.title}</a>:`;
}

function Meaning({ course, changes }) {
  return html` ${
      changes.refusals.length > 0 &&
      html`<div class="note bad">
        <h2>${t("publish.refused")}</h2>
        <ul>
          ${changes.refusals.map((one) => html`<li><${Where} course=${course} pointer=${one.pointer} /> ${reviewSentence(one)}</li>`)}
        </ul>
      </div>`
    }
    <section class="card" aria-labelledby="meaning">
      <h2 id="meaning">${t("publish.meaning")}</h2>
      <dl class="figures">
        ${FIGURES.map(
          (name) =>
            html`<div>
              <dt>${t(`publish.${name}`)}</dt>
              <dd>${number(changes.learners[name])}</dd>
            </div>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="changes">
      <h2 id="changes">${t("publish.changes")}</h2>
      ${
        changes.changes.length === 0
          ? html`<p>${t("outline.nothing_changed")}</p>`
          : html`<div class="scroll-x" tabindex="0" role="group" aria-labelledby="changes">
              <table>
                <thead>
                  <tr>
                    <th>${t("publish.part")}</th>
                    <th>${t("publish.change")}</th>
                    <th class="number">${t("publish.begun")}</th>
                    <th class="number">${t("publish.completed")}</th>
                  </tr>
                </thead>
                <tbody>
                  ${changes.changes.map(
                    (one) =>
                      html`<tr>
                        <td dir="auto">${one.title}${" "}<span class="soft small">${named("part", one.part)}</span></td>
                        <td>
                          ${named("change", one.change)}${one.fields.length > 0 && html`: <span
                            class="small">${one.fields.map((name) => named("field", name)).join(", ")}</span>`}
                        </td>
                        <td class="number">${number(one.begun)}</td>
                        <td class="number">${number(one.completed)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
}
