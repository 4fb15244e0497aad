// Shows in short where a link within the site leads, beside it: when the mouse rests on it or the keyboard comes to it.
// Escape puts it away; it stays while the mouse is on it. What it says is read from the page it leads to.
if (location.protocol !== "file:") {
  const WAIT = 350; // milliseconds until it is clear that the reader means this link
  const LONG = 280; // characters of a text without a sentence of its own
  const MOST = 100; // links whose card is remembered
  const LINKS = "main a[href]:not(nav a, svg a, .permalink, .letters a, .table-tools a, .page-foot a)";
  const card = document.createElement("div");
  card.id = "cb-preview";
  card.className = "preview screen";
  card.role = "tooltip";
  card.hidden = true;
  let link = null;
  let timer = 0;

  const { colon } = document.currentScript.dataset;
  const words = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const short = (text) => {
    const blank = text.lastIndexOf(" ", LONG);
    return text.length > LONG ? `${text.slice(0, blank > LONG / 2 ? blank : LONG)} …` : text;
  };

  /** What a card says: the kind of page, its title, and its sentence; of a place within a page, the place. */
  const said = (shown, anchor) => {
    const place = anchor ? shown.getElementById(anchor) : null;
    if (place?.matches("dt")) return ["", words(place), short(words(place.nextElementSibling))];
    if (place?.matches(".work")) return ["", "", short(words(place.querySelector("p")))];
    if (place?.matches(".margin > div, .why")) return ["", "", short(words(place))];
    if (place?.matches(".box, figure")) return ["", words(place.querySelector(".box-title, figcaption, caption")), ""];
    const head = shown.querySelector(".page-head");
    if (!head || place?.matches("h2, h3, h4")) return null;
    const facts = () => [...shown.querySelectorAll(".facts > div")].filter((fact) => !fact.querySelector(".not-stated"))
      .slice(0, 3).map((fact) => `${words(fact.querySelector("dt"))}${colon ?? ": "}${words(fact.querySelector("dd"))}`).join("; ");
    const text = words(head.querySelector(".lede")) || facts() || words(shown.querySelector(".page-body > p"));
    return [words(head.querySelector(".kind")), words(head.querySelector("h1").lastChild), short(text)];
  };

  const read = async ({ pathname, hash, href }) => {
    let shown = document;
    if (pathname !== location.pathname) {
      const answer = await fetch(href);
      if (!answer.ok) return null;
      shown = new DOMParser().parseFromString(await answer.text(), "text/html");
    }
    return said(shown, decodeURIComponent(hash.slice(1)));
  };

  const cards = new Map();
  const parts = (wanted) => {
    if (!cards.has(wanted.href)) {
      if (cards.size === MOST) cards.delete(cards.keys().next().value);
      cards.set(wanted.href, read(wanted).catch(() => null));
    }
    return cards.get(wanted.href);
  };

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = null;
    card.hidden = true;
  };

  /** Under the line of the link, above it where there is no room; never past the edges of the window. */
  const put = () => {
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const below = box.bottom + card.offsetHeight + 8 < innerHeight || box.top < card.offsetHeight + 8;
    card.style.left = `${scrollX + Math.max(8, Math.min(box.left, room - card.offsetWidth - 8))}px`;
    card.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - card.offsetHeight - 6)}px`;
  };

  const show = async (wanted) => {
    const texts = await parts(wanted);
    if (link !== wanted || !texts?.some(Boolean)) return;
    card.replaceChildren(...texts.flatMap((text, at) => (text ? [Object.assign(document.createElement("p"), { className: ["kind", "title", "text"][at], textContent: text })] : [])));
    card.hidden = false;
    put();
    link.setAttribute("aria-describedby", card.id);
  };

  const meant = (target) => {
    const found = target.closest?.(LINKS);
    if (!found || found.origin !== location.origin || !found.pathname.endsWith("/")) return null;
    return found.pathname === location.pathname && !found.hash ? null : found;
  };
  const come = (target, after) => {
    const found = meant(target);
    if (!found || found === link) return;
    hide();
    link = found;
    timer = setTimeout(() => show(found), after);
  };
  const leave = (event) => {
    const to = event.relatedTarget;
    if (!link || (to && (link.contains(to) || card.contains(to)))) return;
    clearTimeout(timer);
    if (card.hidden) hide();
    else timer = setTimeout(hide, 150);
  };

  if (!navigator.connection?.saveData) {
    document.body.append(card);
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      if (card.contains(event.target) || link?.contains(event.target)) {
        if (!card.hidden) clearTimeout(timer);
      } else come(event.target, WAIT);
    });
    document.addEventListener("pointerout", (event) => event.pointerType === "mouse" && leave(event));
    document.addEventListener("focusin", ({ target }) => { if (target.matches(":focus-visible")) come(target, WAIT); });
    document.addEventListener("focusout", leave);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && link) hide(); });
    addEventListener("pagehide", hide);
  }
}
