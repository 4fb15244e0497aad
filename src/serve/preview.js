// Keeps an open page up to date: loads it anew, where it was scrolled to, when the site is another, and shows mistakes over it.
{
  const own = document.currentScript;
  const stamp = new URL(own.src).search.slice(1);
  const KEPT = "casebook-preview";
  let news, panel;

  // Where the page was scrolled to when it was loaded anew.
  const kept = sessionStorage.getItem(KEPT);
  if (kept) {
    sessionStorage.removeItem(KEPT);
    const { path, x, y } = JSON.parse(kept);
    const back = () => path === location.pathname && scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", () => { back(); history.scrollRestoration = "auto"; }, { once: true });
  }

  const anew = () => {
    news?.close();
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    history.scrollRestoration = "manual";
    location.reload();
  };

  const STYLE = `
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; color-scheme: dark; }
    details { margin: 0 auto; max-width: 70rem; color: #f4f4f4; background: #1c1c1f; border-top: 4px solid #b88600; font: 16px/1.45 system-ui, sans-serif; box-shadow: 0 0 2rem #0008; }
    details:not([open]) { width: fit-content; margin: 0 0 0 auto; }
    details.forbid { border-color: #e5484d; }
    summary { padding: .5rem 1rem; cursor: pointer; font-weight: 600; }
    pre { box-sizing: border-box; margin: 0; padding: .5rem 1rem 1rem; max-height: 60vh; overflow: auto; font: 14px/1.4 ui-monospace, monospace; tab-size: 4; }`;

  const show = ({ text, summary, forbid }) => {
    if (!text) { panel?.remove(); panel = undefined; return; }
    if (!panel) {
      panel = document.createElement("casebook-mistakes");
      panel.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      panel.shadowRoot.adoptedStyleSheets = [sheet];
      const details = document.createElement("details");
      details.setAttribute("role", "alert");
      details.append(document.createElement("summary"), document.createElement("pre"));
      details.lastChild.tabIndex = 0;
      panel.shadowRoot.append(details);
      document.documentElement.append(panel);
    }
    const details = panel.shadowRoot.firstChild;
    details.className = forbid ? "forbid" : "";
    details.open = forbid;
    details.firstChild.textContent = summary;
    details.lastChild.textContent = text;
  };

  const listen = () => {
    if (document.hidden || news) return;
    news = new EventSource(new URL("news", own.src));
    news.onmessage = ({ data }) => {
      const now = JSON.parse(data);
      if (now.stamp !== stamp) anew();
      else if (!("mistakes" in own.dataset)) show(now);
    };
  };
  // A browser opens few connections to one server: a page that nobody sees needs none.
  const rest = () => { news?.close(); news = undefined; };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  addEventListener("keydown", ({ key }) => { if (key === "Escape" && panel) panel.shadowRoot.firstChild.open = false; });
  listen();
}
