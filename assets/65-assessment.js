/* The form of an assessment: a digit chooses the score of the domain that has the focus, a dash "not assessed". */
(function () {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const scores = event.target.type === "radio" && event.target.closest("[data-digits]");
    if (!scores || event.ctrlKey || event.altKey || event.metaKey) return;
    const value = event.key === "-" ? "" : event.key;
    const chosen = [...scores.querySelectorAll("input")].find((radio) => radio.value === value);
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
