// Who else has this course open, and who changed last what is open here.
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../lib/api.js";
import { html } from "../lib/html.js";
import { ago, t } from "../lib/messages.js";
import { tab } from "../lib/tab.js";

const EVERY_MS = 15_000;

/**
 * While the page is seen it says that it is open; a note that fails is left out until the next one. `changed` hears of
 * a change that came from another window since.
 */
export function CoEditors({ course, section, changed }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const seen = useRef(/** @type {string | undefined} */ (undefined));
  useEffect(() => {
    let isOver = false;
    const say = async () => {
      if (document.visibilityState !== "visible") return;
      try {
        const { data } = await post(`/api/courses/${course.id}/editors`, { tab, section_id: section ?? null });
        if (isOver) return;
        setFound(data);
        const at = data.last_change?.at;
        if (seen.current !== undefined && at !== seen.current) changed();
        seen.current = at ?? "";
      } catch {
        if (!isOver) setFound(null);
      }
    };
    say();
    const timer = setInterval(say, EVERY_MS);
    document.addEventListener("visibilitychange", say);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", say);
    };
  }, [course.id, section]);
  const titles = new Map(course.lessons.flatMap((one) => one.sections.map((each) => [each.id, `${each.key} ${each.title}`])));
  const last = found?.last_change;
  return html`<div class="small">
    <div role="status">
      ${found?.others.map((one) => html`<p class=${one.section_id === (section ?? null) ? "note warn" : "soft"}>${sentence(one, titles)}</p>`)}
    </div>
    ${last && !last.is_you && html`<p class="soft">${t("editors.last_change", { name: last.name || t("editors.somebody"), when: ago(last.at) })}</p>`}
  </div>`;
}

function sentence(one, titles) {
  const title = titles.get(one.section_id) ?? t("editor.course");
  if (one.is_you) return t("editors.you", { title });
  return t("editors.other", { name: one.name || t("editors.somebody"), title });
}
