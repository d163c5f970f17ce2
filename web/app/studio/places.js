// Where something stands in a section, in words, and in a course, as its section.
import { named } from "../lib/messages.js";

/** “Checks 1 · Question” of `/content/checks/0/stem`: things count from 1, and what is told by no name keeps its own. */
export function placeOf(pointer) {
  const words = [];
  for (const part of pointer.split("/").slice(1)) {
    if (/^\d+$/.test(part)) words.push(`${words.pop() ?? ""} ${Number(part) + 1}`.trim());
    else if (part !== "content") words.push(named("field", part));
  }
  return words.join(" · ");
}

/** The section that a pointer into a course's export is about, or undefined. */
export function sectionAt(course, pointer) {
  const [, lesson, place] = /^\/lessons\/(\d+)\/sections\/(\d+)/.exec(pointer) ?? [];
  return course.lessons[Number(lesson)]?.sections[Number(place)];
}
