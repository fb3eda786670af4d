/* Overlap: sends an idea to be held up. A short one becomes an address; a longer one is answered with what is alike,
   which is put in its place. What was sent is remembered in this page alone, so that a decision about it, or the
   workbook, can have it along; nothing of it is kept anywhere else. */
(function () {
  "use strict";

  const { follow } = window.tvaerblikDeeds;
  const said = () => document.getElementById("said");
  let sent = null;

  function refuse(form, message) {
    const place = form.querySelector("[data-refusal]");
    place.textContent = message;
    place.hidden = false;
    place.focus();
  }

  async function find(form) {
    const button = form.querySelector("button[type=submit]");
    const body = new FormData(form);
    form.querySelector("[data-refusal]").hidden = true;
    button.disabled = true;
    try {
      const answer = await window.fetch(form.action, { method: "POST", body });
      const told = await answer.json();
      if (!answer.ok) refuse(form, told.message);
      else if (told.address) follow(told.address, form.dataset.overlap);
      else show(told, body);
    } catch {
      refuse(form, said().dataset.unreachable);
    } finally {
      button.disabled = false;
    }
  }

  function show(told, body) {
    sent = body;
    window.dash_clientside.set_props(told.place, { children: told.children });
    window.setTimeout(() => {
      const heading = document.getElementById(`${told.place}-svar`);
      if (heading) heading.focus();
    }, 60);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("overlap" in form.dataset)) return;
    event.preventDefault();
    find(form);
  });

  /* Before others send the form: the idea is put into it. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!("idea" in form.dataset) || sent === null) return;
      for (const [name, value] of sent.entries()) {
        const field = form.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
        if (field) field.value = value;
      }
    },
    true,
  );
})();
