"""What a reader has chosen of the look, kept in cookies that a script of the page sets."""

from flask import has_request_context, request

THEME, MENU = "tema", "menu"
THEMES = ("lyst", "moerkt")
NARROW = "smal"


def theme() -> str:
    """Give the theme that the reader has chosen; "" follows the machine's own."""
    chosen = _cookie(THEME)
    return chosen if chosen in THEMES else ""


def is_menu_narrow() -> bool:
    """Tell whether the reader has folded the menu to its pictures."""
    return _cookie(MENU) == NARROW


def root_attributes() -> str:
    """Write the choices as attributes of the page's root, so that nothing moves when the page stands."""
    chosen = [f' data-tema="{theme()}"'] if theme() else []
    menu = [f' data-menu="{NARROW}"'] if is_menu_narrow() else []
    return "".join([*chosen, *menu])


def _cookie(name: str) -> str:
    return request.cookies.get(name, "") if has_request_context() else ""
