// A picture that keeps its place, a way back, and a watcher for the end of a list.
import { createElement as h, useEffect, useRef } from "react";

export function Photo({ digest, widths, alt, colour, sizes, eager, className }) {
  const all = widths.split(" ");
  const at = (width) => `/media/${digest}-${width}.webp`;
  return h("img", {
    src: at(all[Math.min(2, all.length - 1)]),
    srcSet: all.map((width) => `${at(width)} ${width}w`).join(", "),
    sizes, alt, className,
    loading: eager ? "eager" : "lazy",
    fetchPriority: eager ? "high" : "auto",
    decoding: eager ? "auto" : "async",
    style: { backgroundColor: colour },
  });
}

// Back to where one came from, or home for who came in by a link.
export function Back({ className, children }) {
  const go = (event) => {
    if (window.history.state?.idx > 0) { event.preventDefault(); window.history.back(); }
  };
  return h("a", { href: "/", className, onClick: go }, children);
}

// Tells once for each `mark` when the end comes near, so that the next page is there in time.
export function NearEnd({ mark, onNear }) {
  const ref = useRef(null);
  const tell = useRef(onNear);
  tell.current = onNear;
  useEffect(() => {
    const watcher = new IntersectionObserver(([end]) => {
      if (end.isIntersecting) { watcher.disconnect(); tell.current?.(); }
    }, { rootMargin: "600px" });
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [mark]);
  return h("div", { ref, "aria-hidden": true });
}
