/**
 * The caption below a picture, and what a screen reader says of it: polite, and silent while pictures go by.
 *
 * Where clusters stand as their marks, the words are there, too, for whoever hears the page.
 */

/** @import { Caption } from "../types" */
import { make } from "./elements.js";

export class CaptionLine {
  told = "";

  /** @param {((cluster: number) => Element) | null} markOf draws the mark of a cluster, from 0; -1 for noise */
  constructor(markOf = null) {
    this.markOf = markOf;
    this.element = make("p", { className: "caption", "aria-live": "polite" });
  }

  /**
   * @param {string} head phase and counter
   * @param {Caption} caption
   * @param {boolean} [isPlaying]
   */
  say(head, caption, isPlaying = false) {
    // What is written again is heard again.
    const told = JSON.stringify([head, caption, isPlaying]);
    if (told === this.told) return;
    this.told = told;
    this.element.setAttribute("aria-live", isPlaying ? "off" : "polite");
    const { words, drawn } = caption;
    const { markOf } = this;
    const isMarked = markOf && drawn.some(line => line.some(run => typeof run === "number"));
    /** @type {HTMLElement[]} */
    const said = isMarked
      ? [
          make("span", { className: "heard" }, words.join(" ")),
          make(
            "span",
            { "aria-hidden": "true" },
            ...drawn.flatMap((line, number) => [
              ...(number ? [" "] : []),
              ...line.map(run => (typeof run === "number" ? markOf(run) : run)),
            ]),
          ),
        ]
      : [make("span", {}, words.join(" "))];
    this.element.replaceChildren(...(head ? [make("b", {}, head), " "] : []), ...said);
  }
}
