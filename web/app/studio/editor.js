// The editor: the course as a tree, and beside it the course itself or one of its sections.
import { html } from "../lib/html.js";
import { CoEditors } from "./co_editors.js";
import { CourseForm } from "./course_form.js";
import { CourseFrame } from "./course_frame.js";
import { SectionEditor } from "./section_editor.js";
import { Tree } from "./tree.js";

export default function Editor({ id, section }) {
  return html`<${CourseFrame} id=${id} page="edit">
    ${(course, resource) =>
      html`<${CoEditors} course=${course} section=${section} changed=${resource.reload} />
      <div class="editor">
        <${Tree} course=${course} resource=${resource} section=${section} />
        ${
          section
            ? html`<${SectionEditor} key=${section} id=${section} course=${course} resource=${resource} />`
            : html`<${CourseForm} course=${course} resource=${resource} />`
        }
      </div>`}
  </${CourseFrame}>`;
}
