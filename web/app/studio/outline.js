// An outline as a value: what a person may do to it, and what two of them differ in.
import { randomId } from "../lib/ids.js";
import { inserted, moved, replaced, without } from "../lib/lists.js";

/** The outline with another value at one lesson, or (with `section`) at one of its sections. */
export function withLesson(outline, lesson, change) {
  return { ...outline, lessons: replaced(outline.lessons, lesson, { ...outline.lessons[lesson], ...change }) };
}

export function withSection(outline, lesson, section, change) {
  const { sections } = outline.lessons[lesson];
  return withLesson(outline, lesson, { sections: replaced(sections, section, { ...sections[section], ...change }) });
}

export const withoutLesson = (outline, lesson) => ({ ...outline, lessons: without(outline.lessons, lesson) });
export const movedLesson = (outline, from, to) => ({ ...outline, lessons: moved(outline.lessons, from, to) });

export function withoutSection(outline, lesson, section) {
  return withLesson(outline, lesson, { sections: without(outline.lessons[lesson].sections, section) });
}

/** Put back what was taken out. */
export const backLesson = (outline, at, lesson) => ({ ...outline, lessons: inserted(outline.lessons, at, lesson) });

export function backSection(outline, at, place, section) {
  const lesson = Math.min(at, outline.lessons.length - 1);
  return withLesson(outline, lesson, { sections: inserted(outline.lessons[lesson].sections, place, section) });
}

/** Put a section before another, or at the end of a lesson; `from` and `to` are [lesson, section]. */
export function movedSection(outline, from, to) {
  const section = outline.lessons[from[0]].sections[from[1]];
  const taken = withoutSection(outline, ...from);
  const { sections } = taken.lessons[to[0]];
  return withLesson(taken, to[0], { sections: inserted(sections, Math.min(to[1], sections.length), section) });
}

/** One place up (-1) or down (1), also over the edge of its lesson; the same outline at the ends of the course. */
export function nudgedSection(outline, lesson, section, by) {
  const to = section + by;
  if (to >= 0 && to < outline.lessons[lesson].sections.length)
    return movedSection(outline, [lesson, section], [lesson, to]);
  const next = lesson + by;
  if (next < 0 || next >= outline.lessons.length) return outline;
  return movedSection(outline, [lesson, section], [next, by > 0 ? 0 : outline.lessons[next].sections.length]);
}

/** With an empty section at the end of a lesson, whose key is not one of the server’s yet. */
export function addedSection(outline, lesson, title) {
  const { sections } = outline.lessons[lesson];
  return withLesson(outline, lesson, { sections: [...sections, freshSection(title)] });
}

/** With a lesson of one empty section at the end. */
export function addedLesson(outline, title, sectionTitle) {
  const lesson = { title, summary: "", objectives: [], sections: [freshSection(sectionTitle)] };
  return { ...outline, lessons: [...outline.lessons, lesson] };
}

function freshSection(title) {
  return {
    key: `new-${randomId()}`,
    title,
    summary: "",
    objectives: [],
    assessment_criteria: [],
    prerequisites: [],
    estimated_minutes: 15,
    visual: null,
    source_blocks: [],
  };
}

/** With keys by place, and prerequisites that come before what needs them. */
export function renumbered(outline) {
  const lessons = outline.lessons.filter((lesson) => lesson.sections.length);
  const fresh = new Map();
  lessons.forEach((lesson, at) => lesson.sections.forEach((one, place) => fresh.set(one.key, [at, place])));
  const isBefore = ([lesson, section], at, place) => lesson < at || (lesson === at && section < place);
  const keyOf = ([lesson, section]) => `${lesson + 1}.${section + 1}`;
  return {
    ...outline,
    lessons: lessons.map((lesson, at) => ({
      ...lesson,
      sections: lesson.sections.map((section, place) => ({
        ...section,
        key: keyOf([at, place]),
        prerequisites: section.prerequisites
          .map((key) => fresh.get(key))
          .filter((found) => found && isBefore(found, at, place))
          .map(keyOf),
      })),
    })),
  };
}

/** What differs, in words' worth: [kind, title, was] with kinds added, removed, moved, changed. */
export function differences(before, after) {
  const was = places(before);
  const now = places(after);
  const added = [...now.keys()].filter((title) => !was.has(title)).map((title) => ["added", title]);
  const removed = [...was.keys()].filter((title) => !now.has(title)).map((title) => ["removed", title]);
  const both = [...now.keys()].filter((title) => was.has(title));
  const moves = both.filter((title) => was.get(title).key !== now.get(title).key).map((title) => ["moved", title]);
  const changes = both
    .filter((title) => was.get(title).key === now.get(title).key && was.get(title).text !== now.get(title).text)
    .map((title) => ["changed", title]);
  return [...added, ...removed, ...moves, ...changes];
}

function places(outline) {
  const found = new Map();
  for (const [at, lesson] of outline.lessons.entries()) {
    for (const [place, section] of lesson.sections.entries()) {
      const text = JSON.stringify([section.summary, section.objectives, section.assessment_criteria]);
      found.set(section.title, { key: `${lesson.title} ${at}.${place}`, text });
    }
  }
  return found;
}
