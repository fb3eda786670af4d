/* The theme: figures follow the page's colours, the reader's choice of light or dark is remembered.

   Figures are drawn in the light theme's colours (dashboard/theme.py). When one is drawn, each colour in it becomes
   the variable that has this colour, so that the dark theme, a change of it and paper are matters of style alone. */
(function () {
  "use strict";

  const VALUE = /^light-dark\(\s*(#[0-9a-f]{6})/i;
  const A_YEAR = 365 * 24 * 60 * 60;
  const THEMES = ["lyst", "moerkt"];
  let variables = null;

  function* rootRules() {
    for (const sheet of document.styleSheets) {
      if (!sheet.href || new URL(sheet.href).origin !== window.location.origin) continue;
      for (const rule of sheet.cssRules) if (rule.selectorText === ":root") yield rule;
    }
  }

  function asDrawn(hex) {
    const part = (from) => parseInt(hex.slice(from, from + 2), 16);
    return `rgb(${part(1)}, ${part(3)}, ${part(5)})`;
  }

  function found() {
    if (variables) return variables;
    variables = new Map();
    for (const { style } of rootRules()) {
      for (const name of style) {
        const value = name.startsWith("--") && VALUE.exec(style.getPropertyValue(name).trim());
        if (value) variables.set(asDrawn(value[1]), `var(${name})`);
      }
    }
    return variables;
  }

  function recolour(chart) {
    const known = found();
    for (const element of chart.querySelectorAll("svg [style]")) {
      for (const part of ["fill", "stroke", "color"]) {
        const variable = known.get(element.style[part]);
        if (variable) element.style[part] = variable;
      }
    }
  }

  function follow(chart) {
    recolour(chart);
    if (chart.dataset.followsTheme) return;
    chart.dataset.followsTheme = "";
    chart.on("plotly_afterplot", () => recolour(chart));
  }

  function onPlotly(plotly) {
    for (const name of ["newPlot", "react"]) {
      const draw = plotly[name];
      plotly[name] = (place, ...rest) =>
        draw(place, ...rest).then((chart) => {
          follow(chart);
          return chart;
        });
    }
  }

  /* --- the reader's choice ------------------------------------------------------------------------------------ */

  function choose(theme) {
    if (THEMES.includes(theme)) document.documentElement.dataset.tema = theme;
    else delete document.documentElement.dataset.tema;
    document.cookie = `tema=${theme}; path=/; max-age=${theme ? A_YEAR : 0}; samesite=lax`;
    for (const button of document.querySelectorAll("[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
    }
  }

  function foldMenu(button) {
    const narrow = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(narrow));
    if (narrow) document.documentElement.dataset.menu = "smal";
    else delete document.documentElement.dataset.menu;
    document.cookie = `menu=${narrow ? "smal" : ""}; path=/; max-age=${narrow ? A_YEAR : 0}; samesite=lax`;
    window.dispatchEvent(new Event("resize"));
  }

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme]");
    if (theme) choose(theme.dataset.theme);
    const fold = event.target.closest(".nav-fold");
    if (fold) foldMenu(fold);
  });

  window.tvaerblik = Object.assign(window.tvaerblik || {}, { onPlotly });
})();
