/** The page that answers as a widget of a notebook: what is chosen on it is Python's, too, and the other way round. */

import { asWrittenAround } from "./explore/around/theme.js";
import { mount } from "./explore/mount.js";

/** What choices are called in Python. @type {[keyof import("./types.d.ts").Choices, string][]} */
const TRAITS = [
  ["algorithm", "algorithm"],
  ["data", "data"],
  ["columns", "columns"],
  ["scale", "scale"],
  ["k", "k"],
  ["init", "init"],
  ["starts", "starts"],
  ["startRows", "start_rows"],
  ["empty", "empty"],
  ["relocated", "relocated"],
  ["eps", "eps"],
  ["minSamples", "min_samples"],
  ["order", "order"],
  ["orderRows", "order_rows"],
  ["step", "step"],
  ["by", "by"],
];

/**
 * @typedef {{ get(name: string): any, set(name: string, value: unknown): void, save_changes(): void,
 *   on(name: string, tell: () => void): void, off(name: string, tell: () => void): void }} Model
 */

/**
 * Show the page; styles stay within, and nothing of it has an id, so that two views do not meet.
 *
 * @param {{ model: Model, el: HTMLElement }} place
 * @returns {() => void} Ends it.
 */
function render({ model, el }) {
  const frame = document.createElement("div");
  const root = frame.attachShadow({ mode: "open" });
  const looks = new CSSStyleSheet();
  looks.replaceSync(model.get("_looks"));
  root.adoptedStyleSheets = [looks];
  el.append(frame);

  const contents = model.get("_contents");
  const page = mount(
    root,
    { ...contents, first: { ...contents.first, ...wishes(model) } },
    {
      readLink: () => "",
      writeLink() {},
      changed: (choices, _trace, dataset) => tell(model, choices, dataset),
    },
  );

  const endTheme = asWrittenAround(el, frame, looks, page);
  let waiting = false;
  // All that came with one message is shown at once.
  const follow = () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      const now = page.choices();
      const asked = wishes(model);
      const isNews = TRAITS.some(([name]) => !isSame(now[name], asked[name]));
      if (isNews) page.show(asked);
    });
  };
  for (const [, trait] of TRAITS) model.on(`change:${trait}`, follow);
  return () => {
    for (const [, trait] of TRAITS) model.off(`change:${trait}`, follow);
    endTheme();
    page.destroy();
    frame.remove();
  };
}

/**
 * @param {Model} model
 * @returns {Partial<import("./types.d.ts").Choices>}
 */
function wishes(model) {
  return Object.fromEntries(TRAITS.map(([name, trait]) => [name, model.get(trait)]));
}

/**
 * Tell Python what is chosen; points that came with no table of Python's go along.
 *
 * @param {Model} model
 * @param {import("./types.d.ts").Choices} choices
 * @param {import("./types.d.ts").Dataset} dataset
 */
function tell(model, choices, dataset) {
  /** @type {[string, unknown][]} */
  const news = TRAITS.map(([name, trait]) => [trait, choices[name]]);
  const isKnown = choices.data in model.get("_contents").tables;
  news.push(["_points", isKnown ? [] : pairs(dataset.points)]);
  const changed = news.filter(([trait, value]) => !isSame(model.get(trait), value));
  for (const [trait, value] of changed) model.set(trait, value);
  if (changed.length > 0) model.save_changes();
}

/** @param {Float64Array} points x0 y0 x1 y1 ... */
function pairs(points) {
  return Array.from({ length: points.length / 2 }, (_, row) => [points[2 * row], points[2 * row + 1]]);
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

export default { render };
