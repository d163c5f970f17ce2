// Changes to the order and number of parts: each is sent with the course's ETag, and answers the course.
import { patch, post, remove } from "../lib/api.js";
import { toast, unlessUndone } from "../lib/telling.js";
import { t } from "../lib/messages.js";
import { navigate } from "../lib/router.js";
import { sentenceOf } from "../parts/notes.js";

/** What may be done to the parts of the course of a resource. Refusals are told; after a 412 the course is read anew. */
export function arranging(course, resource) {
  const done = async (call) => {
    try {
      const { data, etag, headers } = await call(resource.etag);
      resource.set({ data, etag });
      return headers.get("Location")?.split("/").pop();
    } catch (problem) {
      toast(sentenceOf(problem), { kind: "bad" });
      if (problem.status === 412) resource.reload();
      return undefined;
    }
  };
  const goTo = (section) => section && navigate(`/studio/courses/${course.id}/sections/${section}`);
  const goHome = () => navigate(`/studio/courses/${course.id}`);
  const gone = (path, title) => unlessUndone(t("outline.removed", { title }), () => done((etag) => remove(path, etag)));
  return {
    moveLesson: (lesson, position) => done((etag) => patch(`/api/lessons/${lesson.id}`, { position }, etag)),
    /** `position` counts from 1 in its lesson, or in `lesson_id`. */
    moveSection: async (section, place) => {
      await done(async (etag) => {
        await patch(`/api/sections/${section.id}`, place, etag);
        return { data: course, etag, headers: new Headers() };
      });
      resource.reload();
    },
    addLesson: (title) => done((etag) => post(`/api/courses/${course.id}/lessons`, { title }, { etag })),
    addSection: async (lesson, title) =>
      goTo(await done((etag) => post(`/api/lessons/${lesson.id}/sections`, { title }, { etag }))),
    restoreLesson: (lesson) => done((etag) => post(`/api/lessons/${lesson.id}/restore`, undefined, { etag })),
    restoreSection: (section) => done((etag) => post(`/api/sections/${section.id}/restore`, undefined, { etag })),
    duplicate: async (section) =>
      goTo(await done((etag) => post(`/api/sections/${section.id}/duplicate`, undefined, { etag }))),
    deleteLesson: (lesson) => gone(`/api/lessons/${lesson.id}`, lesson.title),
    deleteSection: (section) => {
      goHome();
      return gone(`/api/sections/${section.id}`, section.title);
    },
  };
}
