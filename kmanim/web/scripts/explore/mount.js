/** A page that answers, put into an element. */

/**
 * @param {HTMLElement | ShadowRoot} root
 * @param {import("../types.d.ts").PageContents} contents
 * @param {import("../types.d.ts").Host} _host
 */
export function mount(root, contents, _host) {
  const line = document.createElement("p");
  line.textContent = Object.values(contents.tables)
    .map(table => table.title)
    .join(", ");
  root.append(line);
}
