// Lists that come page by page: the first at once, each further one as it is asked for.
import { useState } from "preact/hooks";
import { get } from "../lib/api.js";
import { html } from "../lib/html.js";
import { t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";
import { useTold } from "./actions.js";
import { ProblemNote } from "./notes.js";

/** @type {{of: string, items: any[], cursor: string | null}} */
const NONE = { of: "", items: [], cursor: null };

/**
 * As `useResource`, whose `data` are the items of all pages that are here, each once; `id` names what tells them apart.
 * Whatever changes what is asked for begins anew, and so does `reload`. `<More>` asks for the next page.
 */
export function usePages(path, { query = {}, every = 0, id = "id" } = {}) {
  const asked = JSON.stringify([path, query]);
  /** @type {import("../../types").Resource<any>} */
  const first = useResource(path, { query, every });
  const [further, setFurther] = useState(NONE);
  const { items, cursor } = further.of === asked ? further : { items: [], cursor: first.data?.next_cursor };
  const [load, isBusy, moreProblem] = useTold(async () => {
    const { data } = /** @type {{data: any}} */ (await get(path, { query: { ...query, cursor } }));
    setFurther({ of: asked, items: [...items, ...data.items], cursor: data.next_cursor });
  });
  const reload = () => {
    setFurther(NONE);
    return first.reload();
  };
  return { ...first, data: first.data && once([...first.data.items, ...items], id), reload, cursor, load, isBusy, moreProblem };
}

const once = (items, id) => [...new Map(items.map((one) => [one[id], one])).values()];

/** The button for the next page, while there is one. */
export function More({ pages }) {
  return html`<${ProblemNote} problem=${pages.moreProblem} />
    ${pages.cursor && html`<button type="button" class="button" aria-disabled=${pages.isBusy ? "true" : undefined}
      onClick=${pages.load}>${t("do.more")}</button>`}`;
}
