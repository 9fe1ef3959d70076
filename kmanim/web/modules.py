"""Modules of JavaScript put into one script, as bundlers do: in the order of their imports, in one scope.

Our modules are written so that this needs no parser: imports stand at the head, name what they take and do not rename
it; comments have lines of their own, but for types; no template goes over several lines. What is otherwise is refused,
so that a page never differs from what tests have run. Where two modules call something alike, the later one gets a
scope of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
_TOP_NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r"/\*\* @type \{(?:(?!\*/).)*\} \*/ ?")
_SCOPE = "module"  # and a number: what a module gives that has a scope of its own
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Module:
    """One file of JavaScript.

    Attributes
    ----------
    name : str
        Its path within the folder of scripts.
    imports : dict of str to tuple of str
        Those that it needs, in order, and the names that it uses of them.
    bare : str
        What it says, without imports, exports, comments and indentation.
    declares : tuple of str
        The names of its top level.
    exports : tuple of str
        Those that others may import.
    """

    name: str
    imports: dict[str, tuple[str, ...]]
    bare: str
    declares: tuple[str, ...]
    exports: tuple[str, ...]

    @classmethod
    def of(cls, name: str, text: str) -> Module:
        """Read a module.

        Raises
        ------
        ValueError
            If it is not written as modules here are.
        """
        imports: dict[str, tuple[str, ...]] = {}
        for names, path in _IMPORT.findall(text):
            if " as " in names or not path.startswith("."):
                raise ValueError(f"{name}: an import renames, or is none of ours: {path}")
            imports[normpath(join(dirname(name), path))] = tuple(re.findall(r"[\w$]+", names))
        bare = _EXPORT.sub("", _TYPE.sub("", _COMMENT.sub("", _IMPORT.sub("", text))))
        if any(line.count("`") % 2 for line in bare.splitlines()):
            raise ValueError(f"{name}: a template goes over several lines")
        if re.search(r"^(import|export)\b(?! default)", bare, re.MULTILINE):
            raise ValueError(f"{name}: an import or export is not written as modules here are")
        declares, exports = (
            tuple(pattern.findall(one)) for pattern, one in ((_TOP_NAME, bare), (_EXPORTED, text))
        )
        return cls(name, imports, _INDENT.sub("", bare), declares, exports)


def in_order(entry: str, read: Callable[[str], Module]) -> list[Module]:
    """Give a module and all that it imports, each after those that it needs.

    Raises
    ------
    ValueError
        If modules need each other.
    """
    found: dict[str, Module] = {}
    _visit(entry, read, found, ())
    return list(found.values())


def joined(modules: Iterable[Module]) -> str:
    """Give modules, each after those that it needs, as one script."""
    modules = list(modules)
    declared = Counter(name for module in modules for name in set(module.declares))
    taken: set[str] = set()
    hidden: dict[tuple[str, str], str] = {}
    parts = []
    for number, module in enumerate(modules):
        given = [
            f"const {name}={hidden[path, name]};\n"
            for path, names in module.imports.items()
            for name in names
            if (path, name) in hidden
        ]
        if not given and taken.isdisjoint(module.declares):
            taken.update(module.declares)
            parts.append(module.bare)
            continue
        alike = [name for name in module.exports if declared[name] > 1]
        others = [name for name in module.exports if declared[name] == 1]
        hidden.update({(module.name, name): f"{_SCOPE}{number}.{name}" for name in alike})
        whole = ",".join(module.exports)
        parts.append(
            f"const {_SCOPE}{number}=(()=>{{\n{''.join(given)}{module.bare}return{{{whole}}};\n}})();\n"
        )
        if others:
            parts.append(f"const {{{','.join(others)}}}={_SCOPE}{number};\n")
    return "".join(parts)


def _visit(name: str, read: Callable[[str], Module], found: dict[str, Module], way: tuple[str, ...]) -> None:
    if name in way:
        raise ValueError(f"modules need each other: {' -> '.join([*way, name])}")
    if name in found:
        return
    module = read(name)
    for needed in module.imports:
        _visit(needed, read, found, (*way, name))
    found[name] = module
