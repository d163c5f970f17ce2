// One SCO: the contents of a course, and one section at a time, by the very modules of the reader.
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { guardFocus } from "web/app/lib/focus.js";
import { Rendered, html } from "web/app/lib/html.js";
import { speak, t } from "web/app/lib/messages.js";
import { Bar } from "web/app/parts/bar.js";
import { Contents } from "web/app/learner/contents.js";
import { statesOf } from "web/app/learner/course_parts.js";
import { Section } from "web/app/learner/section.js";
import { written } from "web/app/learner/texts.js";
import { Locked, Turn } from "web/app/learner/turn.js";
import course from "course";
import { aboutAddress, begin, disclosed, isKept, outline, prerequisites, progress, shown } from "./study.js";

function Player() {
  const place = shown.value;
  const main = useRef(null);
  const reached = progress();
  const key = place === null ? null : course.sections[place].key;
  return html`<a class="skip" href="#text" onClick=${(event) => toText(event, main)}>${t("nav.skip")}</a>
    <div class="reader player">
      <${Contents} course=${outline} states=${statesOf(reached)} current=${key} />
      <main class="reader-main" id="text" tabindex="-1" ref=${main}>
        <p class="row apart small"><a href=${aboutAddress} aria-current=${place === null ? "page" : undefined}>
          <span ...${written(course.language)}>${course.title}</span></a></p>
        ${reached.course.percent !== null && html`<${Bar} label=${t("learner.progress")} share=${reached.course.percent / 100} />`}
        <div role="status">
          ${!isKept && html`<p class="note warn">${t("player.not_kept")}</p>`}
          ${reached.hasFailed && html`<p class="note warn">${t("player.not_passed")}</p>`}
        </div>
        ${place === null
          ? html`<${Arrived} key="about"><${Rendered} markup=${course.about} lang=${course.language} /></${Arrived}>`
          : html`<${Place} key=${key} place=${place} states=${statesOf(reached)} />`}
        ${key && html`<${Turn} course=${outline} sectionId=${key} />`}
      </main>
    </div>`;
}

/** A section, as soon as its module is there. */
function Place({ place, states }) {
  const { key, name } = course.sections[place];
  const [tries, setTries] = useState(0);
  const [section, setSection] = useState(undefined);
  useEffect(() => {
    const module = new URL(`../sections/${name}.js${tries ? `?again=${tries}` : ""}`, import.meta.url).href;
    import(module).then((found) => setSection(found.default), () => setSection(null));
  }, [tries]);
  if (section === undefined) return html`<p>${t("page.loading")}</p>`;
  if (section === null) {
    return html`<div class="note bad" role="alert"><p>${t("player.away")}</p>
      <button type="button" class="button small" onClick=${() => setTries(tries + 1)}>${t("do.again")}</button></div>`;
  }
  const content = { ...section.content, checks: disclosed(place, section.content.checks) };
  const seen = { ...section, content, prerequisites: prerequisites(place) };
  return html`<${Arrived}>
    <${Locked} section=${seen} course=${outline} state=${states.get(key)} />
    <${Section} section=${seen} course=${outline} done=${() => {}} />
  </${Arrived}>`;
}

/** The focus goes to the heading of what is shown now. */
function Arrived({ children }) {
  const part = useRef(null);
  useEffect(() => {
    const heading = part.current.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  }, []);
  return html`<div ref=${part}>${children}</div>`;
}

function toText(event, main) {
  event.preventDefault();
  main.current.focus();
}

await speak(course.spoken);
begin();
guardFocus();
const app = document.getElementById("app");
app.replaceChildren();
render(html`<${Player} />`, app);
navigator.serviceWorker?.register("worker.js").catch(() => {}); // not in every LMS: then a reload needs the network
