/* An agenda: a point is taken by its handle and put before or behind another. What it is put beside fills in the
   point's own form, the one its arrows send; the arrows do the same by keyboard. Escape leaves all as it was. */
(function () {
  "use strict";

  const LEAST = 5; // pixels that a press moves before it is a drag
  const root = document.documentElement;
  let drag = null; // { point, y, isMoving, target, isAfter }

  function begin(event) {
    const handle = event.target.closest("[data-agenda] .point-handle");
    if (!handle || (event.pointerType === "mouse" && event.button !== 0)) return;
    event.preventDefault();
    drag = { point: handle.closest("[data-point]"), y: event.clientY, isMoving: false, target: null, isAfter: false };
  }

  function mark(point, isAfter) {
    for (const other of document.querySelectorAll(".point.is-before, .point.is-after")) other.classList.remove("is-before", "is-after");
    if (point) point.classList.add(isAfter ? "is-after" : "is-before");
    drag.target = point;
    drag.isAfter = isAfter;
  }

  function move(event) {
    if (!drag) return;
    if (!drag.isMoving) {
      if (Math.abs(event.clientY - drag.y) < LEAST) return;
      drag.isMoving = true;
      drag.point.classList.add("is-dragged");
      root.dataset.dragging = "";
    }
    event.preventDefault();
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const point = under && under.closest("[data-agenda] [data-point]");
    if (!point || point === drag.point) return mark(null, false);
    const { top, height } = point.getBoundingClientRect();
    mark(point, event.clientY > top + height / 2);
  }

  function putDown() {
    const held = drag;
    if (!held) return null;
    mark(null, false);
    held.point.classList.remove("is-dragged");
    delete root.dataset.dragging;
    drag = null;
    return held;
  }

  function drop() {
    if (!drag) return;
    const { target, isAfter } = drag;
    const held = putDown();
    if (held.isMoving && target) place(held.point, target, isAfter);
  }

  /* Sends the point's own form with where it was put: the part, and the point that it now stands before. */
  function place(point, target, isAfter) {
    let before = isAfter ? target.nextElementSibling : target;
    if (before === point) before = point.nextElementSibling;
    const section = target.closest("[data-section]").dataset.section;
    const form = point.querySelector("form.point-order");
    const button = form.querySelector("button:not(:disabled)");
    if (!button || (before && before === point.nextElementSibling && !isAfter)) return;
    const was = button.value;
    button.value = `${section}|${before ? before.dataset.point : ""}`;
    form.requestSubmit(button);
    window.setTimeout(() => (button.value = was), 0);
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", putDown);
  document.addEventListener("keydown", (event) => event.key === "Escape" && putDown());
})();
