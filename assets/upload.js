/* Sends the upload form's file with progress, and shows in place what the server answers.
   All sentences stand on the form as data attributes, so that they are in the reader's language. */
(function () {
  "use strict";

  const MIB = 1024 * 1024;

  function part(form, name) {
    return form.querySelector(`[data-upload-part="${name}"]`);
  }

  function fill(sentence, facts) {
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
  }

  function showRefusal(form, sentence) {
    const refusal = part(form, "refusal");
    part(form, "refusal-text").textContent = sentence;
    refusal.hidden = false;
    refusal.focus();
  }

  function setBusy(form, busy) {
    form.classList.toggle("is-busy", busy);
    part(form, "progress").hidden = !busy;
    for (const control of form.querySelectorAll("button, select, input")) control.disabled = busy;
  }

  function showSent(form, sent, total) {
    const bar = part(form, "bar");
    const reading = sent >= total;
    if (reading) bar.removeAttribute("value");
    else bar.value = sent / total;
    const share = Math.floor((100 * sent) / total);
    part(form, "said").textContent = reading ? form.dataset.reading : fill(form.dataset.sending, { share });
  }

  function answered(form, request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (request.status === 200 && answer.location) {
      form.reset(); // what was sent is no longer being written
      setBusy(form, false);
      window.tvaerblikDeeds.follow(answer.location);
      if (answer.message) window.tvaerblikDeeds.tell(answer.message, null);
      return;
    }
    setBusy(form, false);
    showRefusal(form, answer.message || form.dataset.failed);
  }

  function send(form) {
    const body = new FormData(form);
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action"));
    request.upload.addEventListener("progress", (event) => showSent(form, event.loaded, event.total));
    request.addEventListener("load", () => answered(form, request));
    request.addEventListener("error", () => {
      setBusy(form, false);
      showRefusal(form, form.dataset.unreachable);
    });
    setBusy(form, true);
    showSent(form, 0, 1);
    request.send(body);
  }

  /* The largest file that is too large; a zip is taken apart first, so that its lists are measured one by one. */
  function tooLarge(form) {
    const files = [...form.querySelector("input[type=file]").files].filter((file) => !/\.zip$/i.test(file.name));
    const limit = Number(form.dataset.limitMib);
    const size = Math.max(0, ...files.map((file) => file.size));
    if (size <= limit * MIB) return null;
    return fill(form.dataset.tooLarge, { size_mib: Math.ceil(size / MIB), limit_mib: limit });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (!form) return;
    event.preventDefault();
    part(form, "refusal").hidden = true;
    const refusal = tooLarge(form);
    if (refusal) showRefusal(form, refusal);
    else send(form);
  });

  /* Files dropped on the form are chosen, as if by the control. */
  const dropPlace = (event) => event.target.closest && event.target.closest("form[data-upload]");

  for (const happening of ["dragenter", "dragover"]) {
    document.addEventListener(happening, (event) => {
      const form = dropPlace(event);
      if (!form || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }

  for (const happening of ["dragleave", "drop"]) {
    document.addEventListener(happening, (event) => {
      const form = dropPlace(event);
      if (form && !(happening === "dragleave" && form.contains(event.relatedTarget))) form.classList.remove("is-over");
    });
  }

  document.addEventListener("drop", (event) => {
    const form = dropPlace(event);
    if (!form || !event.dataTransfer.files.length) return;
    event.preventDefault();
    const control = form.querySelector("input[type=file]");
    control.files = event.dataTransfer.files;
    control.focus();
  });

  /* A new source's name is asked for only when no known source is chosen. */
  document.addEventListener("change", (event) => {
    const choice = event.target.closest("select[name=kilde]");
    const asked = choice && choice.form.querySelector("[data-new-source]");
    if (!asked) return;
    const isNew = choice.value === asked.dataset.newSource;
    asked.hidden = !isNew;
    asked.querySelector("input").required = isNew;
  });
})();
