// Where the parts of a course are read. A package for another system has addresses of its own.

export const addressOf = (courseId, sectionId) => `/learn/${courseId}/${sectionId}`;

/** Where all courses of a learner are; null where there is no such page. */
export const ALL_COURSES = "/learn";
