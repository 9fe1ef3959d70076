/** Light or dark as what is around the page: notebooks have themes of their own, whatever the system likes better. */

/** @typedef {import("../../types.d.ts").Mounted} Mounted */

const DARK = "(prefers-color-scheme: dark)";

/** What media a rule was written for. @type {WeakMap<CSSRule, string>} */
const WRITTEN = new WeakMap();

/**
 * Has the rules for dark paper count, or not, whatever the system says; each where it stands, so that the next wins.
 *
 * @param {Iterable<CSSStyleSheet>} sheets
 * @param {HTMLElement} root
 * @param {boolean} isDark
 */
function wear(sheets, root, isDark) {
  root.style.colorScheme = isDark ? "dark" : "light";
  for (const { cssRules } of sheets) {
    for (const rule of cssRules) {
      if (!(rule instanceof CSSMediaRule)) continue;
      const written = WRITTEN.get(rule) ?? rule.media.mediaText;
      WRITTEN.set(rule, written);
      if (written.includes(DARK))
        rule.media.mediaText = written.replace(DARK, isDark ? "(min-width: 0px)" : "(max-width: 0px)");
    }
  }
}

/**
 * In a cell, all is as what is written around it.
 *
 * @param {HTMLElement} around
 * @param {HTMLElement} host
 * @param {CSSStyleSheet} sheet
 * @param {Mounted} page
 * @returns {() => void} Ends it.
 */
export function asWrittenAround(around, host, sheet, page) {
  let told = "";
  const look = () => {
    const { color } = getComputedStyle(around);
    if (!color || color === told) return;
    told = color;
    wear([sheet], host, isPale(color));
    page.recolour();
  };
  // A theme is told of at the root or the body; and before the cell is on the page it has none.
  const themes = new MutationObserver(look);
  for (const one of [document.documentElement, document.body]) themes.observe(one, { attributes: true });
  const room = new ResizeObserver(look);
  room.observe(host);
  look();
  return () => {
    themes.disconnect();
    room.disconnect();
  };
}

/**
 * In a frame, all is as the page around tells it.
 *
 * @param {Mounted} page
 */
export function asToldAround(page) {
  if (window.parent === window) return;
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || !/^kmanim (dark|light)$/.test(data)) return;
    wear(document.styleSheets, document.documentElement, data.endsWith("dark"));
    page.recolour();
  });
}

/**
 * Whether letters of a colour, in whatever notation, are for dark paper.
 *
 * @param {string} color
 */
function isPale(color) {
  const brush = document.createElement("canvas").getContext("2d");
  if (!brush) return false;
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return 0.3 * red + 0.59 * green + 0.11 * blue > 127;
}
