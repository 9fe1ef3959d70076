/** The page that answers: takes what the page carries, and puts it to work. */

import { addressBar, tellHeight } from "./explore/around/in_frame.js";
import { asToldAround } from "./explore/around/theme.js";
import { mount } from "./explore/mount.js";

const carried = /** @type {HTMLElement} */ (document.querySelector("script.contents"));
const place = /** @type {HTMLElement} */ (document.querySelector("div.explore"));
asToldAround(mount(place, JSON.parse(carried.textContent), addressBar()));
tellHeight(document.body);
