/* Forms whose fields are the address: sent as a link that the shell follows, with a key's values parted by commas.
   What is empty, or goes without saying, does not stand in it; a day that stands for more than itself, a time or a
   meeting, is sent as that for as long as nobody chooses another. */
(function () {
  "use strict";

  function addressOf(form) {
    const found = new Map();
    for (const [key, given] of new FormData(form).entries()) {
      const field = form.elements[key];
      if (!given || field.dataset?.unwritten === given) continue;
      const value = (field.defaultValue === given && field.dataset?.standsFor) || given;
      found.set(key, found.has(key) ? `${found.get(key)},${value}` : value);
    }
    const pairs = [...found].map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
    return form.getAttribute("action") + (pairs.length ? `?${pairs.join("&")}` : "");
  }

  // The shell gives the focus back to what had it: the line that opens the form, since the form will be closed.
  function follow(form, address) {
    const panel = form.closest("details");
    if (panel) panel.querySelector("summary").focus();
    const anchor = Object.assign(document.createElement("a"), { href: address, hidden: true });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-address]");
    if (!form) return;
    event.preventDefault();
    follow(form, addressOf(form));
  });
})();
