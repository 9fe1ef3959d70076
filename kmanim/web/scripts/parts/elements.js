/** Elements made in a line each. Text goes in as text, whatever it holds. */

/** @typedef {Node | string | null | false} Child */

/**
 * An element with its properties (`disabled`), attributes (`aria-label`), listeners (`onclick`) and children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [settings]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else Reflect.set(element, name, value);
  }
  fill(element, ...children);
  return element;
}

/**
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter(child => child)));
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {Record<string, any>} [settings]
 */
export function pushButton(text, onclick, settings = {}) {
  return make("button", { type: "button", onclick, ...settings }, text);
}

/**
 * Sets an element's text where it has changed: a live region says nothing twice.
 *
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
