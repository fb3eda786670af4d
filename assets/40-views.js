/* Saved views: sends the forms of the menu, shows in place what is refused, and tells what was done.

   What was done is told in the corner, where it can be undone; the page is then asked for again, so that the menu
   and the marks are new. All sentences come from the server, in the reader's language. */
(function () {
  "use strict";

  const { tell } = window.tvaerblikDeeds;

  // The focus goes to the line that opens the menu: the shell gives it back there when the page stands anew.
  function follow(address) {
    const summary = document.getElementById("visninger");
    if (summary) summary.closest("details").open = false;
    window.tvaerblikDeeds.follow(address, "visninger");
  }

  function refuse(form, message) {
    const menu = form.closest(".views-menu");
    const place = menu && menu.querySelector("[data-view-refusal]");
    if (!place) {
      tell(message, null);
      return;
    }
    place.textContent = message;
    place.hidden = false;
    place.focus();
  }

  async function send(form) {
    const body = new URLSearchParams(new FormData(form));
    const answer = await window.fetch(form.getAttribute("action"), { method: "POST", body });
    const told = await answer.json();
    if (!answer.ok) {
      refuse(form, told.message);
      return;
    }
    follow(told.address || window.location.pathname + window.location.search);
    tell(told.message, told.undo);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-view]");
    if (!form) return;
    event.preventDefault();
    send(form).catch(() => refuse(form, document.getElementById("said").dataset.unreachable));
  });

  // A page that is not served securely may not write to the clipboard the new way.
  function copyTheOldWay(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    if (!isCopied) throw new Error("not copied");
  }

  // The button names the element whose text is copied; one that names none copies the page's address.
  async function copy(button) {
    const told = button.dataset.copy && document.getElementById(button.dataset.copy);
    const text = told ? told.textContent : window.location.href;
    try {
      if (navigator.clipboard) await navigator.clipboard.writeText(text);
      else copyTheOldWay(text);
      tell(button.dataset.copied, null);
    } catch {
      tell(button.dataset.notCopied, null);
    }
    button.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
})();
