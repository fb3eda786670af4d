/* Deeds: forms that change something. Sends them, waits for the work they start, and shows the page as it is then.

   A form with data-deed is sent in the background. The server answers what was done: a message (told in the corner,
   where it can be undone), an address to go to, the id of a job to wait for, or a refusal, shown in the form. All
   sentences come from the server, in the reader's language. Other scripts use window.tvaerblikDeeds. */
(function () {
  "use strict";

  const PATIENCE = 250; // milliseconds between two looks at a job
  const MOST_SILENT = 20; // looks without an answer before the reader is told

  const element = (tag, attributes, ...children) => [tag, attributes, ...children];
  const said = () => document.getElementById("said");

  function showToast(tree) {
    const written = { type: "Written", namespace: "tvaerblik", props: { tree } };
    window.dash_clientside.set_props("toast", { children: [written] });
  }

  function tell(message, undo) {
    const close = element("button", { type: "button", className: "toast-close", "data-close": "" }, said().dataset.close);
    const again = undo && element("button", { type: "submit", className: "btn-main" }, undo.label);
    const form = { action: undo ? undo.action : "", method: "post", className: "toast-buttons", "data-deed": "" };
    const values = Object.entries((undo && undo.values) || {}).flatMap(([name, sent]) => [sent].flat().map((value) => [name, value]));
    const hidden = values.map(([name, value]) => element("input", { type: "hidden", name, defaultValue: value }));
    const buttons = again ? [...hidden, again, " ", close] : [close];
    showToast([element("div", { className: "note" }, element("p", {}, message), element("form", form, ...buttons))]);
  }

  /* The shell follows links; the focus goes to what the form names, so that the reader stays where the work is. */
  function follow(address, focusId) {
    const named = focusId && document.getElementById(focusId);
    const target = named || document.querySelector(".step[aria-current]");
    if (target) target.focus({ preventScroll: true });
    const anchor = Object.assign(document.createElement("a"), { href: address, hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }

  const here = () => window.location.pathname + window.location.search;

  /* --- waiting for a job ------------------------------------------------------------------------------------- */

  function showProgress(place, told) {
    if (!place) return;
    place.hidden = false;
    const bar = place.querySelector("progress");
    const text = place.querySelector("[data-job-said]");
    if (bar) bar.value = told.share;
    if (text && text.textContent !== told.said) text.textContent = told.said;
  }

  async function look(jobId) {
    const answer = await window.fetch(`/api/job/${jobId}`, { cache: "no-store" });
    return answer.ok ? answer.json() : null;
  }

  async function waitFor(jobId, place) {
    let silent = 0;
    for (;;) {
      const told = await look(jobId).catch(() => null);
      if (told && !told.open) return told;
      silent = told ? 0 : silent + 1;
      if (silent > MOST_SILENT) throw new Error("no answer");
      if (told) showProgress(place(), told);
      await new Promise((resolve) => window.setTimeout(resolve, PATIENCE));
    }
  }

  /* A page that is opened while a job is at work shows how far it has come, and is laid out anew when it is done.
     Meanwhile it may be laid out for another job, so the job's place is looked for each time; and a page that was
     asked for before a job was done may arrive after, so places are looked for again and again. */
  const LOOK_ROUND = 1000; // milliseconds
  const watched = new Set();

  async function watch(jobId) {
    const place = () => document.querySelector(`[data-job="${CSS.escape(jobId)}"]`);
    watched.add(jobId);
    try {
      const told = await waitFor(jobId, place);
      if (place() && isTouched()) showProgress(place(), { share: 1, said: told.said });
      else if (place()) follow(("stay" in place().dataset && here()) || told.address || here(), place().dataset.focus);
    } catch {
      const text = place() && place().querySelector("[data-job-said]");
      if (text) text.textContent = said().dataset.unreachable;
    } finally {
      window.setTimeout(() => watched.delete(jobId), LOOK_ROUND);
    }
  }

  window.setInterval(() => {
    for (const place of document.querySelectorAll("[data-job]")) {
      if (!watched.has(place.dataset.job)) watch(place.dataset.job);
    }
  }, LOOK_ROUND);

  /* --- what the reader has begun to write ------------------------------------------------------------------------ */

  const isTick = (field) => field.type === "checkbox";
  const isChanged = (field) =>
    isTick(field) ? field.checked !== field.defaultChecked : field.type === "file" ? field.files.length > 0 : field.type !== "hidden" && field.value !== field.defaultValue;

  const fields = () => [...document.querySelectorAll("main form input, main form textarea")];

  /* A form that somebody fills in is not laid out anew under their hands. */
  const isTouched = () => fields().some(isChanged);

  /* What stands in other forms when one is sent is put back when the page stands anew. */
  function keepWritten(sent) {
    const kept = fields().filter((field) => field.id && field.type !== "file" && !sent.contains(field) && isChanged(field));
    const written = kept.map((field) => [field.id, field.value]);
    return () => {
      for (const [id, value] of written) {
        const field = document.getElementById(id);
        if (!field || field.value === value) continue;
        field.value = value;
        for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      }
    };
  }

  /* What the reader had unfolded, and that has an id, is unfolded again when the page stands anew. */
  function keepOpen() {
    const folds = [...document.querySelectorAll("main details[open][id]")];
    return () => {
      for (const { id } of folds) {
        const now = document.getElementById(id);
        if (now) now.open = true;
      }
    };
  }

  /* --- sending a form ---------------------------------------------------------------------------------------- */

  function refuse(form, message) {
    const place = form.querySelector("[data-refusal]") || (form.closest("[data-deeds]") || form).querySelector("[data-refusal]");
    if (!place) {
      tell(message, null);
      return;
    }
    place.textContent = message;
    place.hidden = false;
    place.focus();
  }

  async function send(form, submitter) {
    const putBack = keepWritten(form);
    const unfold = keepOpen();
    const data = new FormData(form);
    if (submitter && submitter.name) data.set(submitter.name, submitter.value);
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    const answer = await window.fetch(form.getAttribute("action"), { method: "POST", body });
    const told = await answer.json();
    if (!answer.ok) {
      for (const field of form.querySelectorAll("[data-before]")) field.value = field.dataset.before;
      refuse(form, told.message);
      return;
    }
    let address = told.address || here();
    if (told.job) {
      const done = await waitFor(told.job, () => document.querySelector("[data-job-place]"));
      address = done.address || address;
    }
    document.addEventListener("tvaerblik-stands", () => (unfold(), putBack()), { once: true });
    follow(address, form.dataset.focus);
    if (told.message) tell(told.message, told.undo);
  }

  function setBusy(form, busy) {
    form.classList.toggle("is-busy", busy);
    form.setAttribute("aria-busy", String(busy));
    for (const button of form.querySelectorAll("button")) button.disabled = busy;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-deed]");
    if (!form) return;
    event.preventDefault();
    setBusy(form, true);
    try {
      await send(form, event.submitter);
    } catch {
      refuse(form, said().dataset.unreachable);
    } finally {
      setBusy(form, false);
    }
  });

  /* A choice that stands alone is sent when it is made: by the mouse at once; by the keyboard, where each step
     through the list is a choice, when Enter is pressed or the reader goes on. */
  let isByKeys = false;
  const atOnce = (event) => event.target.closest && event.target.closest("form[data-deed][data-at-once]");

  document.addEventListener("keydown", (event) => {
    const form = atOnce(event);
    isByKeys = Boolean(form) && event.key !== "Enter";
    if (!form || event.key !== "Enter" || !("waits" in form.dataset)) return;
    event.preventDefault();
    delete form.dataset.waits;
    form.requestSubmit();
  });
  document.addEventListener("pointerdown", () => {
    isByKeys = false;
  });
  document.addEventListener("change", (event) => {
    const form = atOnce(event);
    if (form && isByKeys) form.dataset.waits = "";
    else if (form) form.requestSubmit();
  });
  document.addEventListener("focusout", (event) => {
    const form = atOnce(event);
    if (!form || !("waits" in form.dataset)) return;
    delete form.dataset.waits;
    form.requestSubmit();
  });

  /* One box ticks all of its form. */
  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.tickAll;
    if (!name) return;
    for (const box of event.target.form.querySelectorAll(`input[name="${name}"]`)) box.checked = event.target.checked;
  });

  window.tvaerblikDeeds = { tell, follow };
})();
