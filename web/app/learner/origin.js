// Who a course comes from: made with AI or not, and how much of it a person has reviewed.
import { html } from "../lib/html.js";
import { date, t } from "../lib/messages.js";
import { useResource } from "../lib/resource.js";

/**
 * `models` are those that wrote it: none where the built-in writer did. Nothing is claimed of a course that was written by
 * people, nor while the API does not say. Machines read the same of what is published (JSON-LD).
 */
export function Origin({ course }) {
  const { data } = useResource(`/api/courses/${course.id}/origin`);
  return html`${data?.linked_data && html`<script type="application/ld+json">${JSON.stringify(data.linked_data)}</script>`}
    ${(data?.generated_sections ?? 0) > 0 && html`<${Claim} origin=${data} />`}`;
}

const Claim = ({ origin }) => html`<p class="note origin">
  <strong>${origin.models?.length === 0 ? t("origin.by_program") : t("origin.made")}</strong> ${wordsOf(origin)}
</p>`;

function wordsOf({ generated_sections: all, approved_sections: approved, reviewers, reviewed_at: at }) {
  if (!approved) return t("origin.not_reviewed");
  const when = date(at, { dateStyle: "medium" });
  const name = reviewers.join(", ");
  if (approved < all) return t("origin.partly", { count: approved, all, when });
  return name ? t("origin.reviewed_by", { name, when }) : t("origin.reviewed", { when });
}
