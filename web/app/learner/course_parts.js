// A course as a list of sections in their order.

export const sectionsOf = (course) => course.lessons.flatMap((lesson) => lesson.sections);

/** The titles of sections and lessons by their ids. */
export const titlesOf = (course) => new Map([...course.lessons, ...sectionsOf(course)].map((one) => [one.id, one.title]));

/** {before, after} of a section, null where there is none. */
export function neighbours(course, sectionId) {
  const all = sectionsOf(course);
  const at = all.findIndex((one) => one.id === sectionId);
  return { before: all[at - 1] ?? null, after: at < 0 ? null : (all[at + 1] ?? null) };
}

/** The states of sections by their ids, as `progress` has them. */
export const statesOf = (progress) => new Map((progress?.sections ?? []).map((one) => [one.section_id, one]));
