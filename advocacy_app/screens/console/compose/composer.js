// What an editor is writing, kept in the browser: typing never waits for the server, the preview
// follows every key, and unsaved text survives a reload. The server decides when it is saved.
import { createElement as h, Fragment, useEffect, useRef, useState, useSyncExternalStore } from "react";

const EMPTY = { id: "", kind: "news", title: "", summary: "", body: "", audience: [], captions: [], picture: null };
const listeners = new Set();
let draft = EMPTY;
let served = EMPTY;
let found = false; // unsaved text of an earlier visit was put back
let sending = 0; // when it was sent to be saved; 0 when the answer has come

const PATIENCE = 8000; // milliseconds before one may send again without an answer

const place = (id) => `mh-compose:${id || "new"}`;
const tell = () => listeners.forEach((listener) => listener());
const subscribe = (listener) => { listeners.add(listener); return () => listeners.delete(listener); };

function become(values, restored) {
  draft = values;
  found = restored;
  tell();
}

export function change(part) {
  draft = { ...draft, ...part };
  try { localStorage.setItem(place(draft.id), JSON.stringify(draft)); } catch { /* full or forbidden: the text stays on the page */ }
  tell();
}

export const useDraft = () => useSyncExternalStore(subscribe, () => draft, () => EMPTY);
const useSending = () => useSyncExternalStore(subscribe, () => sending, () => 0);
const useFound = () => useSyncExternalStore(subscribe, () => found, () => false);

function kept(values) {
  try {
    const text = localStorage.getItem(place(values.id));
    return text && { ...values, ...JSON.parse(text), id: values.id, state: values.state };
  } catch { return null; }
}

const forget = (id) => { try { localStorage.removeItem(place(id)); } catch { /* nothing was kept */ } };

// Takes what the server has: `opened` counts what was opened, `saved` what was saved.
export function Draft({ values, opened, saved, errors }) {
  const before = useRef(saved);
  useEffect(() => {
    if (!opened) return;
    sending = 0;
    const another = served !== EMPTY && (served.id !== values.id || served.key !== values.key);
    served = { ...EMPTY, ...values };
    if (saved !== before.current) {
      before.current = saved;
      forget(draft.id);
      forget(served.id);
      become(served, false);
      return;
    }
    const earlier = kept(served);
    become(earlier || served, Boolean(earlier));
    if (another) document.getElementById("writing")?.scrollIntoView({ block: "center" });
  }, [opened, saved]);
  useEffect(() => {
    sending = 0;
    tell();
    if (Object.keys(errors).length) document.querySelector("[aria-invalid=true]")?.focus();
  }, [errors]);
  return null;
}

// Says that earlier text was put back, and lets go of it.
export function Restored({ className, text, action, actionClass }) {
  if (!useFound()) return null;
  const drop = () => { forget(served.id); become(served, false); };
  return h("div", { className, role: "status" }, h("span", null, text),
    h("button", { type: "button", className: actionClass, onClick: drop }, action));
}

export function Entry({ name, element, kind, ...props }) {
  const value = useDraft()[name] ?? "";
  const extra = element === "input" ? { type: kind ?? "text" } : {};
  return h(element, { ...props, ...extra, name, value, onChange: (event) => change({ [name]: event.target.value }) });
}

export function Tick({ name, ...props }) {
  const on = Boolean(useDraft()[name]);
  return h("input", { ...props, type: "checkbox", name, checked: on, onChange: (event) => change({ [name]: event.target.checked }) });
}

// A chip: one of several (`many`), or the one.
export function Choice({ name, value, many, className, chosenClass, children }) {
  const now = useDraft()[name];
  const on = many ? (now ?? []).includes(value) : (now ?? "") === value;
  const next = () => (many ? (on ? now.filter((each) => each !== value) : [...(now ?? []), value]) : value);
  return h("button", { type: "button", "aria-pressed": on, className: on ? chosenClass : className, onClick: () => change({ [name]: next() }) }, children);
}

export function Everybody({ className, chosenClass, children }) {
  const on = useDraft().audience.length === 0;
  return h("button", { type: "button", "aria-pressed": on, className: on ? chosenClass : className, onClick: () => change({ audience: [] }) }, children);
}

const letters = (text) => (Intl.Segmenter ? [...new Intl.Segmenter().segment(text)].length : [...text].length);

// Suggested texts; `limits` has by network how many characters fit, its link already taken off.
export function Captions({ networks, limits, labels, looks }) {
  const rows = useDraft().captions ?? [];
  const put = (index, part) => change({ captions: rows.map((row, each) => (each === index ? { ...row, ...part } : row)) });
  const row = ({ network, text }, index) => {
    const left = (limits[network] ?? limits[""]) - letters(text);
    return h("div", { key: index, className: looks.row },
      h("select", { className: looks.field, "aria-label": labels.network, value: network, onChange: (event) => put(index, { network: event.target.value }) },
        networks.map(([value, label]) => h("option", { key: value, value }, label))),
      h("textarea", { className: looks.field, rows: 3, "aria-label": labels.text, placeholder: labels.placeholder, value: text, onChange: (event) => put(index, { text: event.target.value }) }),
      h("div", { className: looks.foot },
        h("span", { className: left < 0 ? looks.over : looks.left }, (left < 0 ? labels.over : labels.left).replace("{n}", Math.abs(left))),
        h("button", { type: "button", className: looks.remove, onClick: () => change({ captions: rows.filter((_, each) => each !== index) }) }, labels.remove)));
  };
  return h(Fragment, null, rows.map(row),
    h("button", { type: "button", className: looks.add, onClick: () => change({ captions: [...rows, { network: "", text: "" }] }) }, labels.add));
}

const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

function send(file, onPart, onDone) {
  const request = new XMLHttpRequest();
  request.open("POST", "/api/v1/posts/picture");
  request.setRequestHeader("X-CSRF-Token", cookie("mh_csrf"));
  request.setRequestHeader("Accept-Language", document.documentElement.lang);
  request.upload.onprogress = (event) => event.lengthComputable && onPart(event.loaded / event.total);
  request.onerror = () => onDone(null, "");
  request.onload = () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* no sentence of ours came back */ }
    if (request.status === 201) onDone(answer, "");
    else onDone(null, answer.errors?.[0]?.detail ?? answer.detail ?? answer.title ?? "");
  };
  const form = new FormData();
  form.append("picture", file);
  request.send(form);
}

// The picture: sent at once, so that publishing never waits for it.
export function PictureEntry({ labels, looks, most, describedBy }) {
  const picture = useDraft().picture;
  const [part, setPart] = useState(null);
  const [error, setError] = useState("");
  const input = useRef(null);
  const take = (file) => {
    if (!file) return;
    setError("");
    if (file.size > most) { setError(labels.large); return; }
    setPart(0);
    send(file, setPart, (answer, why) => {
      setPart(null);
      if (input.current) input.current.value = "";
      if (answer) change({ picture: { id: answer.id, src: answer.url, colour: answer.colour, width: answer.width, height: answer.height } });
      else setError(why || labels.failed);
    });
  };
  const drop = (event) => { event.preventDefault(); take(event.dataTransfer.files[0]); };
  const busy = part !== null;
  return h("div", { className: looks.box, onDragOver: (event) => event.preventDefault(), onDrop: drop },
    picture && h("img", { src: picture.src, alt: "", className: looks.image, style: { backgroundColor: picture.colour } }),
    h("div", { className: looks.row },
      h("label", { className: busy ? looks.busy : looks.pick },
        picture ? labels.change : labels.choose,
        h("input", { ref: input, type: "file", accept: "image/*", className: "sr-only", disabled: busy, "aria-describedby": describedBy, onChange: (event) => take(event.target.files[0]) })),
      picture && !busy && h("button", { type: "button", className: looks.remove, onClick: () => change({ picture: null }) }, labels.remove)),
    busy && h("div", { className: looks.track, role: "progressbar", "aria-label": labels.sending, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": Math.round(part * 100) },
      h("div", { className: looks.bar, style: { width: `${Math.round(part * 100)}%` } })),
    busy && h("p", { className: looks.hint }, part < 1 ? labels.sending : labels.working),
    h("p", { id: describedBy, className: error ? looks.error : looks.hint, role: error ? "alert" : undefined }, error || labels.hint));
}

export function Save({ then, onSave, className, children }) {
  const { ...values } = useDraft();
  const busy = useSending() > Date.now() - PATIENCE;
  const send = () => {
    if (sending > Date.now() - PATIENCE) return;
    sending = Date.now();
    tell();
    setTimeout(tell, PATIENCE + 100);
    onSave(values, then);
  };
  return h("button", { type: "button", className, "aria-disabled": busy, onClick: send }, children);
}

// Shows its children only while a field of the draft has one of these values.
export function When({ name, among, children }) {
  const value = useDraft()[name] ?? "";
  return among.includes(value) ? h(Fragment, null, children) : null;
}

export function PreviewPicture({ className }) {
  const { picture, alt } = useDraft();
  return picture ? h("img", { src: picture.src, alt: alt ?? "", className, style: { backgroundColor: picture.colour } }) : null;
}

const PLAIN = [[/\[([^\]]+)\]\([^)]*\)/g, "$1"], [/^(#+|>|[-*]|\d+[.)]) +/gm, ""], [/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, ""], [/\s+/g, " "]];

export function PreviewSummary({ className, empty }) {
  const { summary, body } = useDraft();
  const start = PLAIN.reduce((text, [found, kept]) => text.replace(found, kept), (body ?? "").slice(0, 400)).trim();
  return h("p", { className }, (summary ?? "").trim() || start || empty);
}

// One theme's variables around a part of the page, whatever the theme of the rest.
export function Ground({ variables, className, children }) {
  return h("div", { className, style: variables }, children);
}

const INLINE = /(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|_[^_\s][^_]*_|\[[^\]]+\]\([^)\s]+\))/;

const inline = (text) => text.split(INLINE).map((piece, index) => {
  if (/^\*\*[^*]+\*\*$/.test(piece)) return h("strong", { key: index }, piece.slice(2, -2));
  if (/^(\*[^*]+\*|_[^_]+_)$/.test(piece)) return h("em", { key: index }, piece.slice(1, -1));
  const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(piece);
  return link ? h("u", { key: index }, link[1]) : piece;
});

function block(text, key) {
  const lines = text.split("\n");
  const heading = /^#{1,6} +(.+)$/.exec(text);
  if (heading) return h("h3", { key, className: "text-base font-bold" }, inline(heading[1]));
  if (lines.every((line) => /^[-*] +/.test(line)))
    return h("ul", { key, className: "list-disc pl-5" }, lines.map((line, each) => h("li", { key: each }, inline(line.replace(/^[-*] +/, "")))));
  if (lines.every((line) => /^\d+[.)] +/.test(line)))
    return h("ol", { key, className: "list-decimal pl-5" }, lines.map((line, each) => h("li", { key: each }, inline(line.replace(/^\d+[.)] +/, "")))));
  if (lines.every((line) => line.startsWith(">")))
    return h("blockquote", { key, className: "border-l-2 border-line pl-3 text-soft" }, inline(lines.map((line) => line.slice(1).trim()).join(" ")));
  return h("p", { key }, inline(lines.join(" ")));
}

// Enough of Markdown to see what one writes; the page itself is made by the server.
export function Written({ className, empty }) {
  const body = (useDraft().body ?? "").trim();
  if (!body) return h("p", { className: "text-soft" }, empty);
  return h("div", { className }, body.split(/\n{2,}/).map((text, key) => block(text.trim(), key)));
}
