/** A film as a page to step through: the pictures that it carries, on a canvas. */

import { CaptionLine } from "./parts/caption.js";
import { make } from "./parts/elements.js";
import { stepByKeys } from "./parts/keys.js";
import { Playing } from "./parts/playing.js";
import { StepBar } from "./parts/step_bar.js";

/**
 * @typedef {{ image?: string, ms: number, x?: number, y?: number }} Piece a rectangle that changes, and how long it stands
 * @typedef {{ image: string, ms: number, head: string, text: string, tweens: Piece[] }} Held
 */

const calm = matchMedia("(prefers-reduced-motion: reduce)");

class Film {
  /** @type {Map<string, Promise<HTMLImageElement>>} */
  #images = new Map();

  /**
   * @param {Held[]} held
   * @param {HTMLCanvasElement} screen
   */
  constructor(held, screen) {
    this.held = held;
    this.brush = /** @type {CanvasRenderingContext2D} */ (screen.getContext("2d"));
  }

  get length() {
    return this.held.length;
  }

  /** @param {number} at */
  holdMs(at) {
    return this.held[at].ms;
  }

  /**
   * @param {number} at
   * @param {AbortSignal} [signal]
   */
  async show(at, signal) {
    const picture = await this.#image(this.held[at].image);
    if (!signal?.aborted) this.brush.drawImage(picture, 0, 0);
  }

  /**
   * @param {number} at
   * @param {AbortSignal} signal
   */
  async enter(at, signal) {
    // The moves that lead into a picture; none for whoever wants less motion.
    const pieces = calm.matches ? [] : this.held[at].tweens;
    await Promise.all(pieces.map(piece => piece.image && this.#image(piece.image)));
    let due = performance.now();
    for (const piece of pieces) {
      if (piece.image) {
        const picture = await this.#image(piece.image);
        if (signal.aborted || calm.matches) break;
        this.brush.drawImage(picture, piece.x ?? 0, piece.y ?? 0);
      }
      due += piece.ms;
      await new Promise(done => setTimeout(done, Math.max(0, due - performance.now())));
      if (signal.aborted || calm.matches) break;
    }
    // Moves are many and seen once; what is held is kept, so that it is there at once when the reader comes back.
    for (const { image } of pieces) if (image) this.#images.delete(image);
    await this.show(at, signal);
  }

  /** @param {string} source */
  #image(source) {
    let found = this.#images.get(source);
    if (!found) {
      const picture = new Image();
      picture.src = source;
      found = picture.decode().then(() => picture);
      this.#images.set(source, found);
    }
    return found;
  }
}

/** @param {HTMLElement} place where the player stands; it knows its film */
function play(place) {
  const carried = /** @type {HTMLElement} */ (place.querySelector("#film"));
  const { width, height, alt, name } = /** @type {Record<string, string>} */ (place.dataset);
  const screen = make("canvas", { className: "screen", width, height, role: "img", "aria-label": alt });
  const film = new Film(JSON.parse(carried.textContent ?? ""), screen);
  const caption = new CaptionLine();
  const playing = new Playing(film, tell);
  const bar = new StepBar(playing, name);

  function tell() {
    const { at, isPlaying } = playing;
    const { head, text } = film.held[at];
    caption.say(head, { words: [text], drawn: [[text]] }, isPlaying);
    bar.show({ at, length: film.length, isPlaying });
  }

  place.replaceChildren(screen, caption.element, bar.element);
  stepByKeys(document, playing);
  tell();
  film.show(0);
}

play(/** @type {HTMLElement} */ (document.querySelector(".player")));
// Without a script they are all there is of the steps.
/** @type {HTMLDetailsElement} */ (document.querySelector("details.steps")).open = false;
