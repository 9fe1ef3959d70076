/** Fields with a label around each, so that none needs an id, and with what is wrong beside it, in words. */

import { make, say } from "../parts/elements.js";
import { numberOf, wholeOf } from "../reading/numerals.js";

/** @typedef {(text: string) => number} Reading NaN where the text is none. */

/**
 * @param {number} low
 * @param {number} high
 * @returns {Reading}
 */
export const wholeWithin = (low, high) => text => wholeOf(text, low, high);
/** @type {Reading} */
export const anyNumber = text => numberOf(text);

/**
 * Says of a field what is wrong with it, to whom it is read aloud.
 *
 * @param {HTMLInputElement} input
 * @param {string} problem Empty where there is none.
 */
export function markInvalid(input, problem) {
  input.setAttribute("aria-invalid", String(problem !== ""));
  input.setAttribute("aria-description", problem);
}

/** A number that is typed, and taken when it is whole: with Enter, or when the field is left. */
export class NumberField {
  /**
   * @param {string} name
   * @param {object} settings
   * @param {(value: number) => void} settings.take
   * @param {Reading} settings.read
   * @param {string} settings.wanted What would do: "a whole number from 1 to 20".
   * @param {(value: number, times: number) => number} [settings.step] What arrows, + and - make of it.
   * @param {string} [settings.label] What only readers aloud are told.
   */
  constructor(name, { take, read, wanted, step, label = "" }) {
    this.take = take;
    this.read = read;
    this.wanted = wanted;
    this.step = step;
    this.value = Number.NaN;
    this.problem = make("em", { className: "problem", role: "status" });
    this.input = make("input", {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      spellcheck: false,
      size: 7,
      "aria-label": label || name,
      onchange: () => this.commit(),
      onblur: () => this.input.value !== (this.input.dataset.taken ?? "") && this.commit(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.element = make(
      "label",
      { className: "field" },
      name && make("span", {}, name),
      this.input,
      this.problem,
    );
  }

  commit() {
    const text = this.input.value.trim();
    const value = this.read(text);
    if (Number.isNaN(value))
      this.refuse(text === "" ? `It is empty: ${this.wanted} would do.` : this.#no(text));
    else {
      this.refuse("");
      if (value !== this.value) this.take(value);
      else this.input.value = String(value);
    }
  }

  /** @param {string} problem Empty where there is none. */
  refuse(problem) {
    say(this.problem, problem);
    markInvalid(this.input, problem);
  }

  /** @param {number} value Typed text that is no number stays until there is another value. */
  show(value) {
    if (Object.is(value, this.value)) return;
    this.value = value;
    this.input.value = this.input.dataset.taken = Number.isNaN(value) ? "" : String(value);
    this.refuse("");
  }

  /** @param {string} text */
  #no(text) {
    const signs = [...text];
    return `“${signs.length > 20 ? `${signs.slice(0, 19).join("")}…` : text}” is not ${this.wanted}.`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // Not every browser calls it a change when something else than a hand has written the text.
    if (event.key === "Enter") this.commit();
    const times = { ArrowUp: 1, "+": 1, ArrowDown: -1, "-": -1 }[event.key];
    const isTyped = /e$|^$/i.test(this.input.value.slice(0, this.input.selectionStart ?? 0));
    if (!times || !this.step || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1 && isTyped && this.input.selectionStart === this.input.selectionEnd) return;
    event.preventDefault();
    this.nudge(times);
  }

  /** @param {number} times */
  nudge(times) {
    const from = this.read(this.input.value.trim());
    const next = this.step?.(Number.isNaN(from) ? this.value : from, times) ?? Number.NaN;
    if (Number.isNaN(this.read(String(next)))) return;
    this.input.value = String(next);
    this.commit();
  }
}

/**
 * A number field between two buttons, for fingers.
 *
 * @param {NumberField} field
 * @param {string} name
 */
export function withSteppers(field, name) {
  const stepper = (/** @type {string} */ sign, /** @type {number} */ times, /** @type {string} */ word) =>
    make(
      "button",
      { type: "button", "aria-label": `${name}: one ${word}`, onclick: () => field.nudge(times) },
      sign,
    );
  return make(
    "span",
    { className: "stepped" },
    field.element,
    stepper("\u2212", -1, "less"),
    stepper("+", 1, "more"),
  );
}

/** One of several, by a menu. */
export class Menu {
  /**
   * @param {string} name
   * @param {(value: string) => void} take
   */
  constructor(name, take) {
    this.select = make("select", { "aria-label": name, onchange: () => take(this.select.value) });
    this.element = make("label", { className: "field" }, make("span", {}, name), this.select);
    this.told = "";
  }

  /**
   * @param {[string, string][]} options Values and what is read of them.
   * @param {string} value
   */
  show(options, value) {
    const told = JSON.stringify(options);
    if (told !== this.told) {
      this.told = told;
      this.select.replaceChildren(
        ...options.map(([option, text]) => make("option", { value: option }, text)),
      );
    }
    this.select.value = value;
  }
}

/**
 * One of two or three, all of them in sight. They stand in a form, whose groups are its own.
 */
export class Segments {
  /**
   * @param {string} name
   * @param {[string, string][]} options
   * @param {(value: string) => void} take
   */
  constructor(name, options, take) {
    this.inputs = options.map(([value]) =>
      make("input", { type: "radio", name, value, onchange: () => take(value) }),
    );
    this.element = make(
      "fieldset",
      { className: "segments" },
      make("legend", {}, name),
      ...options.map(([, text], index) => make("label", {}, this.inputs[index], make("span", {}, text))),
    );
  }

  /** @param {string} value */
  show(value) {
    for (const input of this.inputs) input.checked = input.value === value;
  }
}

/** Yes or no. */
export class Tick {
  /**
   * @param {string} name
   * @param {(value: boolean) => void} take
   */
  constructor(name, take) {
    this.input = make("input", { type: "checkbox", onchange: () => take(this.input.checked) });
    this.element = make("label", { className: "tick" }, this.input, make("span", {}, name));
  }

  /** @param {boolean} value */
  show(value) {
    this.input.checked = value;
  }
}
