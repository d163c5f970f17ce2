// Forms about a part of a course: what they show of it, what of that is sent back, and what each field is given.
import { linesOf } from "../lib/lists.js";
import { differs } from "./saving.js";

const same = (value) => value;
const tagsOf = (text) => text.split(",").map((tag) => tag.trim()).filter(Boolean);

/** Kinds of fields: how a value of the API is `shown` in a form, and what is `sent` of what stands there. */
export const PLAIN = { shown: same, sent: same };
export const LINES = { shown: (list) => list.join("\n"), sent: linesOf };
export const TAGS = { shown: (list) => list.join(", "), sent: tagsOf };

/**
 * {pick, changes} as `useSaving` takes them, for fields of these kinds by name: `pick` makes the form of what the API
 * answers, `changes` is what of a form is to be sent, null for nothing.
 */
export function formOf(kinds) {
  const fields = Object.entries(kinds);
  const pick = (part) => Object.fromEntries(fields.map(([name, { shown }]) => [name, shown(part[name])]));
  const changes = (before, after) => {
    const changed = fields.filter(([name]) => differs(before[name], after[name]));
    return changed.length ? Object.fromEntries(changed.map(([name, { sent }]) => [name, sent(after[name])])) : null;
  };
  return { pick, changes };
}

/**
 * What a field is given, by its name: {value, onChange, fault}. `change` takes a function of the form as it is;
 * `pointer` says where problems tell of the field.
 */
export function fieldsOf({ form, change, problem }, pointer = (name) => `/${name}`) {
  const put = (name) => (next) =>
    change((now) => ({ ...now, [name]: next instanceof Function ? next(now[name]) : next }));
  return (name) => ({ value: form[name], onChange: put(name), fault: problem?.at?.(pointer(name)) });
}
