// Where the parts of a course are shown in a package: after the # of its one page, where study.js looks for clicks.
// Takes the place of web/app/learner/addresses.js.

export const SHOWS = "#/";
export const addressOf = (_, sectionId) => `${SHOWS}${sectionId}`;
export const ALL_COURSES = null;
