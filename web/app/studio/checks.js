// Knowledge checks as cards: accepted, edited or dropped, singly or many at once, beside what learners make of them.
import { html } from "../lib/html.js";
import { randomId } from "../lib/ids.js";
import { linesOf, replaced, without } from "../lib/lists.js";
import { named, t } from "../lib/messages.js";
import { toast } from "../lib/telling.js";
import { ChoiceField, TextField } from "../parts/fields.js";
import { CheckMark, CheckStanding, useStandings } from "./check_standing.js";
import { ManyChecks } from "./many_checks.js";
import { Repeated } from "./repeated.js";

const KINDS = ["multiple_choice", "true_false", "cloze", "short_answer"];

/** `looks` counts how often the section was saved, `isSaved` says whether what is shown stands at the server. */
export function Checks({ section, looks, isSaved, items, objectives, onChange, problem }) {
  const standings = useStandings(section, looks);
  const drop = (chosen) => {
    const gone = items.filter((one) => chosen.includes(one.id));
    onChange(items.filter((one) => !chosen.includes(one.id)));
    toast(t("checks.dropped", { count: gone.length }), { undo: () => onChange((now) => [...now, ...gone]) });
  };
  const before =
    items.length > 1 &&
    html`<${ManyChecks} items=${items} standings=${standings} isSaved=${isSaved} drop=${drop} />`;
  return html`<${Repeated} title=${t("field.checks")} items=${items} onChange=${onChange} fresh=${freshCheck}
    before=${before} mark=${(one) => html`<${CheckMark} standing=${standings.of(one.id)} isSaved=${isSaved} />`}>
    ${(one, set, at) => html`<${CheckStanding} id=${one.id} standings=${standings} isSaved=${isSaved} />
      <${Check} check=${one} set=${set} objectives=${objectives}
        fault=${(name) => problem?.at?.(`/content/checks/${at}/${name}`)} />`}
  </${Repeated}>`;
}

function Check({ check, set, objectives, fault }) {
  const known =
    check.objective && !objectives.includes(check.objective) ? [check.objective, ...objectives] : objectives;
  return html` <${ChoiceField}
      label=${t("check.kind")}
      value=${check.kind}
      onChange=${(kind) => set(turned(check, kind))}
      options=${KINDS.map((kind) => [kind, named("check_kind", kind)])}
    />
    <${TextField}
      label=${t("check.stem")}
      hint=${check.kind === "cloze" ? t("check.blank_hint") : undefined}
      rows="3"
      value=${check.stem}
      onChange=${(stem) => set({ stem })}
      fault=${fault("stem")}
    />
    <${Answer} check=${check} set=${set} fault=${fault} />
    <${TextField}
      label=${t("check.feedback")}
      rows="2"
      value=${check.feedback}
      onChange=${(feedback) => set({ feedback })}
      fault=${fault("feedback")}
    />
    <${ChoiceField}
      label=${t("check.objective")}
      value=${check.objective}
      onChange=${(objective) => set({ objective })}
      options=${[["", t("check.no_objective")], ...known.map((one) => [one, one])]}
    />`;
}

function Answer({ check, set, fault }) {
  if (check.kind === "multiple_choice") return html`<${Options} check=${check} set=${set} fault=${fault} />`;
  if (check.kind === "true_false") {
    return html`<${ChoiceField}
      label=${t("check.answer")}
      value=${check.answer}
      onChange=${(answer) => set({ answer })}
      fault=${fault("answer")}
      options=${[
        ["true", t("check.true")],
        ["false", t("check.false")],
      ]}
    />`;
  }
  return html` <${TextField}
      label=${t("check.answer")}
      value=${check.answer}
      onChange=${(answer) => set({ answer })}
      fault=${fault("answer")}
    />
    <${TextField}
      label=${t("check.accepted")}
      hint=${t("outline.one_a_line")}
      rows="2"
      value=${check.accepted.join("\n")}
      onChange=${(text) => set({ accepted: linesOf(text) })}
      fault=${fault("accepted")}
    />`;
}

function Options({ check, set, fault }) {
  const { options, answer } = check;
  const drop = (at) => set({ options: without(options, at) });
  return html`<fieldset>
    <legend>${t("check.options")}</legend>
    ${options.map(
      (one, at) =>
        html`<div class="option" key=${one.id}>
          <label class="check">
            <input
              type="radio"
              name=${`answer-${check.id}`}
              checked=${one.id === answer}
              onChange=${() => set({ answer: one.id })}
            />
            <span class="visually-hidden">${t("check.is_right", { number: at + 1 })}</span>
          </label>
          <${TextField}
            label=${t("check.option", { number: at + 1 })}
            value=${one.text}
            onChange=${(text) => set({ options: replaced(options, at, { ...one, text }) })}
            fault=${fault(`options/${at}`)}
          />
          <button
            type="button"
            class="button small quiet"
            aria-label=${t("outline.take_out", { title: one.text })}
            onClick=${() => drop(at)}
          >
            ${t("do.remove")}
          </button>
        </div>`,
    )}
    ${fault("answer") && html`<p class="field-fault">${fault("answer")}</p>`}
    <button
      type="button"
      class="button small"
      onClick=${() => set({ options: [...options, { id: randomId().slice(0, 8), text: "" }] })}
    >
      ${t("check.add_option")}
    </button>
  </fieldset>`;
}

function freshCheck() {
  const options = ["a", "b", "c"].map((id) => ({ id, text: "" }));
  return {
    id: randomId().slice(0, 12),
    kind: "multiple_choice",
    stem: "",
    options,
    answer: "a",
    accepted: [],
    feedback: "",
    objective: "",
  };
}

/** The check as another kind: what means nothing there goes. */
function turned(check, kind) {
  if (kind === "multiple_choice") return { kind, options: freshCheck().options, answer: "a", accepted: [] };
  return { kind, options: [], answer: kind === "true_false" ? "true" : "", accepted: [] };
}
