/* The board: a card is taken with the mouse and put in another step. What it is put down on fills in the card's own
   form, which is shown there; nothing is sent before the reader sends it, and Escape leaves all as it was. */
(function () {
  "use strict";

  const LEAST = 6; // pixels that a press moves before it is a drag, so that a click stays a click
  const EDGE = 48; // pixels from the board's side in which it runs on
  const STEP = 14; // pixels that it runs at each frame

  const root = document.documentElement;
  let drag = null; // what is dragged: { card, x, y, ghost, target }

  const formOf = (card) => card.querySelector("details.move");
  const isControl = (target) => target.closest("a, button, summary, form, input, select, textarea, label");

  function begin(event) {
    const card = event.target.closest(".board .is-movable");
    const byMouse = event.pointerType === "mouse" || event.pointerType === "pen";
    if (!card || !byMouse || event.button !== 0 || isControl(event.target)) return;
    drag = { card, x: event.clientX, y: event.clientY, ghost: null, target: null };
  }

  function lift() {
    const ghost = document.createElement("div");
    ghost.className = "drag-ghost";
    ghost.setAttribute("aria-hidden", "true");
    ghost.textContent = drag.card.querySelector(".card-title").textContent;
    document.body.append(ghost);
    drag.ghost = ghost;
    drag.card.classList.add("is-dragged");
    root.dataset.dragging = "";
    run();
  }

  function columnAt(x, y) {
    const under = document.elementFromPoint(x, y);
    const column = under && under.closest("[data-board] [data-step]");
    return column && column !== drag.card.closest("[data-step]") ? column : null;
  }

  function aim(column) {
    if (drag.target === column) return;
    if (drag.target) drag.target.classList.remove("is-target");
    drag.target = column;
    if (column) column.classList.add("is-target");
  }

  /* A board that is wider than the window runs on while a card is held at its side. */
  function run() {
    if (!drag || !drag.ghost) return;
    const board = drag.card.closest(".board");
    const { left, right } = board ? board.getBoundingClientRect() : { left: 0, right: 0 };
    if (board && drag.atX > right - EDGE) board.scrollLeft += STEP;
    if (board && drag.atX < left + EDGE) board.scrollLeft -= STEP;
    window.requestAnimationFrame(run);
  }

  function move(event) {
    if (!drag) return;
    drag.atX = event.clientX;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < LEAST) return;
      lift();
    }
    event.preventDefault();
    drag.ghost.style.transform = `translate(${event.clientX + 10}px, ${event.clientY + 10}px)`;
    aim(columnAt(event.clientX, event.clientY));
  }

  function putDown() {
    const held = drag;
    drag = null;
    if (!held || !held.ghost) return null;
    held.ghost.remove();
    held.card.classList.remove("is-dragged");
    if (held.target) held.target.classList.remove("is-target");
    delete root.dataset.dragging;
    return held;
  }

  function drop(event) {
    const held = putDown();
    if (!held) return;
    swallowClick();
    if (held.target) offer(held.card, held.target, event.clientX, event.clientY);
  }

  /* The click that ends a drag is no click on what lies under the pointer. */
  function swallowClick() {
    const swallow = (event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", swallow, { capture: true, once: true });
    window.setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  }

  function choose(select, value) {
    const has = [...select.options].some((option) => option.value === value);
    if (has) select.value = value;
    return has;
  }

  /* Shows the card's form where it was put down, with the step and, in another lane, whose turn it is filled in. */
  function offer(card, column, x, y) {
    const folded = formOf(card);
    const form = folded.querySelector("form");
    if (!choose(form.elements.trin, column.dataset.step)) {
      window.tvaerblikDeeds.tell(card.closest("[data-board]").dataset.noStep, null);
      return;
    }
    const lane = column.closest("[data-lane]");
    const isOther = lane && lane !== card.closest("[data-lane]");
    choose(form.elements.ansvarlig, isOther ? lane.dataset.lane : "");
    for (const other of document.querySelectorAll("details.move.is-dropped")) if (other !== folded) leave(other);
    folded.open = true;
    tellJump(form);
    folded.classList.add("is-dropped");
    place(form, x, y);
    form.elements.dato.focus({ preventScroll: true });
  }

  /* Says in the form which steps a move leaves out and asks why, or that it goes back: that is allowed, and told. */
  function tellJump(form) {
    const card = form.closest("[data-card]");
    const numbers = [...form.elements.trin.options].map((option) => option.value);
    const from = numbers.indexOf(card.dataset.at);
    const to = numbers.indexOf(form.elements.trin.value);
    const kept = card.dataset.left.split(" ");
    const between = numbers.slice(from + 1, Math.max(to, 0)).filter((number) => !kept.includes(number));
    const told = form.querySelector(".move-told");
    told.textContent = between.length ? form.dataset.jump.replace("{steps}", between.join(", ")) : "";
    if (to < from) told.textContent = form.dataset.back;
    told.hidden = !told.textContent;
    form.querySelector(".move-why").hidden = !between.length;
  }

  function place(form, x, y) {
    const { width, height } = form.getBoundingClientRect();
    const within = (at, size, room) => Math.max(12, Math.min(at, room - size - 12));
    form.style.left = `${within(x - 20, width, root.clientWidth)}px`;
    form.style.top = `${within(y - 20, height, window.innerHeight)}px`;
  }

  /* Puts a form that lies over the page back into its card, with what is written in it. */
  function putBack(folded) {
    const form = folded.querySelector("form");
    folded.classList.remove("is-dropped");
    form.style.left = form.style.top = "";
    return form;
  }

  function leave(folded) {
    const form = putBack(folded);
    form.reset();
    for (const part of form.querySelectorAll(".move-told, .move-why")) part.hidden = true;
    folded.open = false;
    folded.querySelector("summary").focus({ preventScroll: true });
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", putDown);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("details.move [data-leave]");
    if (button) leave(button.closest("details.move"));
  });
  /* A form that lies over the page hides nothing that has the focus; and a card that was moved is seen. */
  document.addEventListener("focusin", (event) => {
    for (const folded of document.querySelectorAll("details.move.is-dropped")) {
      if (!folded.contains(event.target)) putBack(folded);
    }
    const title = event.target.closest("[data-board] .card-title a");
    if (title) title.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("change", (event) => {
    const form = event.target.name === "trin" && event.target.closest("details.move form");
    if (form) tellJump(form);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      if (drag && drag.ghost) {
        event.preventDefault();
        putDown();
        return;
      }
      const folded = event.target.closest && event.target.closest("details.move[open]");
      if (!folded) return;
      event.preventDefault();
      leave(folded);
    },
    true,
  );
})();
