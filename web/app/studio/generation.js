// One generation, live: phases, sections, money, and what a person can do about it.
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { follow } from "../lib/events.js";
import { html } from "../lib/html.js";
import { named, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { announce } from "../lib/telling.js";
import { Badge } from "../parts/badge.js";
import { Bar } from "../parts/bar.js";
import { ProblemNote, Read } from "../parts/notes.js";
import { OutlineReview } from "./outline_review.js";
import { Sections } from "./generation_sections.js";
import { Spend } from "./spend.js";
import { Steering } from "./steering.js";
import { WhyItWaits } from "./waiting.js";
import { ENDED } from "./statuses.js";

const SETTLED_MS = 200;
const PHASES = ["structure", "content", "media", "persistence", "analytics"];

export default function GenerationPage({ id }) {
  const resource = useResource(`/api/generations/${id}`);
  const live = useLive(id, resource);
  return html`<${Read} resource=${resource}>
    ${(generation) => html`<${Shown} generation=${generation} set=${resource.set} live=${live} />`}
  </${Read}>`;
}

function Shown({ generation, set, live }) {
  const ask = async (what, body) => {
    const { data, etag } = await post(`/api/generations/${generation.id}/${what}`, body);
    set({ data, etag });
    return data;
  };
  const inReview = generation.status === "awaiting_review";
  return html` <div class="row apart">
      <h1 dir="auto">${generation.title}</h1>
      <${Badge} group="status" value=${generation.status} />
    </div>
    ${live.problem && html`<${ProblemNote} problem=${live.problem} />`}
    <div class="card">
      <${Bar} label=${named("phase", generation.phase)} share=${generation.percent / 100} />
      <${Phases} generation=${generation} />
      ${live.state === "waiting" && html`<p class="soft small">${t("generation.stream_waits")}</p>`}
    </div>
    ${generation.status === "completed" && html`<${Done} generation=${generation} />`}
    <${WhyItWaits} generation=${generation} ask=${ask} />
    ${generation.warnings.map((one) => html`<p class="note warn" key=${one.pointer + one.type}>${one.detail}</p>`)}
    <${Steering} generation=${generation} ask=${ask} />
    <${Spend} generation=${generation} ask=${ask} />
    ${inReview && generation.outline && html`<${OutlineReview} generation=${generation} ask=${ask} />`}
    ${!inReview && html`<${Sections} generation=${generation} previews=${live.previews} ask=${ask} set=${set} />`}
    ${
      !inReview &&
      live.previews.outline &&
      html`<section class="card">
        <h2>${t("generation.outline_comes")}</h2>
        <pre class="preview small" tabindex="0" dir="auto">${live.previews.outline}</pre>
      </section>`
    }`;
}

function Phases({ generation }) {
  const now = PHASES.indexOf(generation.phase);
  const isOver = generation.status === "completed";
  const state = (at) => (isOver || at < now ? "done" : at === now ? "now" : "later");
  return html`<ol class="phases">
    ${PHASES.map(
      (phase, at) =>
        html`<li class=${state(at)} aria-current=${state(at) === "now" ? "step" : undefined}>
          ${named("phase", phase)}<span class="visually-hidden"> – ${t(`step.${state(at)}`)}</span>
        </li>`,
    )}
  </ol>`;
}

function Done({ generation }) {
  return html`<div class="note good">
    <p>${t("generation.complete")}</p>
    <a class="button main" href=${`/studio/courses/${generation.course_id}`}>${t("generation.to_course")}</a>
  </div>`;
}

/** Follow the stream: previews as they come, and the view anew after each milestone. */
function useLive(id, { data, reload }) {
  const [state, setState] = useState("open");
  const [problem, setProblem] = useState(/** @type {any} */ (null));
  const [previews, setPreviews] = useState(/** @type {Record<string, string>} the texts so far, by key of section */ ({}));
  const isThere = data !== undefined;
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));

  useEffect(() => {
    if (!isThere || ENDED.has(data.status)) return undefined;
    const controller = new AbortController();
    const told = ({ kind, data: event }) => {
      if (kind === "preview") {
        setPreviews((now) => ({ ...now, [event.key ?? "outline"]: event.text }));
        return;
      }
      if (kind === "outline_ready") setPreviews(({ outline, ...rest }) => rest);
      say(kind, event);
      clearTimeout(timer.current);
      timer.current = setTimeout(reload, SETTLED_MS);
    };
    follow(`/api/generations/${id}/events`, {
      told,
      state: setState,
      signal: controller.signal,
      isLast: ({ kind }) => ENDED.has(kind),
    }).catch(setProblem);
    return () => {
      controller.abort();
      clearTimeout(timer.current);
    };
  }, [id, isThere]);
  return { state, problem, previews };
}

const SAID = new Set(["outline_ready", "section_written", "section_waiting", "completed", "failed", "needs_attention"]);

function say(kind, { title = "" }) {
  if (SAID.has(kind)) announce(t(`said.${kind}`, { title }));
}
