// How far one is in a course that one may learn or not.
import { useResource } from "../lib/resource.js";
import { account } from "../lib/session.js";

const MOST_LISTED = 100; // courses of the dashboard

/** As `useResource`: `data` stays undefined for a stranger, and for who does not learn the course. */
export function useOwnProgress(course) {
  const mine = useResource(account.value && course ? "/api/me/dashboard" : null);
  const courses = mine.data?.courses ?? [];
  const isLearner = courses.some((one) => one.course_id === course) || courses.length === MOST_LISTED;
  const progress = useResource(isLearner ? `/api/courses/${course}/progress` : null);
  return isLearner ? progress : { ...mine, data: undefined };
}
