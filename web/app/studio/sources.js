// The documents of a new course: many at once, a bar each, then what was read of each and what was not.
import { useEffect, useRef, useState } from "preact/hooks";
import { all, get, upload } from "../lib/api.js";
import { keepFocus } from "../lib/focus.js";
import { html } from "../lib/html.js";
import { moved } from "../lib/lists.js";
import { bytes, languageName, t } from "../lib/messages.js";
import { isAborted } from "../lib/problem.js";
import { announce } from "../lib/telling.js";
import { Bar } from "../parts/bar.js";
import { sentenceOf } from "../parts/notes.js";

const AT_ONCE = 2;
let last = 0;

/** @typedef {{id: number, file: File, name: string, size: number, share: number, controller: AbortController, problem?: any}} OnItsWay */

/** What `Sources` shows: the sources of `ids` in their order, and files on their way. `change` takes a function of ids. */
export function useSources(ids, change) {
  const [known, setKnown] = useState(/** @type {Record<string, any>} the sources that were read, by id */ ({}));
  const [files, setFiles] = useState(/** @type {OnItsWay[]} */ ([]));
  const queue = useRef({ waiting: /** @type {OnItsWay[]} */ ([]), running: 0 }).current;
  const update = (id, fields) => setFiles((now) => now.map((one) => (one.id === id ? { ...one, ...fields } : one)));

  useEffect(() => {
    for (const id of ids.filter((one) => !known[one])) {
      const forget = (problem) => problem.status === 404 && change((now) => now.filter((one) => one !== id));
      get(`/api/sources/${id}`).then(({ data }) => setKnown((now) => ({ ...now, [id]: data })), forget);
    }
  }, [ids]);

  const next = () => {
    while (queue.running < AT_ONCE && queue.waiting.length) send(/** @type {OnItsWay} */ (queue.waiting.shift()));
  };
  const send = async ({ id, file, controller }) => {
    queue.running += 1;
    const form = new FormData();
    form.append("file", file, file.name);
    try {
      const told = (share) => update(id, { share });
      const { data } = await upload("/api/sources", form, { told, signal: controller.signal });
      setKnown((now) => ({ ...now, [data.id]: data }));
      change((now) => (now.includes(data.id) ? now : [...now, data.id]));
      setFiles((now) => now.filter((one) => one.id !== id));
      announce(t("sources.read", { name: file.name }));
    } catch (problem) {
      if (!isAborted(problem)) update(id, { problem });
    } finally {
      queue.running -= 1;
      next();
    }
  };
  const add = (given) => {
    const fresh = Array.from(given, (file) => ({
      id: ++last,
      file,
      name: file.name,
      size: file.size,
      share: 0,
      controller: new AbortController(),
    }));
    setFiles((now) => [...now, ...fresh]);
    queue.waiting.push(...fresh);
    next();
  };
  const drop = (id) => {
    const gone = files.find((one) => one.id === id);
    gone?.controller.abort();
    queue.waiting = queue.waiting.filter((one) => one.id !== id);
    setFiles((now) => now.filter((one) => one.id !== id));
  };
  const again = (id) => {
    const file = files.find((one) => one.id === id);
    if (!file) return;
    update(id, { problem: null, share: 0 });
    queue.waiting.push(file);
    next();
  };
  const adopt = (source) => {
    setKnown((now) => ({ ...now, [source.id]: source }));
    change((now) => (now.includes(source.id) ? now : [...now, source.id]));
  };
  const remove = (id) => change((now) => now.filter((one) => one !== id));
  const move = (id, by) => {
    keepFocus();
    change((now) => moved(now, now.indexOf(id), now.indexOf(id) + by));
  };
  return {
    ids,
    files,
    add,
    drop,
    again,
    adopt,
    remove,
    move,
    ready: ids.map((id) => known[id]).filter(Boolean),
    isUploading: files.some((one) => !one.problem),
  };
}

export function Sources({ sources, fault }) {
  const [isOver, setOver] = useState(false);
  const take = (event) => {
    event.preventDefault();
    setOver(false);
    sources.add(event.dataTransfer.files);
  };
  const over = (event) => {
    event.preventDefault();
    setOver(true);
  };
  const choose = (event) => {
    sources.add(event.target.files);
    event.target.value = "";
  };
  return html`<fieldset>
    <legend>${t("sources.title")}</legend>
    <div class=${`drop ${isOver ? "over" : ""}`} onDragOver=${over} onDragLeave=${() => setOver(false)} onDrop=${take}>
      <label for="files">${t("sources.drop")}</label>
      <input id="files" type="file" multiple onChange=${choose} aria-describedby="files-hint" />
      <p class="field-hint" id="files-hint">${t("sources.kinds")}</p>
    </div>
    ${fault && html`<p class="field-fault">${fault}</p>`}
    <ul class="plain-list">
      ${sources.files.map((file) => html`<${FileOnItsWay} key=${file.id} file=${file} sources=${sources} />`)}
    </ul>
    <ol class="plain-list">
      ${sources.ready.map((one, at) => html`<${Source} key=${one.id} source=${one} at=${at} sources=${sources} />`)}
    </ol>
    <${Earlier} sources=${sources} />
  </fieldset>`;
}

function FileOnItsWay({ file, sources }) {
  const detail = file.share < 1 ? undefined : t("sources.reading");
  return html`<li class="card">
    ${
      file.problem
        ? html`<p><strong dir="auto">${file.name}</strong> (${bytes(file.size)})</p>
            <p class="field-fault" role="alert">${sentenceOf(file.problem)}</p>`
        : html`<${Bar} label=${file.name} share=${file.share} detail=${detail} />`
    }
    <div class="buttons">
      ${file.problem && html`<button type="button" class="button small"
        onClick=${() => sources.again(file.id)}>${t("do.again")}</button>`}
      <button
        type="button"
        class="button small quiet"
        onClick=${() => sources.drop(file.id)}
        aria-label=${t("sources.leave_out", { name: file.name })}
      >
        ${t("do.remove")}
      </button>
    </div>
  </li>`;
}

function Source({ source, at, sources }) {
  const counts = Object.entries(source.carried).filter(([, count]) => count > 0);
  const names = { name: source.filename };
  return html`<li class="card">
    <div class="row apart">
      <h2 class="as-h3" dir="auto">${source.filename}</h2>
      <div class="buttons">
        <button
          type="button"
          class="button small quiet"
          disabled=${at === 0}
          aria-label=${t("sources.earlier_place", names)}
          onClick=${() => sources.move(source.id, -1)}
        >
          ↑
        </button>
        <button
          type="button"
          class="button small quiet"
          disabled=${at === sources.ids.length - 1}
          aria-label=${t("sources.later_place", names)}
          onClick=${() => sources.move(source.id, 1)}
        >
          ↓
        </button>
        <button
          type="button"
          class="button small quiet"
          aria-label=${t("sources.leave_out", names)}
          onClick=${() => sources.remove(source.id)}
        >
          ${t("do.remove")}
        </button>
      </div>
    </div>
    <p class="small soft">
      ${[
        source.pages && t("sources.pages", { count: source.pages }),
        t("sources.words", { count: source.words }),
        t("sources.characters", { count: source.characters }),
        source.language && languageName(source.language),
        source.outline.length > 0 && t("sources.headings", { count: source.outline.length }),
        ...counts.map(([kind, count]) => t(`carried.${kind}`, { count })),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
    ${source.not_carried.length > 0 && html`<${NotCarried} items=${source.not_carried} />`}
  </li>`;
}

function NotCarried({ items }) {
  return html`<details>
    <summary>${t("sources.not_read", { count: items.length })}</summary>
    <ul class="small">
      ${items.map((one) => html`<li>${one.detail || one.what}${one.where && html` <span class="soft"
        dir="auto">(${one.where})</span>`}</li>`)}
    </ul>
  </details>`;
}

/** Documents that were brought before. */
function Earlier({ sources }) {
  const [state, setState] = useState(/** @type {{items: any[] | null, problem: any}} */ ({ items: null, problem: null }));
  const open = async (event) => {
    if (!event.target.open || state.items) return;
    try {
      setState({ items: await all("/api/sources"), problem: null });
    } catch (problem) {
      setState({ items: null, problem });
    }
  };
  const others = (state.items ?? []).filter((one) => !sources.ids.includes(one.id));
  return html`<details onToggle=${open}>
    <summary>${t("sources.earlier")}</summary>
    ${state.problem && html`<p class="field-fault">${sentenceOf(state.problem)}</p>`}
    ${state.items && !others.length && html`<p class="soft">${t("sources.no_earlier")}</p>`}
    <ul class="plain-list">
      ${others.map(
        (one) =>
          html`<li class="row apart">
            <span dir="auto">${one.filename}</span>
            <button
              type="button"
              class="button small"
              aria-label=${t("sources.take", { name: one.filename })}
              onClick=${() => sources.adopt(one)}
            >
              ${t("do.add")}
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}
