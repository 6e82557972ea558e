// What Reflex asks of @emotion/react, mergician and universal-cookie, as far as these pages use
// them: plain elements with class names, flat properties, and no cookies of Reflex's own. Saves a
// twelfth of the first visit.
import { createElement } from "react";

export function jsx(type, props, ...children) {
  if (!props?.css) return createElement(type, props, ...children);
  const { css, style, ...rest } = props;
  return createElement(type, { ...rest, style: { ...css, ...style } }, ...children);
}

export function mergician(...objects) {
  return Object.assign({}, ...objects);
}

export default class Cookies {
  get() {}
  set() {}
  remove() {}
}
