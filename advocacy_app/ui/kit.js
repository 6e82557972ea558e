// What must happen in the browser itself: language and theme at start, the modal sheet, toasts.
import { createElement as h, useEffect, useRef } from "react";
import { setLocale, startLocale } from "../i18n/i18n.js";

// Applies the kept language after hydration, or React would report a mismatch.
export function AppStart({ locale }) {
  useEffect(() => { startLocale(); }, []);
  useEffect(() => { if (locale) setLocale(locale); }, [locale]);
  return null;
}

export function LocaleButton({ locale, children, className, onPick }) {
  const pick = () => { setLocale(locale); onPick?.(); };
  return h("button", { type: "button", onClick: pick, className, lang: locale }, children);
}

export function ThemeSelect({ labels, className, label }) {
  const ref = useRef(null);
  useEffect(() => { ref.current.value = localStorage.getItem("mh-theme") ?? "auto"; }, []);
  const pick = (event) => {
    const theme = event.target.value;
    if (theme === "auto") { localStorage.removeItem("mh-theme"); delete document.documentElement.dataset.theme; }
    else { localStorage.setItem("mh-theme", theme); document.documentElement.dataset.theme = theme; }
  };
  return h("select", { ref, className, "aria-label": label, onChange: pick, defaultValue: "auto" },
    ["auto", "light", "dark"].map((theme) => h("option", { key: theme, value: theme }, labels[theme])));
}

// A modal <dialog>: focus stays inside, Escape and a tap on the veil close it.
export function Sheet({ open, onClose, label, className, children }) {
  const ref = useRef(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  const veil = (event) => { if (event.target === ref.current) onClose?.(); };
  return h("dialog", { ref, className, "aria-label": label, onClose: () => onClose?.(), onClick: veil }, children);
}

// Tells a state handler every so often, but only while somebody is looking.
export function WhileVisible({ seconds, onTick }) {
  const tick = useRef(onTick);
  tick.current = onTick;
  useEffect(() => {
    const go = () => { if (document.visibilityState === "visible") tick.current?.(); };
    const timer = setInterval(go, seconds * 1000);
    document.addEventListener("visibilitychange", go);
    return () => { clearInterval(timer); document.removeEventListener("visibilitychange", go); };
  }, [seconds]);
  return null;
}

// Shown when the server cannot be reached, in the app's own calm words.
export function Offline({ failing, text, className }) {
  return failing ? h("div", { className, role: "status" }, text) : null;
}

// A plain anchor: the router's own link would make another page's address of "#main".
export function SkipLink({ className, children }) {
  return h("a", { href: "#main", className }, children);
}
