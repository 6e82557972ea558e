// What stands in the sheet once it is open. Everything a tap needs is here before it comes:
// browsers open a composer only within the tap itself.
import { createElement as h, useEffect, useMemo, useState } from "react";
import { useT } from "../../../ui/i18n/i18n.js";
import { Said, Waiting, NetworkGrid, HostForm, News, Trouble } from "./share_parts.js";
import { Refused, call, keepWords, keptWords, prepare, send, writeDown } from "./send.js";
import { composed, hostOf, intent, room, withLink } from "./words.js";

const CARD = "relative block rounded-lg border-[1.5px] px-3.5 pt-3 pb-2 cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand-text";
const CHOSEN = "border-brand-text bg-brand-wash";

function troubleOf(error) {
  if (!(error instanceof Refused)) return { kind: "offline" };
  if (error.status === 401) return { kind: "signed_out" };
  return { kind: "refused", detail: error.message };
}

// `first` is the answer to the question that was asked when the sheet opened.
export function Composer({ itemId, first, onShared, onClose }) {
  const [kit, setKit] = useState(null);
  const [trouble, setTrouble] = useState(null);
  const load = async (answer) => {
    setTrouble(null);
    try { setKit(await answer); } catch (error) { setTrouble(troubleOf(error)); }
  };
  useEffect(() => { load(first); }, []);
  if (kit) return h(Words, { kit, itemId, onShared, onClose });
  return trouble ? h(Trouble, { trouble, itemId, onRetry: () => load(prepare(itemId)) }) : h(Waiting);
}

function Words({ kit, itemId, onShared, onClose }) {
  const t = useT();
  const [words, setWords] = useState(() => keptWords(itemId));
  const captions = useMemo(() => inOrder(kit), [kit]);
  const [choice, setChoice] = useState(() => (keptWords(itemId) || !captions.length ? "own" : captions[0].id));
  const [said, setSaid] = useState(kit.disclosure);
  const [host, setHost] = useState(kit.mastodon_host);
  const [asks, setAsks] = useState(false);
  const [news, setNews] = useState(null);
  const [shared, setShared] = useState(() => new Set(kit.networks.filter((n) => n.is_shared).map((n) => n.network)));
  const isPhone = matchMedia("(pointer: coarse)").matches;
  const networks = kit.networks.filter(({ network }) =>
    network === "teams" ? !isPhone : network !== "system" || typeof navigator.share === "function");
  const caption = captions.find((one) => one.id === choice);
  const text = composed(caption ? caption.text : words, said.trim() || kit.disclosure);
  const left = (at) => room(at, withLink(text, at.link));

  const type = (value) => { setWords(value); keepWords(itemId, value); setChoice("own"); };
  const deliver = async (entry, was) => {
    try {
      const receipt = await send(entry);
      if (!caption) keepWords(itemId, "");
      setShared((before) => new Set(before).add(was.network));
      setNews({ ...was, kind: "done", points: was.again ? 0 : receipt.points.provisional });
      onShared(itemId, was.network);
    } catch (error) {
      setNews({ ...was, ...troubleOf(error), retry: () => deliver(entry, was) });
    }
  };
  // Runs within the tap up to the moment the composer is open; only then the server hears of it.
  const share = async (at, mastodon = host) => {
    const over = -left(at);
    if (over > 0) return setNews({ kind: "too_long", name: at.name, over });
    if (at.network === "mastodon" && !mastodon) return setAsks(true);
    const pasted = !at.carries_text && copy(text);
    if (at.network === "copy" && !copy(withLink(text, at.link))) return setNews({ kind: "no_copy" });
    if (at.network === "system") {
      try { await navigator.share({ text: withLink(text, at.link) }); } catch { return undefined; }
    } else if (at.network !== "copy") {
      launch(intent(at, isPhone, { text, title: kit.item.title, host: mastodon }));
    }
    const body = { item_id: itemId, network: at.network, device: isPhone ? "phone" : "desktop" };
    if (caption) body.caption_id = caption.id;
    else if (words.trim()) body.text = words;
    if (said.trim() && said.trim() !== kit.disclosure) body.disclosure = said.trim();
    return deliver(writeDown(body, at.link), { network: at.network, name: at.name, pasted, again: shared.has(at.network) });
  };
  const named = (typed) => {
    const clean = hostOf(typed);
    if (!clean) return false;
    setHost(clean);
    setAsks(false);
    share(kit.networks.find((at) => at.network === "mastodon"), clean);
    call("PATCH", "/me", { mastodon_host: clean }).catch(() => {});
    return true;
  };

  return h("div", { className: "contents" },
    h("div", { className: "grid gap-2.5 content-start px-5 pt-1 pb-3.5 min-h-[130px] overflow-y-auto" },
      h(OwnWords, { words, on: choice === "own", points: kit.points_own, onType: type, onPick: () => setChoice("own") }),
      captions.map((one) => h(Caption, { key: one.id, one, network: kit.networks.find((at) => at.network === one.network)?.name, on: choice === one.id, onPick: () => setChoice(one.id) }))),
    h("div", { className: "flex-none grid gap-3 px-5 pt-3 border-t border-line pb-[calc(16px+env(safe-area-inset-bottom))]" },
      h(Said, { said, otherwise: kit.disclosure, onChange: setSaid }),
      h(News, { news, itemId, onDone: onClose }),
      asks ? h(HostForm, { onNamed: named, onCancel: () => setAsks(false) })
        : h(NetworkGrid, { networks, left, shared, onTap: (at) => share(at) })),
  );
}

function OwnWords({ words, on, points, onType, onPick }) {
  const t = useT();
  return h("label", { className: `${CARD} border-dashed ${on ? CHOSEN : "border-edge"}` },
    h("input", { type: "radio", name: "words", className: "sr-only", checked: on, onChange: onPick, "aria-label": t("share.own") }),
    h("textarea", {
      rows: 2, value: words, maxLength: 10000, placeholder: t("share.own_hint"), "aria-label": t("share.own"),
      onFocus: onPick, onChange: (event) => onType(event.target.value),
      className: "block w-full p-0 border-0 bg-transparent text-ink text-[16px] leading-[1.4] resize-none field-sizing-content min-h-[45px] max-h-[30dvh] placeholder:text-soft focus:outline-none",
    }),
    h(Worth, { label: t("share.own"), points }));
}

function Caption({ one, network, on, onPick }) {
  const t = useT();
  return h("label", { className: `${CARD} ${on ? CHOSEN : "border-line"}` },
    h("input", { type: "radio", name: "words", className: "sr-only", checked: on, onChange: onPick }),
    h("span", { className: `${on ? "line-clamp-5 whitespace-pre-line" : "line-clamp-2"} text-sm [overflow-wrap:anywhere]` }, one.text),
    h(Worth, { label: network ? t("share.caption_for", { network }) : t("share.caption"), points: one.points }));
}

function Worth({ label, points }) {
  const t = useT();
  return h("span", { className: "block mt-1.5 text-xs text-soft" }, label, " · ", h("b", { className: "font-semibold" }, t("share.points", { n: points })));
}

// What is meant for the person's own first network, then what suits all, then the rest.
function inOrder({ captions, networks }) {
  const place = (one) => (one.network === networks[0].network ? 0 : one.network === "" ? 1 : 2);
  return [...captions].sort((a, b) => place(a) - place(b));
}

function launch(address) {
  if (address.startsWith("mailto:")) location.assign(address);
  else window.open(address, "_blank", "noopener");
}

// Within the tap and also without https, where the clipboard's own interface is not there.
function copy(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "fixed top-0 left-0 opacity-0";
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (copied) return true;
  navigator.clipboard?.writeText(text).catch(() => {});
  return Boolean(navigator.clipboard);
}
