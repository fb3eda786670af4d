/* What of plotly.js Tværblik draws with: scatter, bar, heat map; no menus, sliders, images or sub-plot grids.

   It is plotly's own src/core.js without those. A trace that is not here is drawn as nothing: add it below, build,
   and commit the bundle. */
"use strict";

const api = require("plotly.js/src/plot_api");
const Fx = require("plotly.js/src/components/fx");
const Plots = require("plotly.js/src/plots/plots");
const { register } = require("plotly.js/src/registry");
const { version } = require("plotly.js/src/version");

require("plotly.js/build/plotcss");

const Plotly = {
  version,
  register,
  Plots: { resize: Plots.resize, graphJson: Plots.graphJson },
  Fx: { hover: Fx.hover, unhover: Fx.unhover, loneHover: Fx.loneHover, loneUnhover: Fx.loneUnhover },
};

for (const [name, fn] of Object.entries(api)) {
  if (!name.startsWith("_")) Plotly[name] = fn;
  register({ moduleType: "apiMethod", name, fn });
}

register([
  require("plotly.js/src/traces/scatter"),
  require("plotly.js/src/traces/bar"),
  require("plotly.js/src/traces/heatmap"),
  require("plotly.js/src/components/annotations"),
  require("plotly.js/src/components/selections"),
  require("plotly.js/src/components/shapes"),
  require("plotly.js/src/components/errorbars"),
  require("plotly.js/src/components/colorscale"),
  require("plotly.js/src/components/colorbar"),
  require("plotly.js/src/components/legend"), // after shapes: its defaults depend on theirs
  require("plotly.js/src/components/fx"), // after legend, for the same reason
  require("plotly.js/src/components/modebar"),
  require("plotly.js/src/locale-en"),
  require("plotly.js/src/locale-en-us"),
]);

window.Plotly = Plotly;
