/** What a page tells the page around it: how high it is. In a notebook it stands in a frame that knows nothing of it. */

/** @param {Element} content */
export function tellHeight(content) {
  if (window.parent === window) {
    return;
  }
  let told = 0;
  const tell = () => {
    const high = Math.ceil(content.getBoundingClientRect().height);
    if (Math.abs(high - told) > 1) {
      told = high;
      window.parent.postMessage({ kmanim: high }, "*");
    }
  };
  new ResizeObserver(tell).observe(content);
  // Who asks may have come later than the page.
  window.addEventListener("message", event => {
    if (event.source === window.parent && event.data === "kmanim") {
      told = 0;
      tell();
    }
  });
}

/**
 * The link of a page that is a file or a frame: the hash of its address. In a sandboxed frame the history is closed to
 * it, and the hash is not.
 * @returns {import("../../types.d.ts").Host}
 */
export function addressBar() {
  return {
    readLink: () => window.location.hash,
    writeLink(hash, isChoice) {
      try {
        window.history[isChoice ? "pushState" : "replaceState"](null, "", hash);
      } catch {
        window.location.hash = hash;
      }
    },
  };
}
