"""Where a file lies in the folder of kept files."""


def kept_path(sha256: str, form: str) -> str:
    """Give the place of a file among the kept ones: by its hash, so that the same bytes are kept once."""
    return f"{sha256[:2]}/{sha256}.{form}"
