/* Prepares plotly when it arrives: Danish numbers and words, nothing that sends a chart to others.

   The bundle (assets/vendor, built by tools/plotly) is fetched where there are charts: a page that is written with one
   names it, and later the first chart fetches it, at the address in the page's config (dashboard/server/lean.py).
   Others may set `tvaerblik.onPlotly` to do something of their own with it. */
(function () {
  "use strict";

  const DANISH = {
    moduleType: "locale",
    name: "da",
    dictionary: {
      Autoscale: "Vis alt",
      "Download plot": "Hent billede",
      "Download plot as a PNG": "Hent billede (PNG)",
      "Double-click to zoom back out": "Dobbeltklik for at se det hele",
      Pan: "Flyt",
      "Reset axes": "Nulstil akser",
      Zoom: "Zoom",
      "Zoom in": "Zoom ind",
      "Zoom out": "Zoom ud",
    },
    format: {
      days: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
      shortDays: ["søn", "man", "tir", "ons", "tor", "fre", "lør"],
      months: ("januar februar marts april maj juni juli august september oktober november december").split(" "),
      shortMonths: ("jan feb mar apr maj jun jul aug sep okt nov dec").split(" "),
      date: "%d.%m.%Y",
      decimal: ",",
      thousands: ".",
      grouping: [3],
      currency: ["", " kr."],
    },
  };

  function prepare(arrived) {
    arrived.register(DANISH);
    arrived.setPlotConfig({
      locale: document.documentElement.lang,
      displaylogo: false,
      displayNotifier: false,
      plotlyServerURL: "",
      showSendToCloud: false,
      topojsonURL: "",
    });
    window.tvaerblik?.onPlotly?.(arrived);
  }

  // Dash's chart takes what stands in window.Plotly, waits for it if that is a promise, and fetches it itself otherwise.
  let plotly;
  const early = document.querySelector("script[defer][src*='/vendor/plotly-tv']");
  if (early) {
    plotly = new Promise((done, fail) => {
      early.addEventListener("load", () => done(window.Plotly));
      early.addEventListener("error", () => {
        plotly = undefined;
        fail(new Error("plotly did not come"));
      });
    });
    plotly.catch(() => {});
  }
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => plotly,
    set: (arrived) => {
      plotly = arrived;
      prepare(arrived);
    },
  });
})();
