// The share sheet's frame, and the button that opens it. What stands in it comes when it opens,
// so that a screen does not wait for what is not asked for yet.
import { createElement as h, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useT } from "../../../ui/i18n/i18n.js";
import { Sheet } from "../../../ui/browser/kit.js";
import { prepare, sendWaiting } from "./send.js";

const FOCUS = "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text";
const SHEET =
  "fixed inset-x-0 top-auto bottom-0 m-0 mx-auto w-full max-w-[520px] max-h-[94dvh] lg:bottom-auto lg:top-[6vh] lg:max-h-[88dvh] overflow-y-auto [@media(min-height:540px)]:open:flex flex-col rounded-t-xl lg:rounded-xl bg-card text-ink font-sans text-sm p-0 border-0 shadow-[0_-20px_60px_rgb(0_0_0/.25)] transition-transform duration-200 starting:open:translate-y-12 motion-reduce:transition-none";

let opened = null;
const listeners = new Set();
const subscribe = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };
function open(itemId) {
  opened = itemId;
  listeners.forEach((listener) => listener());
}
const close = () => open(null);
const content = () => import("./composer.js");

export function ShareButton({ item, className, children }) {
  return h("button", {
    type: "button", className, "aria-haspopup": "dialog", onClick: () => open(item),
    onPointerDown: () => content().catch(() => {}),
  }, children);
}

export function ShareSheet({ onShared }) {
  const t = useT();
  const item = useSyncExternalStore(subscribe, () => opened, () => null);
  const tell = useRef(onShared);
  tell.current = onShared;
  useEffect(() => {
    const flush = () => sendWaiting((receipt) => tell.current?.(receipt.item_id, receipt.network));
    const asked = new URLSearchParams(location.search).get("share");
    if (asked) open(asked);
    flush();
    addEventListener("online", flush);
    return () => { removeEventListener("online", flush); close(); };
  }, []);
  return h(Sheet, { open: item !== null, onClose: close, label: t("share.title"), className: SHEET },
    item && h(Opened, { key: item, itemId: item, onShared: (...what) => tell.current?.(...what) }));
}

function Opened({ itemId, onShared }) {
  const t = useT();
  const [loaded, setLoaded] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const first = prepare(itemId);
    first.catch(() => {}); // told by the composer, which awaits it
    content().then(({ Composer }) => setLoaded({ Composer, first }), () => setFailed(true));
  }, []);
  return h("div", { className: "contents" },
    h("div", { className: "flex-none grid px-5 pt-2.5" },
      h("span", { className: "justify-self-center w-10 h-[5px] rounded-full bg-line lg:hidden", "aria-hidden": true }),
      h("div", { className: "flex items-center" },
        h("h2", { className: "flex-1 text-base min-[360px]:text-lg font-bold tracking-tight" }, t("share.title")),
        h("button", {
          type: "button", "aria-label": t("app.close"), onClick: close,
          className: `grid place-items-center size-11 -mr-2.5 rounded-full text-soft text-lg cursor-pointer ${FOCUS}`,
        }, "✕"))),
    loaded ? h(loaded.Composer, { itemId, first: loaded.first, onShared, onClose: close })
      : h("p", { role: "status", className: "min-h-[40dvh] grid place-items-center px-6 pb-12 text-soft text-center" },
        failed ? t("share.offline_before") : null));
}
