// Pictures of figures. Each has a table beside it that says the same, so that they are hidden from screen readers.
import { html } from "../lib/html.js";
import { number, percent } from "../lib/messages.js";

const WIDTH = 600;
const HEIGHT = 200;
const ROW = 28;
const KINDS = ["started", "completed"];

const Key = ({ names }) => html`<p class="small" aria-hidden="true">
  ${names.map((name, at) => html`<span class=${`key ${KINDS[at]}`}></span>${" "}${name}${" "}`)}
</p>`;

/** Two bars a row, one above the other; `pairs` are their lengths. Nothing where all are 0. */
export function Bars({ names, pairs }) {
  const most = Math.max(...pairs.flat());
  if (!most) return null;
  return html`<svg class="chart" viewBox=${`0 0 ${WIDTH} ${pairs.length * ROW}`} aria-hidden="true" focusable="false">
      ${pairs.map(
        (pair, at) =>
          html`<g transform=${`translate(0 ${at * ROW})`}>
            ${pair.map((value, which) => html`<rect class=${KINDS[which]} x="0" y=${2 + 12 * which}
              width=${(WIDTH * value) / most} height="10" rx="2" />`)}
          </g>`,
      )}
    </svg>
    <${Key} names=${names} />`;
}

/** Two lines over time; `points` are [milliseconds, first, second]. Nothing before there are two of them. */
export function Lines({ names, points }) {
  if (points.length < 2) return null;
  const [first, last] = [points[0][0], points.at(-1)[0]];
  const most = Math.max(1, ...points.flatMap((one) => one.slice(1)));
  const x = (at) => (last === first ? WIDTH / 2 : ((at - first) / (last - first)) * (WIDTH - 8) + 4);
  const y = (value) => HEIGHT - 4 - (value / most) * (HEIGHT - 8);
  const drawn = (which) => points.map((one) => `${x(one[0]).toFixed(1)},${y(one[which]).toFixed(1)}`).join(" ");
  return html`<svg class="chart axes" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <text x="4" y="14">${number(most)}</text>
      ${KINDS.map(
        (kind, at) => html`<polyline class=${kind} points=${drawn(at + 1)} />
          ${points.map((one) => html`<circle class=${kind} cx=${x(one[0])} cy=${y(one[at + 1])} r="4" />`)}`,
      )}
    </svg>
    <${Key} names=${names} />`;
}

/** Points between 0 and 1 across, and −1 and 1 upwards; `points` are [across, upwards, isSuspicious]. */
export function Points({ names, points }) {
  const x = (value) => 40 + value * (WIDTH - 60);
  const y = (value) => HEIGHT / 2 - value * (HEIGHT / 2 - 12);
  return html`<svg class="chart axes" viewBox=${`0 0 ${WIDTH} ${HEIGHT + 20}`} aria-hidden="true" focusable="false">
    <line x1=${x(0)} x2=${x(1)} y1=${y(0)} y2=${y(0)} />
    <line x1=${x(0)} x2=${x(0)} y1=${y(-1)} y2=${y(1)} />
    <text x="4" y=${y(1) + 4}>${number(1)}</text>
    <text x="4" y=${y(-1) + 4}>${number(-1)}</text>
    <text x="48" y="14">${names[1]}</text>
    <text x=${WIDTH / 2} y=${HEIGHT + 14}>${names[0]} ${percent(0)} – ${percent(1)}</text>
    ${points.map(([across, upwards, isSuspicious]) => html`<circle class=${isSuspicious ? "suspicious" : "completed"}
      cx=${x(across)} cy=${y(upwards)} r="6" />`)}
  </svg>`;
}
