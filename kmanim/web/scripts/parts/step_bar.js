/**
 * Buttons, a slider and a pace to step through pictures.
 *
 * A button that has nothing to do stays where it is and can be focused: who steps by keyboard is not thrown off at the
 * end of a film.
 */

/** @import { StepActs, StepBarState } from "../types" */
import { make } from "./elements.js";

export class StepBar {
  /**
   * @param {StepActs} acts
   * @param {string} name what is stepped through: "Film"
   */
  constructor(acts, name) {
    this.first = barButton("First", "First step (Home)", () => acts.first());
    this.back = barButton("Back", "One step back (Left arrow)", () => acts.back());
    this.next = barButton("Next", "One step on (Right arrow)", () => acts.next());
    this.play = barButton("Play", "Play or pause (Space)", () => acts.toggle());
    this.last = barButton("Last", "Last step (End)", () => acts.last());
    this.play.classList.add("play");
    this.next.classList.add("main");
    this.step = make("input", { type: "range", min: 0, value: 0 });
    // No outputs: these would be said aloud beside the caption, and while pictures play.
    this.where = make("span", { "aria-hidden": true });
    this.pace = make("input", { type: "range", min: 0.5, max: 2, step: 0.25, value: 1 });
    this.times = make("span", { "aria-hidden": true });
    this.step.oninput = () => acts.seek(Number(this.step.value));
    this.pace.oninput = () => acts.setPace(Number(this.pace.value));
    const buttons = [this.first, this.back, this.next, this.play, this.last];
    this.element = make(
      "div",
      { className: "bar", role: "group", "aria-label": name },
      make("div", { className: "buttons" }, ...buttons),
      make("label", {}, "Step ", this.step, " ", this.where),
      make("label", { className: "pace" }, "Pace ", this.pace, " ", this.times),
    );
  }

  /** @param {StepBarState} state */
  show({ at, length, isPlaying, canBegin = false }) {
    const end = Math.max(0, length - 1);
    this.play.textContent = isPlaying ? "Pause" : "Play";
    // The end first: a slider takes no value beyond it.
    this.step.max = String(end);
    this.step.value = String(at);
    // The words of a step are told by its caption, and need not be told twice.
    this.step.setAttribute("aria-valuetext", `step ${at + 1} of ${end + 1}`);
    this.where.textContent = length ? `${at + 1}/${length}` : "";
    this.times.textContent = paceInWords(Number(this.pace.value));
    this.pace.setAttribute("aria-valuetext", this.times.textContent);
    for (const one of [this.first, this.back]) one.setAttribute("aria-disabled", String(at === 0));
    for (const one of [this.next, this.last, this.play]) {
      one.setAttribute("aria-disabled", String(!canBegin && (one === this.play ? !length : at >= end)));
    }
  }
}

/** @param {number} pace how much longer pictures stand than usual */
function paceInWords(pace) {
  if (pace === 1) return "usual";
  return pace > 1 ? `\u00d7${pace} slower` : `\u00d7${Number((1 / pace).toFixed(2))} faster`;
}

/**
 * @param {string} text
 * @param {string} title
 * @param {() => void} act
 */
function barButton(text, title, act) {
  const made = make("button", { type: "button", title }, text);
  made.onclick = () => made.getAttribute("aria-disabled") === "true" || act();
  return made;
}
