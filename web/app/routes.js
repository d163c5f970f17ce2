// Which page is at which address. Its first part has to stand in PAGES of api/web/routes.py as well.
// `for` says who may see it: "anyone", "account" (signed in) or "instructor".

const editor = () => import("./studio/editor.js"); // one page at two addresses, so that its tree stays

export const ROUTES = [
  { path: "/", for: "anyone", load: () => import("./pages/start.js") },
  { path: "/sign-in", for: "anyone", load: () => import("./pages/sign_in.js") },

  { path: "/studio", for: "instructor", load: () => import("./studio/home.js") },
  { path: "/studio/new", for: "instructor", load: () => import("./studio/new_course.js") },
  { path: "/studio/generations/:id", for: "instructor", load: () => import("./studio/generation.js") },
  { path: "/studio/courses/:id", for: "instructor", load: editor },
  { path: "/studio/courses/:id/sections/:section", for: "instructor", load: editor },
  { path: "/studio/courses/:id/publish", for: "instructor", load: () => import("./studio/publish.js") },
  { path: "/studio/courses/:id/learners", for: "instructor", load: () => import("./studio/learners.js") },
  { path: "/studio/courses/:id/learners/:learner", for: "instructor", load: () => import("./studio/learner.js") },
  { path: "/studio/courses/:id/analytics", for: "instructor", load: () => import("./studio/analytics.js") },
  { path: "/studio/courses/:id/exports", for: "instructor", load: () => import("./studio/exports.js") },
];

/** The links at the top, by whom they are for. */
export const NAVIGATION = [{ path: "/studio", name: "nav.studio", for: "instructor" }];

const MAKERS = new Set(["instructor", "admin"]);

/** Whether an account (null for a stranger) may see what is `wanted` for. */
export function maySee(account, wanted) {
  if (wanted === "anyone") return true;
  if (!account) return false;
  return wanted === "account" || MAKERS.has(account.role);
}

/** Where somebody begins. */
export const startOf = (account) => (maySee(account, "instructor") ? "/studio" : "/sign-in");
