/* Waiting: says that something is fetched when it takes a while, what came of it, and when the server is away.

   The sentences stand on the one place that is read aloud (#said), in the reader's language. Nothing here moves the
   page: the line at the top lies above it, and the message in the corner is the one that errors have too. */
(function () {
  "use strict";

  const PATIENCE = 300; // milliseconds before a wait is worth a word
  const CALLBACKS = "_dash-update-component";
  let pending = 0;
  let timer = 0;
  let lastSaid = "";

  const said = () => document.getElementById("said");
  const sentence = (name) => said().dataset[name];

  function say(text) {
    if (said()) said().textContent = text;
  }

  function countText() {
    const count = document.getElementById("filter-count");
    return count ? count.textContent : "";
  }

  function begin() {
    pending += 1;
    if (pending > 1) return;
    lastSaid = countText();
    timer = window.setTimeout(() => {
      document.documentElement.dataset.waiting = "";
      say(sentence("waiting"));
    }, PATIENCE);
  }

  /* What came is drawn a moment after its answer; the count is told when it has changed, or ends a wait that was told. */
  function end() {
    pending -= 1;
    if (pending > 0) return;
    window.clearTimeout(timer);
    const wasTold = "waiting" in document.documentElement.dataset;
    delete document.documentElement.dataset.waiting;
    window.setTimeout(() => {
      if (pending > 0 || !said()) return;
      const count = countText();
      if (wasTold || (count && count !== lastSaid)) say(count);
    }, 120);
  }

  /* --- when the server is away ------------------------------------------------------------------------------- */

  const isAway = (answer) => answer.status === 502 || answer.status === 503 || answer.status === 504;

  function showToast(tree) {
    const children = tree ? [{ type: "Written", namespace: "tvaerblik", props: { tree } }] : [];
    window.dash_clientside.set_props("toast", { children });
  }

  function tellAway() {
    if (!said()) return;
    const retry = ["button", { type: "button", className: "btn-main", "data-retry": "" }, sentence("retry")];
    const close = ["button", { type: "button", className: "toast-close", "data-close": "" }, sentence("close")];
    const buttons = ["p", { className: "toast-buttons" }, retry, " ", close];
    showToast([["div", { className: "note note-warning" }, ["p", {}, sentence("unreachable")], buttons]]);
  }

  /* The address holds what was asked for, so loading it again asks again; but not before somebody answers. */
  async function retry(button) {
    button.disabled = true;
    try {
      const answer = await window.fetch(window.location.href, { cache: "no-store" });
      if (!isAway(answer)) return window.location.reload();
    } catch {
      // still away
    }
    button.disabled = false;
    say("");
    window.requestAnimationFrame(() => say(sentence("unreachable")));
    button.focus();
    return undefined;
  }

  document.addEventListener("click", (event) => {
    const again = event.target.closest("[data-retry]");
    if (again) retry(again);
    if (event.target.closest("[data-close]")) showToast(null);
  });

  const fetchFirst = window.fetch;
  window.fetch = async function (resource, ...rest) {
    const address = String(resource && resource.url ? resource.url : resource);
    if (!address.includes(CALLBACKS)) return fetchFirst.call(this, resource, ...rest);
    begin();
    try {
      const answer = await fetchFirst.call(this, resource, ...rest);
      if (isAway(answer)) tellAway();
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") tellAway();
      throw error;
    } finally {
      end();
    }
  };
})();
