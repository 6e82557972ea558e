// The sentences of the boards, of Me and of the console: not part of the first visit to the feed.
import { addCatalogue, useT } from "./i18n.js";
import nl from "./more.nl.json";

addCatalogue(nl, () => import("./more.en.json").then((m) => m.default));
export { useT };
