// A form that saves by itself: what is typed is a draft at once, at the server a moment later, and never over others'.
import { useEffect, useRef, useState } from "preact/hooks";
import { get, patch } from "../lib/api.js";
import { useReturn } from "../lib/away.js";
import { useDraft } from "../lib/drafts.js";

const SETTLED_MS = 1200;
const SAVED = { status: "saved", problem: null, conflict: null };
const CHANGED = { ...SAVED, status: "changed" };

/**
 * Edit what `path` gives. `pick` takes the form's fields out of what the server answers, `changes` is the body of the
 * PATCH from the last known fields to the present ones (null for none), `saved` hears of every answer. `read` is where
 * what stands is read, if not at `path`.
 * `status` is one of saved, changed, saving, refused, conflict; a conflict is {data, etag} as it stands at the server.
 */
export function useSaving({ key, path, read = path, initial, pick, changes, saved }) {
  const [draft, setDraft, clear] = useDraft(key, { etag: initial.etag, form: pick(initial.data) });
  const [server, setServer] = useState(initial);
  const [state, setState] = useState(/** @returns {{status: string, problem: any, conflict: any}} */ () => begun(draft, initial, changes(pick(initial.data), draft.form)));
  const { form } = draft;
  const now = useRef({ form, server, state });
  now.current = { form, server, state };
  const running = useRef(false);
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));

  const settle = (answer) => {
    setServer(answer);
    now.current.server = answer;
    saved?.(answer);
  };
  const show = (next, etag) => {
    now.current.form = next;
    setDraft({ etag, form: next });
  };
  const plan = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(save, SETTLED_MS);
  };

  const save = async () => {
    clearTimeout(timer.current);
    if (running.current) return;
    const sent = now.current.form;
    const body = changes(pick(now.current.server.data), sent);
    if (!body) {
      setState(SAVED);
      clear();
      return;
    }
    running.current = true;
    setState({ ...SAVED, status: "saving" });
    try {
      const { data, etag } = await patch(path, body, now.current.server.etag);
      settle({ data, etag });
      if (now.current.form === sent) clear();
      setState(now.current.form === sent ? SAVED : CHANGED);
    } catch (problem) {
      if (problem.status === 412) await meet();
      else setState({ ...SAVED, status: "refused", problem });
    } finally {
      running.current = false;
    }
    if (now.current.form !== sent) plan();
  };

  /** Somebody else was faster. Where they changed other fields, or the same in the same way (a save whose answer
   * was lost), both changes stand; else the person chooses. */
  const meet = async () => {
    try {
      const { data, etag } = await get(read);
      const base = pick(now.current.server.data);
      const mine = changedFields(base, now.current.form) ?? {};
      const theirs = changedFields(base, pick(data)) ?? {};
      if (Object.keys(mine).some((name) => name in theirs && differs(mine[name], theirs[name]))) {
        setState({ status: "conflict", problem: null, conflict: { data, etag } });
        return;
      }
      settle({ data, etag });
      show({ ...pick(data), ...mine }, etag);
      setState(CHANGED);
    } catch (problem) {
      setState({ ...SAVED, status: "refused", problem });
    }
  };

  const change = (next) => {
    setDraft((last) => ({ etag: now.current.server.etag, form: typeof next === "function" ? next(last.form) : next }));
    setState((last) => (last.status === "conflict" ? last : { ...last, status: "changed" }));
  };

  useEffect(() => {
    if (now.current.state.status === "changed") plan();
    return () => clearTimeout(timer.current);
  }, [form]);
  /** What others changed meanwhile shows where nothing of one's own is under way; else it is met with the next save. */
  useEffect(() => {
    const isNewer = Date.parse(initial.data.updated_at) > Date.parse(now.current.server.data.updated_at);
    if (now.current.state.status !== "saved" || !isNewer) return;
    setServer(initial);
    now.current.server = initial;
    show(pick(initial.data), initial.etag);
    clear();
  }, [initial.etag]);
  useReturn(state.problem, save);
  useEffect(() => () => void (now.current.state.status !== "conflict" && save()), []);

  const keepMine = () => {
    const { conflict } = now.current.state;
    const mine = changedFields(pick(now.current.server.data), now.current.form);
    settle(conflict);
    show({ ...pick(conflict.data), ...mine }, conflict.etag);
    setState(CHANGED);
    return save();
  };
  /** Show what stands at the server: after a conflict, or as another call answered (a restored version). */
  const take = (answer) => {
    settle(answer);
    show(pick(answer.data), answer.etag);
    setState(SAVED);
    clear();
  };
  return {
    form,
    change,
    server,
    ...state,
    saveNow: save,
    keepMine,
    take,
    takeTheirs: () => take(now.current.state.conflict),
  };
}

/** A draft of an earlier visit may have been begun before somebody else's edit. */
function begun(draft, initial, body) {
  if (!body) return SAVED;
  return plain(draft.etag) === plain(initial.etag) ? CHANGED : { status: "conflict", problem: null, conflict: initial };
}

const plain = (etag) => etag?.replace(/^W\//, "");

export const differs = (before, after) => JSON.stringify(before) !== JSON.stringify(after);

/** The fields in which two values differ, from the second one; null where there are none. */
function changedFields(before, after) {
  const found = Object.entries(after).filter(([name, value]) => differs(before[name], value));
  return found.length ? Object.fromEntries(found) : null;
}
