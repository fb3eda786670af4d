/* Draws what a page has written: a list of texts and of [tag, attributes, child, ...] becomes elements.

   It only ever makes these elements with these attributes, and text is text; an address leads into the house, to a
   mail program, or where a link is marked as leading outside. See dashboard/components/markup.py. */
(function () {
  "use strict";

  const TAGS = new Set(
    ("a br button caption datalist dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 header input label legend " +
      "li main nav ol optgroup option p progress q section select span strong summary table tbody td textarea th thead tr ul " +
      "circle defs g line linearGradient path pattern rect stop svg text title tspan use").split(" "),
  );
  const ATTRIBUTES = new Set(
    ("id className label href hrefLang lang title role scope tabIndex htmlFor colSpan rowSpan open type name value min max " +
      "disabled hidden selected multiple accept required defaultChecked defaultValue maxLength readOnly rows size inputMode key download list rel action method encType autoComplete style viewBox width height d x y x1 y1 x2 y2 r cx cy rx fill stroke strokeWidth " +
      "transform textAnchor preserveAspectRatio focusable patternUnits patternTransform offset stopOpacity").split(" "),
  );
  const IN_THE_HOUSE = /^(?:\/(?![/\\])|#|\?|mailto:|tel:)/;

  const OUTSIDE = /^https?:\/\//; // where somebody has said that a paper is; marked as such

  function isAllowed(name, value, attributes) {
    if (name === "href") return IN_THE_HOUSE.test(value) || ("data-outside" in attributes && OUTSIDE.test(value));
    return ATTRIBUTES.has(name) || name.startsWith("aria-") || name.startsWith("data-");
  }

  const allowed = (attributes) => Object.fromEntries(Object.entries(attributes).filter((pair) => isAllowed(...pair, attributes)));

  /* --- what is sent in brief: forms of which a page has hundreds -------------------------------------------- */

  const make = window.React.createElement;
  const isText = (it) => typeof it === "string";

  // ["light", code, sign, word] and, for narrow cells, ["mark", code, sign, word]: dashboard/components/badges.py
  const sign = (shape) => make("span", { className: "shape", "aria-hidden": "true" }, shape);
  const light = ([, code, shape, word]) => make("span", { className: `light light-${code}` }, sign(shape), word);
  function mark([, code, shape, word]) {
    const heard = make("span", { className: "visually-hidden" }, word);
    return make("span", { className: `light light-${code}`, title: word }, sign(shape), heard);
  }

  // A cell holds a text; a text and its address; an element; or, in a list of its own, several nodes.
  function content(cell) {
    if (isText(cell)) return [cell];
    const [first, second] = cell;
    if (!isText(first)) return first.map(drawn);
    if (isText(second) && cell.length === 2) return [drawn(["a", { href: second }, first])];
    return [drawn(cell)];
  }

  // ["rows", caption, look, [[head, class, title], ...], row, ...]: dashboard/components/plain_table.py
  function rows([, caption, look, heads, ...body]) {
    const classes = heads.map(([, name]) => name || undefined);
    const head = ([cell, name, title]) =>
      make("th", { scope: "col", className: name || undefined, title: title || undefined }, ...content(cell));
    const isLabelled = look.split(" ").includes("labelled"); // each cell names its column, for narrow screens
    const headOf = (place) => (isLabelled && isText(heads[place][0]) ? heads[place][0] : undefined);
    const cell = (it, place) =>
      it[0] === "td" ? drawn(it) : make("td", { className: classes[place + 1], "data-head": headOf(place + 1) }, ...content(it));
    const row = ([first, ...rest]) => make("tr", null, make("th", { scope: "row" }, ...content(first)), ...rest.map(cell));
    const parts = [make("caption", null, caption), make("thead", null, make("tr", null, ...heads.map(head)))];
    const table = make("table", { className: look }, ...parts, make("tbody", null, ...body.map(row)));
    return make("div", { className: "scroll", role: "region", tabIndex: 0, "aria-label": caption }, table);
  }

  // ["columns", attributes, names, months, [[code, sign, word], ...], [number of each light, total], ...]:
  // dashboard/components/light_shares.py
  const LEAST_SHARE = 6; // a part of a sixth has room for its number, a lower one tells it when it is pointed at
  const valueOf = (text) => Number(text.replace(/\D/g, ""));
  function columns([, attributes, names, months, lights, ...all]) {
    const part = ([code, shape, word], text, total, month) => {
      const isTold = valueOf(text) * LEAST_SHARE >= valueOf(total);
      const title = isTold ? undefined : `${month}, ${word}: ${text}`;
      const look = { className: `column-part stack-${code}`, style: { flexGrow: valueOf(text) }, title };
      return make("div", look, ...(isTold ? [make("span", null, text), make("span", null, shape)] : []));
    };
    const column = (texts, place) => {
      const total = texts.at(-1);
      const shown = lights.map((it, n) => valueOf(texts[n]) > 0 && part(it, texts[n], total, months[place]));
      const look = { className: valueOf(total) ? "column" : "column column-absent" };
      const told = make("span", null, valueOf(total) ? total : "");
      return make("div", look, told, make("div", null, ...shown.filter(Boolean)));
    };
    const drawing = make("div", { className: "columns-parts" }, ...all.map(column));
    const look = names.length < all.length ? "columns-names columns-ends" : "columns-names";
    const named = make("div", { className: look }, ...names.map((name) => make("span", null, name)));
    return make("div", { className: "columns", ...allowed(attributes) }, drawing, named);
  }

  // ["links", count, title, [[text, address], ...], more]: dashboard/components/openings.py
  function links([, count, title, all, more]) {
    const items = all.map(([text, href]) => make("li", null, drawn(["a", { href }, text])));
    const rest = more ? [make("li", null, more)] : [];
    const list = make("ul", null, ...items, ...rest);
    return make("details", { className: "opening" }, make("summary", { title }, count), list);
  }

  const BRIEF = { columns, light, links, mark, rows }; // and the matrix: 65-matrix.js

  function drawn(part) {
    if (!Array.isArray(part)) return part;
    if (Object.hasOwn(BRIEF, part[0])) return BRIEF[part[0]](part);
    const [tag, attributes, ...children] = part;
    if (!TAGS.has(tag)) {
      console.error(`no such element: ${tag}`); // the rest of the page stands
      return null;
    }
    return make(tag, allowed(attributes), ...children.map(drawn));
  }

  const Written = window.React.memo(({ tree }) =>
    window.React.createElement(window.React.Fragment, null, ...tree.map(drawn)),
  );

  window.tvaerblik = Object.assign(window.tvaerblik || {}, { Written, brief: BRIEF, drawn });
})();
