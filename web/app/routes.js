// Which page is at which address. Its first part has to stand in PAGES of api/web/routes.py as well.
// `for` says who may see it: "anyone", "account" (signed in), "instructor", "operator" or "admin".

const editor = () => import("./studio/editor.js"); // one page at two addresses, so that its tree stays

export const ROUTES = [
  { path: "/", for: "anyone", load: () => import("./pages/start.js") },
  { path: "/sign-in", for: "anyone", load: () => import("./pages/sign_in.js") },
  { path: "/register", for: "anyone", load: () => import("./pages/register.js") },
  { path: "/reset", for: "anyone", load: () => import("./pages/reset.js") },
  { path: "/confirm", for: "anyone", load: () => import("./pages/confirm.js") },
  { path: "/account", for: "account", load: () => import("./pages/account.js") },

  { path: "/courses", for: "anyone", load: () => import("./learner/catalogue.js") },
  { path: "/courses/:id", for: "anyone", load: () => import("./learner/course.js") },
  { path: "/shared/:token", for: "anyone", load: () => import("./learner/shared.js") },
  { path: "/learn", for: "account", load: () => import("./learner/dashboard.js") },
  { path: "/learn/reviews", for: "account", load: () => import("./learner/reviews.js") },
  { path: "/learn/:course", for: "account", load: () => import("./learner/resume.js") },
  { path: "/learn/:course/:section", for: "account", load: () => import("./learner/reader.js") },

  { path: "/desk", for: "operator", load: () => import("./desk/generations.js") },
  { path: "/desk/generations/:id", for: "operator", load: () => import("./desk/generation.js") },
  { path: "/desk/spend", for: "operator", load: () => import("./desk/spend.js") },
  { path: "/desk/records", for: "operator", load: () => import("./desk/record_store.js") },
  { path: "/desk/users", for: "admin", load: () => import("./desk/users.js") },
  { path: "/desk/audit", for: "admin", load: () => import("./desk/audit.js") },

  { path: "/studio", for: "instructor", load: () => import("./studio/home.js") },
  { path: "/studio/new", for: "instructor", load: () => import("./studio/new_course.js") },
  { path: "/studio/webhooks", for: "instructor", load: () => import("./studio/webhooks.js") },
  { path: "/studio/generations/:id", for: "instructor", load: () => import("./studio/generation.js") },
  { path: "/studio/courses/:id", for: "instructor", load: editor },
  { path: "/studio/courses/:id/sections/:section", for: "instructor", load: editor },
  { path: "/studio/courses/:id/publish", for: "instructor", load: () => import("./studio/publish.js") },
  { path: "/studio/courses/:id/learners", for: "instructor", load: () => import("./studio/learners.js") },
  { path: "/studio/courses/:id/learners/:learner", for: "instructor", load: () => import("./studio/learner.js") },
  { path: "/studio/courses/:id/analytics", for: "instructor", load: () => import("./studio/analytics.js") },
  { path: "/studio/courses/:id/exports", for: "instructor", load: () => import("./studio/exports.js") },
  { path: "/studio/courses/:id/print", for: "instructor", load: () => import("./studio/print.js") },
];

/** The links at the top, by whom they are for. */
export const NAVIGATION = [
  { path: "/courses", name: "nav.courses", for: "anyone" },
  { path: "/learn", name: "nav.learn", for: "account" },
  { path: "/studio", name: "nav.studio", for: "instructor" },
  { path: "/desk", name: "nav.desk", for: "operator" },
  { path: "/account", name: "nav.account", for: "account" },
];

const ROLES = {
  instructor: new Set(["instructor", "admin"]),
  operator: new Set(["operator", "admin"]),
  admin: new Set(["admin"]),
};

/** Whether an account (null for a stranger) may see what is `wanted` for. */
export function maySee(account, wanted) {
  if (wanted === "anyone") return true;
  if (!account) return false;
  return wanted === "account" || ROLES[wanted].has(account.role);
}

/** Where somebody begins. */
export function startOf(account) {
  if (!account) return "/courses";
  if (maySee(account, "instructor")) return "/studio";
  return maySee(account, "operator") ? "/desk" : "/learn";
}
