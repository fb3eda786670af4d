"""Who does something here: the account's name, since there is no sign-in yet."""

import getpass

from dashboard.texts import t


def user() -> str:
    """Say who loads and saves."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return t("cli.user.unknown")
