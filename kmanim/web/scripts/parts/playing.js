/**
 * Where a reader is among pictures, and how they go on by themselves: one at a time, each as long as it is told.
 *
 * Every new wish of the reader ends whatever is still going on, and what it leaves is a held picture, never half a move.
 */

/** @import { StepActs, Steps } from "../types" */

const SIP_MS = 50;

/** @param {number} ms */
const wait = ms => new Promise(done => setTimeout(done, ms));

/** @implements {StepActs} */
export class Playing {
  #going = new AbortController();

  /**
   * @param {Steps} steps
   * @param {() => void} changed is called whenever `at` or `isPlaying` is another
   */
  constructor(steps, changed) {
    this.steps = steps;
    this.changed = changed;
    this.at = 0;
    this.isPlaying = false;
    this.pace = 1;
  }

  get end() {
    return Math.max(0, this.steps.length - 1);
  }

  first() {
    return this.seek(0);
  }

  back() {
    return this.seek(this.at - 1);
  }

  last() {
    return this.seek(this.end);
  }

  /** @param {number} index */
  async seek(index) {
    const signal = this.#wish(false);
    this.at = Math.min(this.end, Math.max(0, index));
    this.changed();
    await this.steps.show(this.at, signal);
  }

  async next() {
    const signal = this.#wish(false);
    if (this.at >= this.end) return this.changed();
    await this.#advance(signal);
  }

  async toggle() {
    if (this.isPlaying) return this.pause();
    const signal = this.#wish(true);
    if (this.at >= this.end) this.at = 0;
    this.changed();
    await this.steps.show(this.at, signal);
    while (!signal.aborted) {
      // The pace may be changed while a picture stands, so time is taken in small sips.
      for (let left = this.steps.holdMs(this.at); left > 0 && !signal.aborted; left -= SIP_MS / this.pace) {
        await wait(SIP_MS);
      }
      if (signal.aborted) return;
      if (this.at >= this.end) return this.pause();
      await this.#advance(signal);
    }
  }

  pause() {
    return this.seek(this.at);
  }

  /** Ends what is going on, and leaves the picture as it is: for whoever shows something else now. */
  halt() {
    this.#wish(false);
  }

  /** @param {number} pace */
  setPace(pace) {
    this.pace = pace;
    this.changed();
  }

  /** @param {AbortSignal} signal */
  async #advance(signal) {
    this.at += 1;
    this.changed();
    // Where a press comes while the one before still moves, its picture stands first.
    await this.steps.show(this.at - 1, signal);
    if (!signal.aborted) await this.steps.enter(this.at, signal);
  }

  /** @param {boolean} isPlaying */
  #wish(isPlaying) {
    this.#going.abort();
    this.#going = new AbortController();
    this.isPlaying = isPlaying;
    return this.#going.signal;
  }
}
