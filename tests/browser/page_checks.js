/* What a reader's senses and hands meet, asked of the page as it stands: each function gives the faults it finds.
   Colours are taken as the browser worked them out, so that both themes and colours mixed from variables count. */
(() => {
  "use strict";
  const NEEDED_TEXT = 4.5;
  const NEEDED_SHAPE = 3;
  const SMALLEST_TARGET = 24;
  const SMALLEST_TEXT = 12;
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']";

  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const kept = new Map();

  function rgba(colour) {
    if (!kept.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      kept.set(colour, [r, g, b, a / 255]);
    }
    return kept.get(colour);
  }

  function over([r, g, b, a], [under_r, under_g, under_b]) {
    const mix = (top, below) => top * a + below * (1 - a);
    return [mix(r, under_r), mix(g, under_g), mix(b, under_b), 1];
  }

  function luminance([r, g, b]) {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  }

  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  function backgroundOf(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0) layers.unshift(colour);
      if (colour[3] === 1) break;
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  }

  function isSeen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1;
  }

  const named = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 140);

  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.data.trim()) yield walker.currentNode;
  }

  /* The last shape drawn below the middle of a drawing's text: the bar or the municipality that it stands on. */
  function underneath(text) {
    if (!text.ownerSVGElement) return null;
    const drawing = text.closest("figure") || text.ownerSVGElement; // its words may lie in a drawing of their own
    const step = /map-on-(\d)/.exec(text.getAttribute("class")); // a map's outlines are another file's
    if (step) return rgba(getComputedStyle(drawing.querySelector(`.map-${step[1]}`)).fill);
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const holds = (shape) => {
      const { left, right, top, bottom } = shape.getBoundingClientRect();
      if (x < left || x > right || y < top || y > bottom) return false;
      return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
    };
    const isFilled = (shape) => {
      const { fill, fillOpacity } = getComputedStyle(shape);
      const isSolid = fill !== "none" && rgba(fill)[3] === 1 && Number(fillOpacity) > 0;
      return isSolid && shape.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    const isBelow = (shape) => shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
    const shapes = [...drawing.querySelectorAll("path, rect, circle")].reverse();
    const found = shapes.find((shape) => isBelow(shape) && isFilled(shape) && holds(shape));
    return found ? rgba(getComputedStyle(found).fill) : null;
  }

  function textContrast() {
    const faults = [];
    for (const letters of texts(document.body)) {
      const element = letters.parentElement;
      if (!isSeen(element) || element.closest("script, style, noscript")) continue;
      if (element.closest(":disabled, [aria-disabled='true']")) continue;
      const look = getComputedStyle(element);
      const inChart = element.namespaceURI.endsWith("svg");
      const colour = rgba(inChart ? look.fill : look.color);
      const text = element.closest("text") || element;
      const behind = underneath(text) || backgroundOf(element);
      const needed = element.closest("[aria-hidden='true']") ? NEEDED_SHAPE : NEEDED_TEXT;
      const found = contrast(over(colour, behind), behind);
      if (found < needed) faults.push(`contrast ${found.toFixed(2)}: ${named(element)}`);
      if (parseFloat(look.fontSize) < SMALLEST_TEXT) faults.push(`text of ${look.fontSize}: ${named(element)}`);
    }
    return faults;
  }

  function structure() {
    const faults = [];
    const want = (holds, fault) => holds || faults.push(fault);
    want(document.querySelectorAll("h1").length === 1, "not one h1");
    want(document.title.endsWith("Tværblik") && document.title.length > 10, `title: ${document.title}`);
    want(/^(da|en)$/.test(document.documentElement.lang), `language: ${document.documentElement.lang}`);
    want(document.querySelectorAll("main").length === 1, "not one main");
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const own = Number(heading.tagName[1]);
      want(own <= level + 1, `heading after h${level}: ${named(heading)}`);
      want(heading.textContent.trim(), `empty heading: ${named(heading)}`);
      level = own;
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
    want(!twice.length, `ids twice: ${twice}`);
    return faults;
  }

  /* A link in running text is as high as its line; all else is a target for a finger. */
  function targets() {
    const faults = [];
    for (const element of document.querySelectorAll(FOCUSABLE)) {
      if (!isSeen(element) || element.classList.contains("skip-link")) continue;
      const inText = element.matches("a") && getComputedStyle(element).display === "inline";
      const ticked = ["checkbox", "radio"].includes(element.type) && element.labels[0];
      const { width, height } = (ticked || element).getBoundingClientRect();
      if (!inText && (width < SMALLEST_TARGET || height < SMALLEST_TARGET)) {
        faults.push(`target ${Math.round(width)} x ${Math.round(height)}: ${named(element)}`);
      }
    }
    return faults;
  }

  /* The page itself does not scroll sideways, and what does can be reached by keyboard and has a name. */
  function reflow() {
    const faults = [];
    const room = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide > room) faults.push(`the page is ${wide} wide in ${room}`);
    for (const element of document.querySelectorAll("main *")) {
      const look = getComputedStyle(element);
      const scrolls = ["auto", "scroll"].includes(look.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (!scrolls || !isSeen(element)) continue;
      if (element.tabIndex !== 0 || !element.getAttribute("aria-label")) faults.push(`scrolls unnamed: ${named(element)}`);
    }
    return faults;
  }

  /* --- the walk by Tab ---------------------------------------------------------------------------------------- */

  const nameOf = (element) => `${element.tagName} ${(element.getAttribute("aria-label") || element.textContent || element.name || element.id).trim().slice(0, 60)}`;

  function stops() {
    const all = [...document.querySelectorAll(FOCUSABLE)];
    const reached = all.filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
    // Radio buttons of a name are one stop; arrows go on among them.
    const isFirst = (element) => element.type !== "radio" || reached.find((it) => it.name === element.name && it.form === element.form) === element;
    return reached.filter(isFirst);
  }

  const stopNames = () => stops().map(nameOf);

  /* How many stops lie before an element, from where the focus is; 0: it has it, or Tab has to go round to it. */
  function stopsUntil(element) {
    const all = stops();
    const here = all.indexOf(document.activeElement); // -1: before the first
    return element === document.activeElement ? 0 : Math.max(0, all.indexOf(element) - here);
  }

  /* The ring around what has the focus, and that at least a part of it can be seen. */
  function focusFaults(element) {
    const look = getComputedStyle(element);
    const faults = [];
    if (look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 3) faults.push(`no ring: ${named(element)}`);
    const around = parseFloat(look.outlineOffset) < 0 ? element : element.parentElement;
    const found = contrast(rgba(look.outlineColor), backgroundOf(around));
    if (found < NEEDED_SHAPE) faults.push(`ring ${found.toFixed(2)}: ${named(element)}`);
    const { left, right, top, bottom } = element.getClientRects()[0];
    const places = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [left + x * (right - left), top + y * (bottom - top)]));
    const isShown = places.some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
    if (!isShown) faults.push(`hidden while it has the focus: ${named(element)}`);
    return faults;
  }

  /* Keep what each Tab came to, from now on, looked at when the key is let go. A field of several parts is several
     stops: it is kept once. */
  function watchTabs() {
    const walked = [];
    let last = null;
    window.addEventListener("keyup", (event) => {
      const element = document.activeElement;
      if (event.key !== "Tab" || element === last) return;
      last = element;
      walked.push({ name: nameOf(element), faults: focusFaults(element) });
    }, true);
    window.walked = () => walked.splice(0);
  }

  /* --- charts -------------------------------------------------------------------------------------------------- */

  const numbersIn = (text) => (text.match(/\d{1,3}(?:\.\d{3})+|\d+/g) || []).map((found) => Number(found.replaceAll(".", "")));

  /* What bars of parts show, which are no plotly's: the number that each part holds, whether it has room or not. */
  const stacked = (figure) => [...figure.querySelectorAll(".stack-part > :first-child")].flatMap((part) => numbersIn(part.textContent));

  function plotted(graph) {
    const points = graph.data.flatMap((trace) => Array.from(trace.orientation === "h" ? trace.x : trace.y));
    return points.filter((value) => value);
  }

  function cells(table) {
    return [...table.querySelectorAll("tbody td")].map((cell) => cell.textContent.trim());
  }

  function chart(figure) {
    const graph = figure.querySelector(".js-plotly-plot");
    const pictures = [...figure.querySelectorAll("[role=img]")];
    const isNamed = (picture) => {
      const ids = (picture.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
      return ids.length > 0 && ids.every((id) => document.getElementById(id)?.textContent.trim());
    };
    const table = figure.querySelector("table");
    return {
      id: figure.id,
      message: figure.querySelector("figcaption h2").textContent,
      subtitle: figure.querySelector("figcaption .card-subtitle")?.textContent || "",
      areNamed: pictures.every(isNamed),
      isPictured: pictures.length > 0 || Boolean(table),
      stopsInside: pictures.flatMap((picture) => [...picture.querySelectorAll("a, button, input, [tabindex='0']")]).length,
      plotted: graph ? plotted(graph) : stacked(figure),
      duration: graph ? graph.layout.transition.duration : 0,
      separators: graph ? graph.layout.separators : ",.",
      cells: table ? cells(table) : [],
      numbers: table ? cells(table).flatMap(numbersIn) : [],
      said: numbersIn(figure.querySelector("figcaption h2").textContent),
      heads: table ? [...table.querySelectorAll("th")].every((head) => head.scope) : false,
      isCaptioned: Boolean(table?.caption?.textContent),
      links: table ? table.querySelectorAll("td a, th a").length : 0,
      download: figure.querySelector("a.download")?.getAttribute("href") || "",
    };
  }

  const charts = () => [...document.querySelectorAll("figure.card-box")].map(chart);

  /* Nothing is cut off: what hides its overflow has none, where it is words that would be hidden. */
  function cutOff() {
    const hiding = [...document.querySelectorAll("main *")].filter((element) => {
      const look = getComputedStyle(element);
      const isClipped = look.overflowX === "hidden" || look.overflowX === "clip" || look.textOverflow === "ellipsis";
      return isClipped && !element.closest("svg, .visually-hidden") && isSeen(element);
    });
    return hiding.filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => `cut off: ${named(element)}`);
  }

  /* A light is its word too, and its sign. */
  function lights() {
    const all = [...document.querySelectorAll(".light")];
    return all.filter((light) => !/\p{L}{3}/u.test(light.textContent) || !light.querySelector(".shape").textContent).map(named);
  }

  function moving() {
    const all = [...document.querySelectorAll("body *")];
    return all.filter((element) => {
      const look = getComputedStyle(element);
      return (look.animationName && look.animationName !== "none") || look.transitionDuration.split(", ").some((time) => time && time !== "0s");
    }).map((element) => `moves: ${named(element)}`);
  }

  return { charts, cutOff, lights, moving, textContrast, structure, targets, reflow, stopNames, stopsUntil, watchTabs };
})()
