"""Which functions of the house rest on reference data, found in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portfolio", "etl", "dashboard")
KEEPING = ("cache", "lru_cache")
SEED = ("portfolio.reference", "load_reference")

Function = tuple[str, str]
"""A module and the name of a function, or of a class's method, in it."""


def kept_for_good() -> set[Function]:
    """Give the functions whose answers rest on the reference and are kept although it may become another."""
    calls: dict[Function, set[Function]] = {}
    keeping: set[Function] = set()
    for path in sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = _names(module, tree)
        for function in _functions(tree):
            here = (module, function.name)
            calls.setdefault(here, set()).update(_called(function, module, names))
            if any(_word(decorator) in KEEPING for decorator in function.decorator_list):
                keeping.add(here)
    resting = _reaching(calls, SEED)
    return keeping & resting


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _names(module: str, tree: ast.AST) -> dict[str, Function]:
    found: dict[str, Function] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: (node.module, alias.name) for alias in node.names}
    return found


def _called(function: ast.FunctionDef, module: str, names: dict[str, Function]) -> set[Function]:
    found = {names.get(it.id, (module, it.id)) for it in ast.walk(function) if isinstance(it, ast.Name)}
    for it in ast.walk(function):
        if isinstance(it, ast.Attribute) and isinstance(it.value, ast.Name) and it.value.id in names:
            package, name = names[it.value.id]
            found.add((f"{package}.{name}", it.attr))
        if isinstance(it, ast.Attribute) and isinstance(it.value, ast.Name) and it.value.id == "self":
            found.add((module, it.attr))
    return found


def _word(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _reaching(calls: dict[Function, set[Function]], seed: Function) -> set[Function]:
    reached = {seed}
    while True:
        more = {function for function, called in calls.items() if called & reached} - reached
        if not more:
            return reached - {seed}
        reached |= more
