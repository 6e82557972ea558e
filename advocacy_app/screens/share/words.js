// What goes out and how long each network says it is; the same rules as sharing/networks.py and
// sharing/rules.py on the server, held together by a test. No browser needed.

const LINK = /https?:\/\/\S+/gu;
const REMOTE_MENTION = /(?<![\w/])@(\w+)@[\w.-]+\w/gu;
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\uFE0F|\p{RI}/u;
// twitter-text: these count once, everything else twice (CJK, emoji).
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];
const LINK_COUNTS_AS = "x".repeat(23);
const BLUESKY_BYTES = 3000;

const bytes = (text) => new TextEncoder().encode(text).length;
const clusters = (text) =>
  [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((s) => s.segment);
const isLight = (char) => LIGHT.some(([from, to]) => char.codePointAt(0) >= from && char.codePointAt(0) <= to);
const weight = (cluster) =>
  EMOJI.test(cluster) ? 2 : [...cluster].reduce((sum, char) => sum + (isLight(char) ? 1 : 2), 0);
const sum = (parts, size) => parts.reduce((total, part) => total + size(part), 0);

const COUNT = {
  utf16: (text) => text.length,
  bytes,
  graphemes: (text) => clusters(text).length,
  graphemes_link_23: (text) =>
    clusters(text.replace(LINK, LINK_COUNTS_AS).replace(REMOTE_MENTION, "@$1")).length,
  emoji_bytes: (text) => sum(clusters(text), (c) => (EMOJI.test(c) ? bytes(c) : [...c].length)),
  weighted: (text) => sum(clusters(text.normalize("NFC").replace(LINK, LINK_COUNTS_AS)), weight),
};

export const count = (counting, text) => COUNT[counting](text);

// How much still fits on a network, negative when it does not.
export function room(network, text) {
  const left = network.limit - count(network.counting, text);
  return network.network === "bluesky" ? Math.min(left, BLUESKY_BYTES - bytes(text)) : left;
}

const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

// First who speaks, unless the words say so already.
export function composed(words, disclosure) {
  const said = words.trim();
  if (!disclosure || plain(said).includes(plain(disclosure))) return said;
  return `${disclosure} ${said}`.trim();
}

export function withLink(text, link) {
  if (text.includes(link)) return text;
  return text ? `${text}\n${link}` : link;
}

// The address of a network's composer, its blanks filled; `at` is what the kit says of a network.
export function intent(at, isPhone, { text, title, host }) {
  const post = withLink(text, at.link);
  const blanks = { text, link: at.link, post, body: post.replaceAll("\n", "\r\n"), title, host };
  const template = isPhone ? at.intent : at.intent_desktop;
  return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(blanks[name].toWellFormed?.() ?? blanks[name]));
}

// `mastodon.nl` out of an address, a handle or the host; empty for what cannot be one.
export function hostOf(typed) {
  const host = typed.trim().toLowerCase().replace(/^https?:\/\//, "").split("/")[0].split("@").pop();
  return /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host) ? host : "";
}
