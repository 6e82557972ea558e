// Talking to /api/v1 so that nothing is lost: every tap is written down here before it is sent,
// under a key with which the server takes it once, and sent again when it did not arrive.

const OUTBOX = "mh-shares";
const WORDS = "mh-words:";
const KEPT_FOR_MS = 7 * 86_400_000; // as long as the server knows a key

export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1] ?? "";

// crypto.randomUUID is only there on https and on one's own machine.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

// Throws Refused for an answer that says no, and TypeError when there is no answer.
export async function call(method, path, body, key = newKey()) {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    keepalive: true,
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      "X-CSRF-Token": decodeURIComponent(cookie("mh_csrf")),
      "Idempotency-Key": key,
    },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, said.detail ?? said.title ?? "");
  return said;
}

export const prepare = (itemId) => call("POST", "/shares/prepare", { item_id: itemId });

const stored = () => {
  try { return JSON.parse(localStorage.getItem(OUTBOX) ?? "[]"); } catch { return []; }
};
const store = (entries) => localStorage.setItem(OUTBOX, JSON.stringify(entries));
const forget = (key) => store(stored().filter((entry) => entry.key !== key));
const isFinal = (error) =>
  error instanceof Refused && error.status < 500 && ![401, 403, 408, 429].includes(error.status);

export function writeDown(body, link) {
  const entry = { key: newKey(), at: Date.now(), body, link };
  store([...stored(), entry]);
  return entry;
}

// Gives the receipt; what cannot succeed is forgotten, all else stays for `sendWaiting`.
export async function send(entry) {
  try {
    const receipt = await call("POST", "/shares", entry.body, entry.key);
    forget(entry.key);
    return receipt;
  } catch (error) {
    if (isFinal(error)) forget(entry.key);
    throw error;
  }
}

// What stayed behind goes out, but only for the person whose link it was: phones are lent.
export async function sendWaiting(onSent) {
  for (const entry of stored()) {
    if (Date.now() - entry.at > KEPT_FOR_MS) { forget(entry.key); continue; }
    try {
      const kit = await prepare(entry.body.item_id);
      const mine = kit.networks.some((network) => network.link === entry.link);
      if (mine) onSent?.(await send(entry));
    } catch (error) {
      if (isFinal(error)) forget(entry.key);
      else return;
    }
  }
}

export const keptWords = (itemId) => localStorage.getItem(WORDS + itemId) ?? "";
export function keepWords(itemId, words) {
  if (words.trim()) localStorage.setItem(WORDS + itemId, words);
  else localStorage.removeItem(WORDS + itemId);
}
