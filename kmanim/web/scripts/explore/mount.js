/** A page that answers, put into an element. */

import { CaptionLine } from "../parts/caption.js";
import { make, pushButton, say } from "../parts/elements.js";
import { stepByKeys } from "../parts/keys.js";
import { StepBar } from "../parts/step_bar.js";
import { Plane } from "../plane/plane.js";
import { App } from "./app.js";
import { ChoicesRow } from "./asked/choices_row.js";
import { OwnData } from "./asked/own_data.js";
import { Sharing } from "./asked/sharing.js";
import { StartsFields } from "./asked/starts_fields.js";
import { Legend, markOfCluster } from "./measured/legend.js";
import { Panel } from "./measured/panel.js";
import { PointTable } from "./measured/tables.js";
import { withoutStart, withStartAt } from "./state.js";

/** @typedef {import("./view.js").View} View */

/**
 * @param {HTMLElement | ShadowRoot} root
 * @param {import("../types.d.ts").PageContents} contents
 * @param {import("../types.d.ts").Host} host
 * @returns {import("../types.d.ts").Mounted}
 */
export function mount(root, contents, host) {
  const app = new App(contents, host, Math.random);
  const ending = new AbortController();
  const { signal } = ending;

  const ownData = new OwnData(app);
  app.ownData = ownData;
  const choices = new ChoicesRow(app);
  const starts = new StartsFields(app);
  const stage = new Stage(app);
  const panel = new Panel(app);
  const points = new PointTable(app);
  const legend = new Legend();
  const sharing = new Sharing(app);
  const problems = make("p", { className: "problem", role: "status" });

  const undo = pushButton("Undo", () => app.undo(), { title: "Undo the last choice (Ctrl+Z)" });
  const redo = pushButton("Redo", () => app.redo(), { title: "Redo (Ctrl+Shift+Z)" });
  choices.first.append(make("div", { className: "undo" }, undo, redo));

  const element = make(
    "div",
    { className: "explorer" },
    problems,
    choices.element,
    make(
      "div",
      { className: "columns" },
      stage.element,
      make("div", { className: "side" }, starts.element, panel.element),
      make("div", { className: "below" }, sharing.element, legend.element, points.element),
    ),
  );
  root.append(element);
  app.element = element;

  app.parts = [ownData, choices, starts, panel, points, legend, stage];
  app.parts.push({
    show({ choices: { algorithm, step }, state, picture }) {
      undo.setAttribute("aria-disabled", String(app.history.past.length === 0));
      redo.setAttribute("aria-disabled", String(app.history.future.length === 0));
      say(problems, app.problems.join(" "));
      Object.assign(element.dataset, { algorithm, state, step: step ?? "", kind: picture.kind });
    },
  });

  const around = root instanceof ShadowRoot ? root : document;
  around.addEventListener("keydown", event => undoByKey(/** @type {KeyboardEvent} */ (event), app), {
    signal,
  });
  element.addEventListener("keydown", event => event.key === "Escape" && app.hand.escape(), { signal });
  stepByKeys(stage.element, app.walk, signal);
  window.addEventListener("hashchange", () => app.followLink(), { signal });
  ownData.takeDrops(around, element, signal);
  // Where there is room, all choices are in sight, and nothing is there to fold them.
  const [summary] = choices.others.children;
  let isWide = false;
  const unfold = () => {
    const before = isWide;
    isWide = getComputedStyle(summary).display === "none";
    if (isWide !== before) choices.others.open = isWide;
  };
  const room = new ResizeObserver(unfold);
  room.observe(element);
  unfold();
  app.render(true);

  return {
    choices: () => app.choices,
    trace: () => app.view.trace,
    show(wishes) {
      app.choose({ ...app.choices, ...wishes });
    },
    recolour: () => stage.plane.recolour(),
    destroy() {
      app.walk.playing.halt();
      ending.abort();
      room.disconnect();
      app.walk.plane?.destroy();
      element.remove();
    },
  };
}

/** Plane, caption and step bar. */
class Stage {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.paper = make("div", { className: "paper" });
    this.heard = make("p", { className: "aloud", role: "status" });
    this.caption = new CaptionLine(markOfCluster);
    this.said = make("p", { className: "said", role: "status" });
    this.bar = new StepBar(app.walk, "Steps");
    this.check = pushButton("Check", () => app.walk.check(), { className: "main" });
    this.none = pushButton("None will switch", () => {
      if (app.walk.guess) app.walk.guess.rows = [];
      app.walk.check();
    });
    this.skip = pushButton("Skip", () => app.walk.skip());
    this.predict = make("div", { className: "bar predict" }, this.check, this.none, this.skip);
    this.element = make(
      "div",
      { className: "stage" },
      this.paper,
      this.caption.element,
      this.said,
      this.heard,
      this.predict,
      this.bar.element,
    );
    this.plane = new Plane(this.paper, {
      onPlace: (x, y) => app.hand.place(x, y),
      onCentre: (centre, x, y) => app.choose(withStartAt(app.choices, centre, [x, y])),
      onRemove: centre => app.choose(withoutStart(app.choices, centre)),
      onRow: row => app.hand.hover(row),
      onPress: row => app.hand.press(row),
      onSay: text => say(this.heard, text),
    });
    app.walk.plane = this.plane;
    /** @type {unknown[]} */
    this.fitted = [];
  }

  /**
   * @param {View} view
   * @param {boolean} isChoice
   */
  show({ choices, dataset, pictures, picture, at, state }, isChoice) {
    const { app, plane } = this;
    const equal = choices.algorithm === "dbscan" || app.looks.equal;
    if (isChoice && !(this.fitted[0] === dataset && this.fitted[1] === equal)) {
      this.fitted = [dataset, equal];
      // Points that are being drawn need paper around them.
      const isSheet =
        dataset.table.source === "drawn" && dataset.features.every(({ name }) => /^[xy]$/.test(name));
      plane.fit(dataset, {
        equal,
        also: isSheet
          ? [
              [0, 0],
              [10, 10],
            ]
          : [],
      });
    }
    const { tool } = app.hand;
    plane.mode = tool === "add" || (tool === "use" && state === "place") ? "place" : "look";
    const { guess, playing } = app.walk;
    const { isPlaying } = playing;
    const words = guess ? [guess.question] : picture.caption.words;
    const caption = guess ? { words, drawn: words.map(line => [line]) } : picture.caption;
    const head = [guess ? "Your turn" : picture.phase, guess ? "" : picture.counter]
      .filter(Boolean)
      .join(" \u00b7 ");
    this.caption.say(head, caption, isPlaying);
    say(this.said, app.said);
    this.predict.hidden = !guess;
    this.bar.show({
      at,
      length: pictures.length,
      isPlaying,
      canBegin: choices.step === null || guess !== null,
    });
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {App} app
 */
function undoByKey(event, app) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
  const [target] = event.composedPath();
  // Text that is being typed has its own way back.
  if (target instanceof HTMLInputElement && target.type === "text" && target.value !== target.dataset.taken)
    return;
  event.preventDefault();
  if (event.shiftKey) app.redo();
  else app.undo();
}
