// The screens' sentences, on the phone itself: switching is instant and works offline.
import { useSyncExternalStore } from "react";
import nl from "./nl.json";

const catalogues = [{ nl: async () => nl, en: () => import("./en.json").then((m) => m.default) }];
const dutch = { ...nl };
const listeners = new Set();
let now = { locale: "nl", words: dutch };
let waiting = 0;

function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function setLocale(locale) {
  if (!catalogues[0][locale]) return;
  waiting += 1;
  const parts = await Promise.all(catalogues.map((catalogue) => catalogue[locale]()));
  waiting -= 1;
  now = { locale, words: Object.assign({}, ...parts) };
  document.documentElement.lang = locale;
  localStorage.setItem("locale", locale);
  document.cookie = `mh_locale=${locale};path=/;max-age=31536000;samesite=lax`;
  listeners.forEach((listener) => listener());
}

// The sentences of screens that are not opened first, which come along with those screens.
export function addCatalogue(words, loadEnglish) {
  catalogues.push({ nl: async () => words, en: loadEnglish });
  Object.assign(dutch, words);
  if (now.locale !== "nl") setLocale(now.locale);
}

export function startLocale() {
  const kept = localStorage.getItem("locale");
  const wanted = kept ?? (navigator.language.startsWith("nl") ? "nl" : "en");
  if (wanted !== now.locale) setLocale(wanted);
}

export function useLocale() {
  return useSyncExternalStore(subscribe, () => now.locale, () => "nl");
}

function useWords() {
  return useSyncExternalStore(subscribe, () => now.words, () => dutch);
}

// t("feed.title"), t("me.reads", { n: 3 }): with n, "key.one" is taken for one where it exists.
export function useT() {
  const words = useWords();
  return (key, params) => {
    const one = params && Number(params.n) === 1 ? words[`${key}.one`] : undefined;
    let text = one ?? words[key] ?? (waiting ? "\u00a0" : dutch[key]) ?? key;
    for (const name in params ?? {}) text = text.replaceAll(`{${name}}`, params[name]);
    return text;
  };
}

const STEPS = [[60, "second", 1], [3600, "minute", 60], [86400, "hour", 3600], [604800, "day", 86400]];

// ago("2026-11-23T12:00:00Z"): "2 uur geleden"; after a week the date itself.
export function useAgo() {
  const locale = useLocale();
  return (iso) => {
    if (!iso) return "";
    const then = new Date(iso);
    const seconds = (then - Date.now()) / 1000;
    for (const [below, unit, size] of STEPS) {
      if (Math.abs(seconds) < below)
        return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
    }
    return then.toLocaleDateString(locale, { day: "numeric", month: "long" });
  };
}

export function useDay() {
  const locale = useLocale();
  return (iso) => (iso ? new Date(iso).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" }) : "");
}

// number(71.4): "71,4" in Dutch, "71.4" in English; at most one decimal.
export function useNumber() {
  const locale = useLocale();
  return (value) => Number(value).toLocaleString(locale, { maximumFractionDigits: 1 });
}

// month("2026-11-23T12:00:00Z"): "november"
export function useMonth() {
  const locale = useLocale();
  return (iso) => (iso ? new Date(iso).toLocaleDateString(locale, { month: "long" }) : "");
}
