/** What a reader takes along: a link, a command, the steps as text, the points as a file. */

import { make, pushButton, say } from "../../parts/elements.js";
import { commandOf, csvNameOf, csvOf, notCarried } from "../../reading/command.js";
import { encodeLink } from "../../reading/link.js";
import { asText } from "../../story/as_text.js";

/** @typedef {import("../app.js").App} App */

export class Sharing {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.said = make("p", { role: "status" });
    this.text = make("textarea", {
      readOnly: true,
      rows: 2,
      spellcheck: false,
      "aria-label": "What was copied",
    });
    this.text.hidden = true;
    this.element = make(
      "div",
      { className: "sharing" },
      make(
        "div",
        { className: "buttons" },
        pushButton("Copy link", () => this.#copy("The link", this.#link(), "")),
        pushButton("Copy command", () => this.#copyCommand()),
        pushButton("Copy as text", () => this.#copyText()),
        pushButton("Save points as CSV", () => this.#save()),
      ),
      this.said,
      this.text,
    );
  }

  #link() {
    const { choices, table } = this.app.view;
    const { protocol, href } = window.location;
    // A frame that was written by its page has no address that anybody else could open.
    return (protocol === "about:" ? "" : href.split("#")[0]) + encodeLink(choices, table);
  }

  #copyCommand() {
    const { choices, table } = this.app.view;
    const command = commandOf(choices, table);
    const note = notCarried(choices, table);
    if (command) this.#copy("The command", command, note);
    else this.#tell(note, "");
  }

  #copyText() {
    const { app } = this;
    if (!app.walk.begin()) return;
    app.render(true);
    const { trace, pictures } = app.view;
    const told = pictures.filter(picture => picture.kind !== "eps");
    if (trace) this.#copy("The steps", asText(trace, told), "");
  }

  /**
   * @param {string} what
   * @param {string} text
   * @param {string} note
   */
  async #copy(what, text, note) {
    let told = "is copied.";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      told = "is below: the browser does not let this page copy.";
    }
    const is = what.endsWith("s") ? told.replace(/^is/, "are") : told;
    this.#tell(`${what} ${is} ${note}`.trim(), text);
    if (told !== "is copied.") this.text.select();
  }

  /**
   * @param {string} told
   * @param {string} text
   */
  #tell(told, text) {
    say(this.said, told);
    this.text.hidden = text === "";
    this.text.value = text;
  }

  #save() {
    const { table } = this.app.view;
    const url = URL.createObjectURL(new Blob([csvOf(table)], { type: "text/csv" }));
    make("a", { href: url, download: csvNameOf(table) }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#tell(`${csvNameOf(table)} is saved.`, "");
  }
}
