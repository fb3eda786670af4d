/* Draws what a page has written: a list of texts and of [tag, attributes, child, ...] becomes elements.

   It only ever makes these elements with these attributes, and text is text; an address leads into the house, or to
   a mail program. See dashboard/components/markup.py. */
(function () {
  "use strict";

  const TAGS = new Set(
    ("a br button caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 header input label legend " +
      "li main nav ol option p progress q section select span strong summary table tbody td th thead tr ul " +
      "circle defs g line linearGradient path pattern rect stop svg text title use").split(" "),
  );
  const ATTRIBUTES = new Set(
    ("id className href hrefLang lang title role scope tabIndex htmlFor colSpan rowSpan open type name value min max " +
      "disabled hidden selected multiple accept required defaultChecked defaultValue maxLength readOnly key download action method encType autoComplete style viewBox width height d x y x1 y1 x2 y2 r cx cy rx fill stroke strokeWidth " +
      "transform textAnchor preserveAspectRatio focusable patternUnits patternTransform offset stopOpacity").split(" "),
  );
  const IN_THE_HOUSE = /^(?:\/(?![/\\])|#|\?|mailto:|tel:)/;

  function isAllowed(name, value) {
    if (name === "href") return IN_THE_HOUSE.test(value);
    return ATTRIBUTES.has(name) || name.startsWith("aria-") || name.startsWith("data-");
  }

  function drawn(part) {
    if (!Array.isArray(part)) return part;
    const [tag, attributes, ...children] = part;
    if (!TAGS.has(tag)) throw new Error(`no such element: ${tag}`);
    const kept = Object.fromEntries(Object.entries(attributes).filter(([name, value]) => isAllowed(name, value)));
    return window.React.createElement(tag, kept, ...children.map(drawn));
  }

  const Written = window.React.memo(({ tree }) =>
    window.React.createElement(window.React.Fragment, null, ...JSON.parse(tree).map(drawn)),
  );

  window.tvaerblik = Object.assign(window.tvaerblik || {}, { Written });
})();
