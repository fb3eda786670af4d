/* The shell: links are followed without loading everything again, filters write the address, focus follows.

   Dash's router acts only when the address differs from the last one it saw. Filters change the address behind its
   back (history.replaceState), so going back to the address it saw last is told to it with a "&" at the end, which
   means the same, and is taken away again when the page stands. */
(function () {
  "use strict";

  const here = () => window.location.pathname + window.location.search;
  let routed = here(); // what Dash's router saw last
  let shownPath = null; // the page whose content stands
  let focusId = null; // where the focus was when the reader went on

  function tellRouter() {
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function distinct(address) {
    if (address !== routed) return address;
    return address + (address.includes("?") ? "&" : "?&");
  }

  function go(address, hash = "") {
    focusId = document.activeElement && document.activeElement.id;
    window.history.pushState({}, "", distinct(address) + hash);
    tellRouter();
  }

  function cleanAddress() {
    const clean = here().replace(/[?&]+$/, "");
    if (clean !== here()) window.history.replaceState({}, "", clean + window.location.hash);
  }

  /* What an address leads to may be folded away. */
  function unfold(place) {
    const folded = place.matches("details.card-fold") ? place : place.querySelector(":scope > * > details.card-fold");
    if (folded) folded.open = true;
  }

  function focusAfter(isOtherPage) {
    const place = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (place) {
      unfold(place);
      if (place.hasAttribute("tabindex")) place.focus({ preventScroll: true });
      place.scrollIntoView();
      return;
    }
    const before = !isOtherPage && focusId ? document.getElementById(focusId) : null;
    const target = before || document.querySelector(isOtherPage ? "#page-head h1" : "#filter-count");
    focusId = null;
    if (target) target.focus({ preventScroll: !isOtherPage });
  }

  /* --- links ----------------------------------------------------------------------------------------------- */

  function isOurs(event, anchor) {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const inside = anchor.origin === window.location.origin && !anchor.target && !anchor.hasAttribute("download");
    return plain && inside && !anchor.hasAttribute("data-full") && !anchor.getAttribute("href").startsWith("#");
  }

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]");
    if (!anchor || event.defaultPrevented || !isOurs(event, anchor)) return;
    event.preventDefault();
    go(anchor.pathname + anchor.search, anchor.hash);
  });

  // A place on the page itself: left to the browser, the router would take it for a step in history and lay the
  // page out again, and the focus would be lost.
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest('a[href^="#"]');
    const place = anchor && document.getElementById(anchor.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    unfold(place);
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  });

  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-back]");
    if (anchor) anchor.search = `?retur=${encodeURIComponent(here())}`;
  });

  window.addEventListener("popstate", () => {
    if (here() !== routed) return;
    window.history.replaceState({}, "", distinct(here()));
    tellRouter();
  });

  /* --- menu and filter panels ------------------------------------------------------------------------------ */

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest(".menu-toggle, .filters-toggle");
    if (!toggle) return;
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
  });

  function closePanels(except) {
    for (const panel of document.querySelectorAll("details.filter[open]")) {
      if (panel !== except) panel.open = false;
    }
  }

  // A panel lies above the page: it closes when the reader goes on, so that it hides nothing that has the focus.
  for (const happening of ["click", "focusin"]) {
    document.addEventListener(happening, (event) => closePanels(event.target.closest("details.filter")));
  }

  // A panel near the right edge opens to the left instead, so that none hangs out of the window.
  document.addEventListener(
    "toggle",
    (event) => {
      const panel = event.target.open && event.target.querySelector(".filter-panel");
      if (!panel) return;
      panel.classList.remove("filter-panel-left");
      const hangsOut = panel.getBoundingClientRect().right > document.documentElement.clientWidth - 4;
      panel.classList.toggle("filter-panel-left", hangsOut);
    },
    true,
  );

  function foldedBy(open) {
    if (open.matches("details")) open.open = false;
    else open.setAttribute("aria-expanded", "false");
    return open.matches("details") ? open.querySelector("summary") : open;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const panel = document.querySelector("details.filter[open]");
    const open = panel || document.querySelector("[aria-expanded='true'][aria-controls]"); // the innermost first
    if (!open) return;
    event.preventDefault();
    foldedBy(open).focus();
  });

  /* Paper shows every table that is folded away on the screen, and charts no wider than itself. */
  const PAPER_WIDTH = 640;

  // Charts keep the size they were drawn in and are scaled down: drawing anew takes longer than paper waits.
  function holdCharts() {
    for (const chart of document.querySelectorAll(".dash-graph")) {
      const { width, height } = chart.getBoundingClientRect();
      chart.dataset.style = chart.style.cssText;
      Object.assign(chart.style, { width: `${width}px`, height: `${height}px` });
      chart.style.zoom = Math.min(1, PAPER_WIDTH / width);
    }
  }

  function freeCharts() {
    for (const chart of document.querySelectorAll(".dash-graph")) {
      chart.style.cssText = chart.dataset.style || "";
    }
  }

  window.addEventListener("beforeprint", () => {
    holdCharts();
    for (const folded of document.querySelectorAll("details:is(.numbers, .card-fold, .lack-more):not([open])")) {
      folded.open = true;
      folded.dataset.forPrint = "";
    }
  });
  window.addEventListener("afterprint", () => {
    freeCharts();
    for (const unfolded of document.querySelectorAll("details[data-for-print]")) {
      unfolded.open = false;
      delete unfolded.dataset.forPrint;
    }
  });

  /* --- what Dash calls --------------------------------------------------------------------------------------- */

  const keep = () => window.dash_clientside.no_update;

  function withFilters(chosen, text) {
    const old = new URLSearchParams(window.location.search);
    old.delete("side");
    for (const [key] of chosen) old.delete(key);
    old.delete("q");
    const pairs = chosen.filter(([, words]) => words.length).map(([key, words]) => [key, words.join(",")]);
    if (text) pairs.push(["q", text]);
    const written = [...pairs, ...old.entries()];
    const query = written.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
    return query.length ? `?${query.join("&")}` : "";
  }

  function sameQuery(one, other) {
    const sorted = (query) => [...new URLSearchParams(query).entries()].map(String).sort().join("&");
    return sorted(one) === sorted(other);
  }

  function writeAddress(values, text) {
    const asked = window.dash_clientside.callback_context.inputs_list[0];
    const chosen = asked.map((input, place) => [input.id.key, values[place] || []]);
    const query = withFilters(chosen, (text || "").trim());
    if (sameQuery(query, window.location.search)) return keep();
    clicked.length = 0;
    window.history.replaceState({}, "", window.location.pathname + query);
    return query;
  }

  // A point of a chart has an address: of another page, or of this one, narrowed to what the point counts. The page
  // then stays and only asks for its content, as when a filter is changed; Escape takes it back.
  const clicked = []; // the queries that such clicks have replaced, the newest last
  let clicks = 0;

  function followPoint() {
    const [trigger] = window.dash_clientside.callback_context.triggered;
    const point = trigger && trigger.value && trigger.value.points && trigger.value.points[0];
    return (point && typeof point.customdata === "string" && point.customdata && followed(point.customdata)) || keep();
  }

  function followed(address) {
    const target = new URL(address, window.location.origin);
    if (target.pathname !== window.location.pathname || !document.querySelector(".filter-bar")) {
      go(address);
      return null;
    }
    clicked.push(window.location.search);
    return { query: target.search, click: ++clicks };
  }

  // Parts of a drawing and bars of a table are clicked as a chart's are; those who hear the page have the links.
  document.addEventListener("click", (event) => {
    const part = event.target.closest(".drawing [data-to], .bars [data-to]");
    const data = part && followed(part.dataset.to);
    if (data) window.dash_clientside.set_props("shell-followed", { data });
  });

  function narrowHere(followed) {
    const { query } = followed;
    window.history.replaceState({}, "", window.location.pathname + query);
    const asked = new URLSearchParams(query);
    const words = (key) => asked.getAll(key).flatMap((value) => value.split(",")).filter(Boolean);
    const [, filters] = window.dash_clientside.callback_context.outputs_list;
    return [query, filters.map((filter) => words(filter.id.key))];
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !clicked.length) return;
    window.dash_clientside.set_props("shell-followed", { data: { query: clicked.pop(), click: ++clicks } });
  });

  function settle(stored) {
    if (!stored) return keep();
    clicked.length = 0;
    routed = here();
    cleanAddress();
    const isFirst = shownPath === null;
    const isOtherPage = shownPath !== window.location.pathname;
    shownPath = window.location.pathname;
    if (isFirst) return keep();
    if (isOtherPage) window.scrollTo(0, 0);
    window.requestAnimationFrame(() => {
      document.dispatchEvent(new CustomEvent("tvaerblik-stands")); // others put back what they kept
      focusAfter(isOtherPage);
    });
    return keep();
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    tvaerblik: { writeAddress, followPoint, narrowHere, settle },
  });
})();
