// The pieces of the share sheet that only show what they are given.
import { createElement as h, useEffect, useRef, useState } from "react";
import { useT } from "../../../ui/i18n/i18n.js";
import { Lines, Mark } from "./marks.js";

const FOCUS = "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text";
const ROUND = `inline-flex items-center justify-center rounded-full min-h-[46px] px-5 font-semibold text-sm no-underline cursor-pointer ${FOCUS}`;
const PRIMARY = `${ROUND} bg-brand text-brand-ink`;
const LINK = `inline-flex items-center min-h-11 font-semibold underline underline-offset-2 cursor-pointer rounded-sm ${FOCUS}`;
const GREY = "bg-line rounded-md animate-pulse motion-reduce:animate-none";

// Who speaks, in plain words; always there, and always the person's to change.
export function Said({ said, otherwise, onChange }) {
  const t = useT();
  const [edits, setEdits] = useState(false);
  const field = useRef(null);
  useEffect(() => { if (edits) field.current.focus(); }, [edits]);
  const stop = () => { if (!said.trim()) onChange(otherwise); setEdits(false); };
  return h("div", { className: "flex items-center gap-3 rounded-md bg-warn-wash text-warn text-xs px-3" },
    edits
      ? h("input", {
        ref: field, value: said, maxLength: 200, "aria-label": t("share.disclosure"), placeholder: otherwise,
        onChange: (event) => onChange(event.target.value), onKeyDown: (event) => event.key === "Enter" && stop(),
        className: "flex-1 min-w-0 min-h-11 bg-transparent border-0 p-0 text-[16px] text-warn placeholder:text-warn focus:outline-none",
      })
      : h("span", { className: "flex-1 py-2.5" }, said),
    h("button", { type: "button", className: LINK, onClick: () => (edits ? stop() : setEdits(true)) },
      edits ? t("share.ready") : t("share.change")));
}

// Twelve networks, the person's own first; the line above says whether the text fits them all.
export function NetworkGrid({ networks, left, shared, onTap }) {
  const t = useT();
  const rooms = networks.map((at) => ({ at, left: left(at) }));
  const tooLong = rooms.filter((one) => one.left < 0);
  const least = rooms.reduce((a, b) => (b.left < a.left ? b : a));
  return h("div", { className: "grid gap-3" },
    h("div", { className: "flex flex-wrap justify-between gap-x-3 text-xs text-soft tabular-nums", "aria-live": "polite" },
      h("span", { className: tooLong.length ? "text-bad font-semibold" : "" },
        tooLong.length
          ? t("share.too_long_for", { networks: tooLong.map((one) => one.at.name).join(", ") })
          : t("share.fits")),
      least.left >= 0 && h("span", null, t("share.left", { n: least.left, network: least.at.name }))),
    h("div", { className: "grid grid-cols-4 gap-x-2 gap-y-3" },
      rooms.map((one, index) => h(NetworkButton, {
        key: one.at.network, network: one.at.network, name: one.at.name, first: index === 0, over: Math.max(0, -one.left),
        isShared: shared.has(one.at.network), onTap: () => onTap(one.at),
      }))));
}

function NetworkButton({ network, name, first, over, isShared, onTap }) {
  const t = useT();
  const tile = over ? "bg-line text-soft" : first ? "bg-brand text-brand-ink" : "bg-brand-wash text-brand-text";
  return h("button", {
    type: "button", onClick: onTap, "data-network": network,
    className: `grid justify-items-center gap-1 min-w-0 rounded-lg cursor-pointer text-xs text-soft active:scale-95 motion-reduce:active:scale-100 transition-transform duration-150 ${FOCUS}`,
  },
    h("span", { className: `relative grid place-items-center size-[52px] rounded-[16px] ${tile}` },
      h(Mark, { network }),
      over > 0 && h(Badge, { look: "bg-bad text-card", children: `−${over}` }),
      isShared && !over && h(Badge, { look: "bg-good text-card", children: h(Lines, { name: "done", size: "size-3.5" }) })),
    h("span", null, name),
    isShared && h("span", { className: "sr-only" }, t("share.shared_already")));
}

function Badge({ look, children }) {
  return h("span", { className: `absolute -top-1.5 -right-1.5 grid place-items-center min-w-5 h-5 px-1 rounded-full text-xs font-bold leading-none ring-2 ring-card ${look}` }, children);
}

export function HostForm({ onNamed, onCancel }) {
  const t = useT();
  const [wrong, setWrong] = useState(false);
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const go = (event) => { event.preventDefault(); setWrong(!onNamed(field.current.value)); };
  return h("form", { className: "grid gap-3", onSubmit: go },
    h("label", { className: "grid gap-1.5 text-xs font-semibold text-soft" }, t("share.host"),
      h("input", {
        ref: field, placeholder: "mastodon.nl", inputMode: "url", autoCapitalize: "none", spellCheck: false,
        className: `w-full min-h-[46px] rounded-md border border-edge bg-card text-ink font-normal text-[16px] px-3.5 placeholder:text-soft ${FOCUS}`,
      }),
      h("span", { role: "alert", className: "text-bad empty:hidden" }, wrong ? t("share.host_wrong") : null)),
    h("div", { className: "flex gap-3" },
      h("button", { className: `${PRIMARY} flex-1` }, t("share.host_go")),
      h("button", { type: "button", onClick: onCancel, className: `${ROUND} border border-edge` }, t("share.back"))));
}

// What became of the tap, in the place where the thumb just was.
export function News({ news, itemId, onDone }) {
  const t = useT();
  return h("div", { role: "status", className: "empty:hidden" }, news && h(NewsLine, { news, itemId, onDone, t }));
}

function NewsLine({ news, itemId, onDone, t }) {
  const name = news.name ?? "";
  if (news.kind === "done") {
    return h("div", { className: "flex items-center gap-3 rounded-lg bg-joy-wash px-4 py-2.5" },
      h("i", { className: "size-7 flex-none rounded-full bg-joy shadow-[inset_0_0_0_5px_rgb(0_0_0/.12)]", "aria-hidden": true }),
      h("div", { className: "flex-1 min-w-0 text-xs" },
        h("b", { className: "block text-sm tabular-nums" }, news.points ? t("share.done", { n: news.points }) : t("share.done_again")),
        news.pasted ? t("share.paste", { network: name }) : news.network === "copy" ? t("share.copied") : news.points ? t("share.counts_when") : t("share.counts_once")),
      h("button", { type: "button", className: LINK, onClick: onDone }, t("share.close")));
  }
  const text = {
    too_long: () => t("share.too_long", { n: news.over, network: name }),
    no_copy: () => t("share.no_copy"),
    offline: () => t("share.offline_after"),
    signed_out: () => t("share.signed_out"),
    refused: () => news.detail || t("share.failed"),
  }[news.kind]();
  return h("div", { className: "flex flex-wrap items-center gap-x-3 rounded-lg bg-warn-wash text-warn px-4 py-2.5 text-sm" },
    h("span", { className: "flex-1 min-w-[18ch]" }, text),
    news.kind === "signed_out" && h(SignIn, { itemId }),
    news.kind === "offline" && h("button", { type: "button", className: LINK, onClick: news.retry }, t("share.retry")));
}

// The sign-in page is left by a form post, so this must be a real page load.
function SignIn({ itemId }) {
  const t = useT();
  const back = `${location.pathname}?share=${encodeURIComponent(itemId)}`;
  return h("a", { className: LINK, href: `/sign-in?next=${encodeURIComponent(back)}` }, t("share.sign_in"));
}

export function Trouble({ trouble, itemId, onRetry }) {
  const t = useT();
  const text = {
    offline: () => t("share.offline_before"),
    signed_out: () => t("share.signed_out_before"),
    refused: () => trouble.detail || t("share.failed"),
  }[trouble.kind]();
  return h("div", { role: "alert", className: "grid justify-items-center gap-4 text-center px-6 pt-8 pb-12" },
    h("p", { className: "max-w-[34ch] text-soft" }, text),
    trouble.kind === "signed_out" ? h(SignIn, { itemId }) : h("button", { type: "button", className: PRIMARY, onClick: onRetry }, t("share.retry")));
}

export function Waiting() {
  return h("div", { className: "grid gap-2.5 px-5 pt-1 pb-6", "aria-hidden": true },
    h("div", { className: `${GREY} h-[94px]` }), h("div", { className: `${GREY} h-[94px]` }), h("div", { className: `${GREY} h-11` }),
    h("div", { className: "grid grid-cols-4 gap-x-2 gap-y-8 pt-6 pb-4" },
      Array.from({ length: 12 }, (_, index) => h("div", { key: index, className: "justify-self-center size-[52px] rounded-[16px] bg-line animate-pulse motion-reduce:animate-none" }))));
}
