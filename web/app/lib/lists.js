// Lists as values: what is changed is a new list.

export const replaced = (list, index, value) => list.map((one, at) => (at === index ? value : one));
export const without = (list, index) => list.filter((_, at) => at !== index);
export const inserted = (list, index, value) => [...list.slice(0, index), value, ...list.slice(index)];

/** The list with the item at `from` put to `to`; the same list where that is outside of it. */
export function moved(list, from, to) {
  if (to < 0 || to >= list.length || from === to) return list;
  return inserted(without(list, from), to, list[from]);
}

/** One item a line: what is typed in an area, and back. */
export const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
