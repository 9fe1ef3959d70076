/** The focus stays on the page: where what has it goes out of sight by what it did, its neighbour has it next. */

const FOCUSABLE = "button, input, select, textarea, summary, [tabindex='0']";

/** What may take the focus from whatever had it; asked of a step, for which nothing may be laid out only to know. */
const GONE = ":disabled, [hidden], .missing > button, details:not([open]) > :not(summary)";

/** @param {Element} one */
const isInReach = one =>
  !one.matches(":disabled") && one.checkVisibility() && getComputedStyle(one).visibility === "visible";

/**
 * Does something, and hands the focus on where it would be lost: to what leads on in the smallest group around it, or
 * comes next there, or before.
 *
 * @param {Element} within
 * @param {() => void} act
 */
export function keepingFocus(within, act) {
  const { activeElement } = /** @type {Document | ShadowRoot} */ (within.getRootNode());
  const had = activeElement && within.contains(activeElement) ? activeElement : null;
  /** @type {Element[]} */
  const around = [];
  for (let one = had; one && one !== within; one = one.parentElement)
    if (one.parentElement) around.push(one.parentElement);
  const order = [...within.querySelectorAll(FOCUSABLE)];
  act();
  if (!had || (had.isConnected && !had.closest(GONE))) return;
  const place = order.indexOf(had);
  for (const group of around) {
    const near = order.filter(one => group.contains(one) && isInReach(one));
    const heir =
      near.find(one => one.matches(".main")) ??
      near.find(one => order.indexOf(one) > place) ??
      near[near.length - 1];
    if (heir instanceof HTMLElement) return heir.focus({ preventScroll: true });
  }
}
