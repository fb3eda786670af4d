"""Components: values in, Dash components out. What two pages share stands here.

How a page is built::

    def view(asked: Asked) -> View:               # filters.Asked in, components.view.View out
        known = data.portfolio()                  # snapshot, sources, today
        chosen = known.chosen(asked.criteria)     # data.Chosen: some initiatives, in an order
        total = len(known.chosen(Criteria()))
        return View("7 af 48 ...", "...", [...], chosen_count=len(chosen), total_count=total)

    PAGE = Page("/status", "nav.standing", view, own_keys=("maaned",))

    def layout(**query: str | list[str]) -> Component:
        return lay_out(PAGE, query)               # components.shell

    def register(app: Dash) -> None:
        register_page(__name__, PAGE, layout)     # and callbacks of its own, if any

A page whose address has a variable calls ``lay_out_view(path, asked, view)`` in its layout instead, and
registers itself with ``register_numbered_page``. Filters need nothing in the page: changing one writes the
address, and ``shell.refresh`` calls a page's ``view`` again for head, chosen filters, content and navigation.
A page that reads its address itself does so by ``shell.arrive(path, query)``: ``data.portfolio()`` is then
the one of the day that the address asks for (``pr``), ``data.earlier(criteria.since)`` what lights were
before.

- ``markup``: ``from dashboard.components import markup as html``: what pages are written in; ``written``:
  what draws it; ``here``: the page being laid out
- ``shell``: ``lay_out``, ``lay_out_view``, ``register_page``, ``register_numbered_page``
- ``links``: ``link(content, address)``, ``current``: plain anchors; a script follows those inside the house
- ``cards``: ``key_figures([KeyFigure(...)])``, ``card(heading, content, subtitle)``, ``columns(card, card)``
- ``figure_card``: ``Chart(name, message, subtitle, picture, numbers, key)`` stands in a page's body as it
  is; the picture comes from ``dashboard.figures`` as a plain dict, the address behind each point as its
  ``customdata``: this page's own, narrowed (``address(PATH, toggled(criteria, ...))``), so that a click
  narrows it in place; the numbers' addresses open the list
- ``numbers``: ``Numbers(caption, columns, rows)`` of ``Amount``, ``Word`` and text: for table and workbook
- ``plain_table``: ``plain_table(caption, columns, rows)``, ``scroll_region``
- ``heat``: ``heat_chart``, counts in tinted cells; ``lights_table``: ``lights_numbers``, by traffic light
- ``drawing``: ``image``, ``drawn``: drawings from ``dashboard.figures`` as SVG, whose colours are classes of
  ``assets/40-drawings.css``; a part with ``data-to`` is clicked as a chart's point is. ``municipality_map``,
  ``timeline``, ``cluster_lights``, ``red_flow``: charts made so
- ``badges``: ``light_badge``, ``light_mark`` (narrow cells), ``light_key``, ``word_badge``
- ``states``: ``nothing_loaded``, ``nothing_chosen``, ``empty_state``, ``note``
- ``emptiness``: an empty page's view
- ``filter_bar``: ``choice_label(criterion, code)``; ``filter_words``: what is chosen, in lines of words
- ``list_rows``, ``list_order``, ``initiative_table``, ``list_tools``, ``paging``: the list;
  ``initiative_fields``, ``origin``: one initiative and its cells
- ``attributes``: ``with_attributes(element, {"aria-label": ...})``
"""
