/* The spread matrix: draws it, walks in it, and opens the small form beside a place.

   A row comes as a letter a place (dashboard/components/matrix_grid.py). On wide screens they become a grid that the
   arrow keys walk in, with one stop of Tab; on narrow ones a list an initiative; on paper a table a region. */
(function () {
  "use strict";

  const { createElement: make, memo, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } = window.React;
  const NARROW = window.matchMedia("(max-width: 700px)");
  const PAPER = window.matchMedia("print");
  const ON_PAPER = 30; // columns that fit a sheet of A4 on its side
  const FEW = 20; // so few columns have room to be wider
  const FIRST = 40; // so many rows are drawn before the page is painted, the rest right after
  const OUTSIDE = ".";
  const DERIVED = "1234567"; // of the states, in the order of SENT
  const SENT = "ypilnru";

  /* --- what a letter says --------------------------------------------------------------------------------------- */

  /* Each letter's look is worked out once: its class, its sign, and its words without a day. */
  function spell(words) {
    const found = { [OUTSIDE]: { look: "mo", sign: "", said: words.outside, code: OUTSIDE } };
    for (const [code, shape, word] of words.state) {
      const at = SENT.indexOf(code);
      found[code] = { look: `m-${code}`, sign: shape, said: word, code };
      found[code.toUpperCase()] = { look: `m-${code} m-dis`, sign: `${shape}!`, said: word, more: words.disputed, code };
      found[DERIVED[at]] = { look: `m-${code} m-via`, sign: shape, said: word, more: words.derived, code };
    }
    return found;
  }

  const worded = (spelt, day) => [spelt.said, day, spelt.more].filter(Boolean).join(", ");
  const daysOf = (text) => new Map(text.split(" ").filter(Boolean).map((part) => part.split(":")).map(([place, day]) => [Number(place), day]));

  /* --- the wide grid ----------------------------------------------------------------------------------------------- */

  const heading = (it, extra) =>
    make("a", { href: it[5], tabIndex: -1, title: [it[1], it[2], it[4]].filter(Boolean).join(". ") }, make("span", null, it[1], it[2] ? " †" : ""), extra);

  function Row({ row, spelt, first, count }) {
    const [id, title, address, page, reach, unknown, places, days] = row;
    const dated = daysOf(days);
    const cells = [];
    for (let place = first; place < first + count; place += 1) {
      const it = spelt[places[place]];
      cells.push(make("td", { key: place, className: it.look, "aria-label": worded(it, dated.get(place)) }, it.sign));
    }
    return make(
      "tr",
      { "data-row": id, "data-title": title },
      make("th", { scope: "row" }, make("a", { href: address, tabIndex: -1, title }, title)),
      make("td", { className: "m-reach" }, make("b", null, reach), unknown ? make("span", null, unknown) : null),
      ...cells,
    );
  }
  const SteadyRow = memo(Row, (a, b) => a.spelt === b.spelt && a.first === b.first && a.count === b.count && a.row.every((it, n) => it === b.row[n]));

  function table(words, groups, columns, rows, spelt, first, count, isGrid) {
    let at = 0;
    const within = groups
      .map(([name, span]) => {
        const from = Math.max(at, first);
        at += span;
        return [name, Math.min(at, first + count) - from];
      })
      .filter(([, span]) => span > 0);
    const shown = columns.slice(first, first + count);
    const regions = within.map(([name, span], n) => make("th", { key: n, colSpan: span, scope: "colgroup", className: "m-region" }, make("span", null, name)));
    const heads = shown.map((it) => make("th", { key: it[0], scope: "col", "data-column": it[0], className: it[2] ? "m-ended" : undefined }, heading(it)));
    const loads = shown.map((it) => make("td", { key: it[0], className: "m-load", title: it[4] }, it[3]));
    const body = rows.map((row) => make(SteadyRow, { key: row[0], row, spelt, first, count }));
    const head = make(
      "thead",
      null,
      within.length > 1 || (within[0] && within[0][0]) ? make("tr", { className: "m-regions" }, make("td", { colSpan: 2 }), ...regions) : null,
      make("tr", { className: "m-heads" }, make("th", { scope: "col" }, words.corner), make("th", { scope: "col" }, words.reach_head), ...heads),
      make("tr", { className: "m-loads" }, make("th", { scope: "row", colSpan: 2 }, words.carried_head), ...loads),
    );
    const attributes = isGrid ? { role: "grid", "aria-rowcount": -1, "aria-colcount": columns.length + 2, "aria-multiselectable": true } : {};
    return make("table", { className: count <= FEW ? "matrix matrix-few" : "matrix", ...attributes }, make("caption", null, words.caption), head, make("tbody", null, ...body));
  }

  /* --- on narrow screens a list, on paper a table a region ------------------------------------------------------------ */

  function item(words, columns, row, spelt) {
    const [id, title, address, , reach, unknown, places, days] = row;
    const dated = daysOf(days);
    const told = words.state
      .filter(([code]) => code !== "u")
      .map(([code, shape, word]) => {
        const names = columns.flatMap((it, place) => {
          const found = spelt[places[place]];
          if (found.code !== code) return [];
          const day = dated.get(place);
          return [[it[1], [day, found.more].filter(Boolean).join(", ")].filter(Boolean).join(" (") + (day || found.more ? ")" : "")];
        });
        return names.length ? make("div", { key: code }, make("dt", null, make("span", { className: `m-sign m-${code}`, "aria-hidden": true }, shape), word), make("dd", null, names.join(", "))) : null;
      })
      .filter(Boolean);
    const counts = [make("b", { key: 1 }, `${reach} ${words.in_use_of}`), unknown ? ` · ${unknown}` : null];
    return make(
      "li",
      { key: id },
      make("h3", null, make("a", { href: address }, title)),
      told.length ? make("details", null, make("summary", null, counts), make("dl", null, ...told)) : make("p", { className: "muted" }, words.nothing),
    );
  }

  function sheets(groups, columns) {
    const parts = [];
    let first = 0;
    for (const [, span] of groups) {
      for (let at = 0; at < span; at += ON_PAPER) parts.push([first + at, Math.min(ON_PAPER, span - at)]);
      first += span;
    }
    return columns.length <= ON_PAPER ? [[0, columns.length]] : parts;
  }

  const isTold = (row, first, count) => [...row[6].slice(first, first + count)].some((it) => !"u7.".includes(it));

  const mode = () => (PAPER.matches ? "paper" : NARROW.matches ? "narrow" : "wide");
  function listen(change) {
    for (const query of [NARROW, PAPER]) query.addEventListener("change", change);
    for (const name of ["beforeprint", "afterprint"]) window.addEventListener(name, change);
    return () => {
      for (const query of [NARROW, PAPER]) query.removeEventListener("change", change);
      for (const name of ["beforeprint", "afterprint"]) window.removeEventListener(name, change);
    };
  }

  function Matrix({ sent }) {
    const [, words, groups, columns, rows] = sent;
    const look = useSyncExternalStore(listen, mode);
    const key = JSON.stringify(words);
    const spelt = useMemo(() => spell(words), [key]); // rows that say the same are not drawn again
    const box = useRef(null);
    const [reached, reach] = useState(FIRST);
    const isWhole = reached >= rows.length;
    useEffect(() => {
      if (isWhole) return undefined;
      const frame = window.requestAnimationFrame(() => window.setTimeout(() => reach(Infinity), 0));
      return () => window.cancelAnimationFrame(frame);
    }, [isWhole]);
    useLayoutEffect(() => {
      if (look === "wide" && box.current) settle(box.current);
    });
    if (look === "narrow") return make("ul", { className: "matrix-list" }, ...rows.map((row) => item(words, columns, row, spelt)));
    if (look === "paper") {
      const parts = sheets(groups, columns).map(([first, count], n) => {
        const kept = rows.filter((row) => isTold(row, first, count));
        return kept.length ? make("div", { key: n, className: "matrix-sheet" }, table(words, groups, columns, kept, spelt, first, count, false)) : null;
      });
      return make("div", null, ...parts);
    }
    const grid = table(words, groups, columns, isWhole ? rows : rows.slice(0, reached), spelt, 0, columns.length, true);
    const attributes = { className: "matrix-box", role: "region", tabIndex: 0, "aria-label": words.caption, ref: box, "data-edit": words.edit ? "" : undefined };
    return make("div", attributes, grid);
  }

  window.tvaerblik.brief.matrix = (sent) => make(Matrix, { sent });

  /* --- walking in it ---------------------------------------------------------------------------------------------- */

  const between = (least, value, most) => Math.min(Math.max(value, least), most);
  const grid = () => document.querySelector(".matrix-box table.matrix");
  const rowsOf = (it) => [it.tHead.querySelector(".m-heads"), ...it.tBodies[0].rows];
  const isPlace = (cell) => cell.closest("tbody") && cell.cellIndex > 1;
  const stopOf = (cell) => cell.querySelector("a") || cell;
  const columnOf = (cell) => grid().tHead.querySelector(".m-heads").cells[cell.cellIndex];

  let stood = null; // where the reader was: the row's and the column's ids
  let wasHere = false; // whether the focus was in the grid
  const chosen = new Set(); // cells of one row that are chosen together

  const nameOf = (cell) => ({ row: cell.parentElement.dataset.row || "", column: (columnOf(cell) && columnOf(cell).dataset.column) || "" });

  function find({ row, column }) {
    const it = grid();
    const line = row ? it.querySelector(`tr[data-row="${CSS.escape(row)}"]`) : it.tHead.querySelector(".m-heads");
    const head = column && it.querySelector(`th[data-column="${CSS.escape(column)}"]`);
    return line ? line.cells[head ? head.cellIndex : 0] : null;
  }

  /* One place is the stop of Tab. When the page stands anew, the reader is where they were. */
  function settle(box) {
    const first = box.querySelector("tbody tr td:nth-child(3)");
    if (!first) return;
    const cell = (stood && find(stood)) || first;
    stop(cell);
    if (wasHere && (document.activeElement === document.body || document.activeElement.id === "matrix")) stopOf(cell).focus({ preventScroll: true });
  }

  function stop(cell) {
    for (const old of grid().querySelectorAll('[tabindex="0"]')) old.tabIndex = -1;
    stopOf(cell).tabIndex = 0;
  }

  function go(cell) {
    stop(cell);
    stood = nameOf(cell);
    stopOf(cell).focus({ preventScroll: true });
    show(cell);
  }

  /* Scroll so that the place is not under the heads. */
  function show(cell) {
    const box = cell.closest(".matrix-box");
    const outer = box.getBoundingClientRect();
    const it = cell.getBoundingClientRect();
    const top = grid().tHead.getBoundingClientRect().height;
    const left = grid().rows[grid().rows.length - 1].cells[1].getBoundingClientRect().right - outer.left;
    if (isPlace(cell)) {
      if (it.left < outer.left + left) box.scrollLeft -= outer.left + left - it.left;
      if (it.right > outer.right) box.scrollLeft += it.right - outer.right + 4;
    }
    if (cell.closest("tbody")) {
      if (it.top < outer.top + top) box.scrollTop -= outer.top + top - it.top;
      if (it.bottom > outer.bottom) box.scrollTop += it.bottom - outer.bottom + 4;
    }
    const now = cell.getBoundingClientRect();
    if (now.bottom > window.innerHeight || now.top < 0) cell.scrollIntoView({ block: "nearest" });
  }

  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], PageUp: [-10, 0], PageDown: [10, 0] };

  function wanted(event, row, column, rows) {
    const last = rows[row].cells.length - 1;
    if (event.key === "Home") return [event.ctrlKey ? 1 : row, event.ctrlKey ? 2 : 0];
    if (event.key === "End") return [event.ctrlKey ? rows.length - 1 : row, last];
    const step = STEPS[event.key];
    if (!step) return null;
    const to = column + step[1];
    const skipped = to === 1 ? (step[1] < 0 ? 0 : 2) : to; // the two numbers are read with the title
    return [between(0, row + step[0], rows.length - 1), between(0, skipped, last)];
  }

  /* --- choosing several places of a row ------------------------------------------------------------------------------ */

  function mark(cell, isOn) {
    if (isOn) chosen.add(cell);
    else chosen.delete(cell);
    if (isOn) cell.setAttribute("aria-selected", "true");
    else cell.removeAttribute("aria-selected");
  }

  function unmark() {
    for (const cell of [...chosen]) mark(cell, false);
  }

  function choose(cell, isOn = !chosen.has(cell)) {
    if ([...chosen].some((it) => it.parentElement !== cell.parentElement)) unmark();
    mark(cell, isOn);
  }

  /* --- the small form -------------------------------------------------------------------------------------------------- */

  const box = () => document.getElementById("matrix-form");
  let opened = null; // the place that the form stands beside
  let asked = 0;

  function tell(tree) {
    window.dash_clientside.set_props("matrix-told", { children: [{ type: "Written", namespace: "tvaerblik", props: { tree } }] });
  }

  async function fetchTold(cell) {
    const mine = (asked += 1);
    const { row, column } = nameOf(cell);
    const query = new URLSearchParams(window.location.search);
    query.set("indsats", row);
    query.set("modtager", column);
    tell([["p", { className: "muted" }, box().dataset.waits]]);
    const answer = await window.fetch(`${box().dataset.asks}?${query}`).catch(() => null);
    const sentence = document.getElementById("said").dataset.unreachable;
    const told = answer && answer.ok ? await answer.json() : { tree: [["p", { className: "note note-warning" }, sentence]] };
    if (mine === asked && opened === cell) {
      tell(told.tree);
      window.setTimeout(() => place(cell), 0);
    }
  }

  function open(cell, letter) {
    const form = box();
    const cells = chosen.size && chosen.has(cell) ? [...chosen].sort((a, b) => a.cellIndex - b.cellIndex) : [cell];
    if (!chosen.has(cell)) unmark();
    opened = cell;
    const names = cells.map((it) => columnOf(it).textContent.replace(" †", ""));
    const who = names.length > 3 ? form.dataset.several.replace("{number}", names.length) : names.join(", ");
    form.querySelector("[data-matrix-head]").textContent = `${cell.parentElement.dataset.title} · ${who}`;
    fillIn(form, cells, letter);
    form.hidden = false;
    place(cell);
    if (cells.length === 1) fetchTold(cell);
    else tell([["p", {}, names.join(", ")]]);
    const select = form.querySelector("form.matrix-deed select");
    (select || form.querySelector("[data-matrix-close]")).focus({ preventScroll: true });
  }

  function fillIn(form, cells, letter) {
    const deed = form.querySelector("form.matrix-deed");
    if (!deed) return;
    deed.reset();
    deed.querySelector("[data-refusal]").hidden = true;
    deed.action = `${form.dataset.deedTo}/${cells[0].parentElement.dataset.row}/modtager`;
    const inputs = cells.map((it) => Object.assign(document.createElement("input"), { type: "hidden", name: "modtager", value: columnOf(it).dataset.column }));
    deed.querySelector("[data-matrix-receivers]").replaceChildren(...inputs);
    const options = [...deed.querySelectorAll("option[data-letter]")];
    const now = (cells[0].className.match(/m-([a-z])\b/) || [])[1];
    const wantedOption = letter ? options.find((it) => it.dataset.letter === letter) : options[["u", ...SENT.slice(0, -1)].indexOf(now)];
    if (wantedOption) deed.querySelector("select").value = wantedOption.value;
  }

  /* Beside the place, wherever there is room: the form is as wide as a column of text. */
  function place(cell) {
    const form = box();
    const card = form.parentElement.getBoundingClientRect();
    const it = cell.getBoundingClientRect();
    const width = form.offsetWidth;
    const left = between(0, it.left - card.left, Math.max(card.width - width, 0));
    form.style.left = `${left}px`;
    form.style.top = `${it.bottom - card.top + 6}px`;
    form.scrollIntoView({ block: "nearest" });
  }

  function close() {
    const form = box();
    if (!form || form.hidden) return false;
    form.hidden = true;
    const cell = opened && opened.isConnected ? opened : stood && grid() && find(stood);
    opened = null;
    asked += 1;
    if (cell) go(cell);
    return true;
  }

  const letters = () => [...box().querySelectorAll("option[data-letter]")].map((it) => it.dataset.letter);

  /* --- keys and pointer ------------------------------------------------------------------------------------------------ */

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest && event.target.closest("#matrix-form") && close()) {
      event.preventDefault();
      return;
    }
    if (event.altKey || event.metaKey || !event.target.closest || !event.target.closest("table.matrix[role=grid]")) return;
    const cell = event.target.closest("th, td");
    const rows = rowsOf(grid());
    const row = rows.indexOf(cell.parentElement);
    if (row < 0) return;
    const to = wanted(event, row, cell.cellIndex, rows);
    if (to) {
      event.preventDefault();
      const next = rows[to[0]].cells[to[1]];
      if (event.shiftKey && to[0] === row && isPlace(cell) && isPlace(next)) {
        choose(cell, true);
        choose(next, true);
      }
      go(next);
      return;
    }
    if (!isPlace(cell) || event.ctrlKey) return;
    if (event.key === "Escape") unmark();
    else if (event.key === " ") choose(cell);
    else if (event.key === "Enter" || event.key === "F2") open(cell);
    else if (letters().includes(event.key.toLowerCase())) open(cell, event.key.toLowerCase());
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest) return;
    if (event.target.closest("[data-matrix-close]")) close();
    const cell = event.target.closest("table.matrix[role=grid] tbody td");
    if (!cell || !isPlace(cell)) return;
    go(cell);
    if (event.ctrlKey || event.metaKey || event.shiftKey) choose(cell);
    else open(cell);
  });

  document.addEventListener("focusin", (event) => {
    if (!event.target.closest) return;
    const cell = event.target.closest("table.matrix[role=grid] th, table.matrix[role=grid] td");
    wasHere = Boolean(cell) || Boolean(event.target.closest("#matrix-form"));
    for (const old of document.querySelectorAll(".m-here")) old.classList.remove("m-here");
    if (!cell || !isPlace(cell)) return;
    columnOf(cell).classList.add("m-here");
    cell.parentElement.cells[0].classList.add("m-here");
  });

  /* What is pointed at says where it is. */
  document.addEventListener("pointerover", (event) => {
    const cell = event.target.closest && event.target.closest("table.matrix[role=grid] tbody td");
    if (!cell || !isPlace(cell) || cell.title) return;
    cell.title = `${cell.parentElement.dataset.title} · ${columnOf(cell).textContent}: ${cell.getAttribute("aria-label")}`;
  });

  /* Once a deed is done, the form is closed and the reader stands in the grid again. */
  document.addEventListener("submit", (event) => {
    if (!event.target.closest || !event.target.closest("#matrix-form")) return;
    const form = event.target;
    const done = new window.MutationObserver(() => {
      if (form.getAttribute("aria-busy") !== "false") return;
      done.disconnect();
      const refusal = form.querySelector("[data-refusal]");
      if (!refusal || refusal.hidden) {
        unmark();
        close();
      }
    });
    done.observe(form, { attributes: true, attributeFilter: ["aria-busy"] });
  });
})();
