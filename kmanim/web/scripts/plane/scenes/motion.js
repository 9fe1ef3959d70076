// Moves go by, a picture for each frame of the screen.

/** @typedef {import("./tween.js").Phase} Phase */

/**
 * Goes through phases, one after the other.
 * @param {Phase[]} phases
 * @param {number | null} ms How long they take together; null for the pace of our films.
 * @param {(instant: ReturnType<Phase["at"]>) => void} draw
 * @param {() => boolean} isOver Whether nobody wants to see it any more.
 * @param {() => void} finish Called at once when it ends, before anything else is shown.
 * @param {AbortSignal} [signal] Ends it.
 * @returns {Promise<void>}
 */
export function goneThrough(phases, ms, draw, isOver, finish, signal) {
  const natural = phases.reduce((sum, phase) => sum + phase.ms, 0);
  const pace = ms ? natural / ms : 1;
  const begin = performance.now();
  return new Promise(done => {
    const end = () => {
      cancelAnimationFrame(next);
      signal?.removeEventListener("abort", end);
      finish();
      done();
    };
    const step = () => {
      let passed = (performance.now() - begin) * pace;
      const phase = phases.find(one => {
        if (passed < one.ms) return true;
        passed -= one.ms;
        return false;
      });
      if (!phase || isOver()) {
        end();
        return;
      }
      draw(phase.at(Math.max(0, passed) / phase.ms));
      next = requestAnimationFrame(step);
    };
    let next = requestAnimationFrame(step);
    signal?.addEventListener("abort", end);
  });
}
