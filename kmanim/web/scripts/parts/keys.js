/** Keys that step: Left and Right, Home and End, Space. Single letters do nothing. */

/** @import { StepActs } from "../types" */

/** What has a use of its own for some of them, or for all. */
const OWN_SPACE = "button, summary, input, select, a[href], [role=button]";
const OWN_ALL = "input, select, textarea, .wide, [contenteditable]";

/**
 * @param {EventTarget} where a page, or a part of it
 * @param {StepActs} acts
 * @param {AbortSignal} [signal] ends it
 */
export function stepByKeys(where, acts, signal) {
  where.addEventListener("keydown", event => onKey(/** @type {KeyboardEvent} */ (event), acts), { signal });
}

/**
 * @param {KeyboardEvent} event
 * @param {StepActs} acts
 */
function onKey(event, acts) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // Within a shadow root, an event seen from outside names its host.
  const [target] = event.composedPath();
  if (target instanceof Element) {
    if (target.closest(OWN_ALL)) return;
    if (event.key === " " && target.closest(OWN_SPACE)) return;
  }
  /** @type {Record<string, () => void>} */
  const keys = {
    " ": () => acts.toggle(),
    ArrowLeft: () => acts.back(),
    ArrowRight: () => acts.next(),
    Home: () => acts.first(),
    End: () => acts.last(),
  };
  if (!Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
}
