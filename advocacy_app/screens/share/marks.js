// A mark of our own for every network: a letter or a few lines, never somebody's logo file.
import { createElement as h } from "react";

const LETTERS = { linkedin: "in", facebook: "f", mastodon: "m", teams: "T" };
const LINES = {
  whatsapp: "M4.5 19.5l1.2-3.8a8 8 0 1 1 3 2.8z M9.2 9.2c0 3 2.6 5.6 5.6 5.6",
  x: "M5 5l14 14 M19 5L5 19",
  bluesky: "M12 11c-2-4-5.5-6-8-6c0 4 .5 7 4 7.5c-3 .5-2.5 3 -.5 5c2 1.5 3.5-1 4.5-4c1 3 2.5 5.5 4.5 4c2-2 2.5-4.5-.5-5c3.5-.5 4-3.5 4-7.5c-2.5 0-6 2-8 6z",
  threads: "M16 12a4 4 0 1 0-8 0a4 4 0 0 0 8 0z M16 8.5v5a2.5 2.5 0 0 0 5 0v-1.5a9 9 0 1 0-4 7.5",
  telegram: "M20.5 4.5L3.5 11l5.5 2.200z M20.5 4.5L17.5 19l-8.5-5.800z M9 13.200V19l3-3.200",
  email: "M4 6h16v12H4z M4 7l8 6.5L20 7",
  copy: "M9 9h10v11H9z M15 9V4H5v11h4",
  system: "M12 15V4 M8 8l4-4 4 4 M5 12v8h14v-8",
  done: "M5 12.5l4.5 4.5L19 7.5",
};

export function Lines({ name, size = "size-6" }) {
  return h("svg", {
    viewBox: "0 0 24 24", "aria-hidden": true, focusable: false,
    className: `${size} flex-none fill-none stroke-current [stroke-linecap:round] [stroke-linejoin:round] [stroke-width:1.9]`,
  }, h("path", { d: LINES[name] }));
}

export function Mark({ network }) {
  return LETTERS[network]
    ? h("span", { "aria-hidden": true, className: "text-lg font-extrabold leading-none" }, LETTERS[network])
    : h(Lines, { name: network });
}
