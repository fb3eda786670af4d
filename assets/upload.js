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
      window.location.assign(answer.location);
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

  function tooLarge(form) {
    const file = form.querySelector("input[type=file]").files[0];
    const limit = Number(form.dataset.limitMib);
    if (!file || file.size <= limit * MIB) return null;
    return fill(form.dataset.tooLarge, { size_mib: Math.ceil(file.size / MIB), limit_mib: limit });
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

  /* A new source's name is asked for only when no known source is chosen. */
  document.addEventListener("change", (event) => {
    const choice = event.target.closest("form[data-upload] select[name=kilde]");
    if (!choice) return;
    const form = choice.form;
    const asked = part(form, "new-source");
    const isNew = choice.value === form.dataset.newSource;
    asked.hidden = !isNew;
    asked.querySelector("input").required = isNew;
  });
})();
