/** The reader's own data: a file that is opened or dropped, and points that are drawn on the plane. */

import { make, pushButton, say } from "../../parts/elements.js";
import { tooManyRows } from "../../reading/csv.js";
import { openFile } from "../../reading/open_file.js";
import { Segments } from "../fields.js";
import { DRAWN, MOST_DRAWN } from "../sheet.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../view.js").View} View */

export class OwnData {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.problem = make("em", { className: "problem", role: "status" });
    this.file = make("input", {
      type: "file",
      accept: ".csv,.tsv,.txt,text/csv,text/plain",
      onchange: () => {
        const [file] = this.file.files ?? [];
        if (file) this.open(file);
        // The same file again is a change, too.
        this.file.value = "";
      },
    });
    this.edit = pushButton("Change points", () => app.hand.editPoints());
    this.tool = new Segments(
      "A click on the plane",
      [
        ["use", "places centres"],
        ["add", "adds a point"],
        ["remove", "removes a point"],
      ],
      tool => app.hand.use(/** @type {any} */ (tool)),
    );
    const opener = make("label", { className: "button" }, "Open a CSV file", this.file);
    this.elements = [make("div", { className: "own" }, opener, this.edit), this.tool.element];
  }

  /** @param {View} view */
  show({ table, dataset, choices }) {
    const isDrawn = table.source === "drawn" && table.name === DRAWN;
    this.edit.hidden = isDrawn || dataset.n > MOST_DRAWN;
    this.tool.element.hidden = !isDrawn;
    const use = choices.algorithm === "kmeans" ? "places centres" : "looks at points";
    say(/** @type {Element} */ (this.tool.inputs[0].nextElementSibling), use);
    this.tool.show(this.app.hand.tool);
  }

  /** @param {File} file */
  async open(file) {
    say(this.problem, "");
    this.opened = file;
    const read = await openFile(file);
    // Whichever the reader has opened last is the one that counts, however long each takes.
    if (this.opened !== file) return;
    if ("problem" in read) return this.refuse(read.problem);
    const { table } = read;
    const problem = tooManyRows(table, this.app.choices.algorithm);
    if (problem) return this.refuse(problem);
    this.app.openTable(table);
  }

  /** @param {string} problem */
  refuse(problem) {
    say(this.problem, problem);
  }

  /**
   * Takes files that are dropped.
   *
   * @param {EventTarget} where
   * @param {HTMLElement} element Shows that something can be dropped.
   * @param {AbortSignal} signal
   */
  takeDrops(where, element, signal) {
    /** @type {(event: Event) => void} */
    const over = event => {
      const { dataTransfer } = /** @type {DragEvent} */ (event);
      if (!dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      element.classList.toggle("open", event.type === "dragover");
    };
    where.addEventListener("dragover", over, { signal });
    where.addEventListener("dragleave", over, { signal });
    where.addEventListener(
      "drop",
      event => {
        over(event);
        const { dataTransfer } = /** @type {DragEvent} */ (event);
        const files = dataTransfer?.files ?? [];
        if (files.length > 1) this.refuse(`${files.length} files were dropped: one at a time would do.`);
        else if (files.length === 1) this.open(files[0]);
      },
      { signal },
    );
  }
}
