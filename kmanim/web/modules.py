"""Modules of JavaScript put into one script, as bundlers do: in the order of their imports, in one scope.

Our modules are written so that this needs no parser: imports stand at the head, name what they take and do not rename
it; what is exported has a name that no other module has at its top level, while helpers may be called alike, and their
module then gets a scope of its own; comments have lines of their own, but for types; no
template goes over several lines. What is otherwise is refused, so that a page never differs from what tests have run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from posixpath import dirname, join, normpath

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
_TOP_NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let) ([\w$]+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r"/\*\* @type \{(?:(?!\*/).)*\} \*/ ?")
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Module:
    """One file of JavaScript.

    Attributes
    ----------
    name : str
        Its path within the folder of scripts.
    imports : tuple of str
        Those whose names it uses, in order.
    bare : str
        What it says, without imports, exports, comments and indentation.
    declares : tuple of str
        The names of its top level.
    exports : tuple of str
        Those that others may import.
    """

    name: str
    imports: tuple[str, ...]
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
        imports = []
        for names, path in _IMPORT.findall(text):
            if " as " in names or not path.startswith("."):
                raise ValueError(f"{name}: an import renames, or is none of ours: {path}")
            imports.append(normpath(join(dirname(name), path)))
        bare = _EXPORT.sub("", _TYPE.sub("", _COMMENT.sub("", _IMPORT.sub("", text))))
        if any(line.count("`") % 2 for line in bare.splitlines()):
            raise ValueError(f"{name}: a template goes over several lines")
        if re.search(r"^(import|export)\b(?! default)", bare, re.MULTILINE):
            raise ValueError(f"{name}: an import or export is not written as modules here are")
        declares, exports = (
            tuple(pattern.findall(one)) for pattern, one in ((_TOP_NAME, bare), (_EXPORTED, text))
        )
        return cls(name, tuple(imports), _INDENT.sub("", bare), declares, exports)

    @property
    def scoped(self) -> str:
        """What it says, in a scope of its own that only what it exports leaves."""
        given = ",".join(self.exports)
        return f"const {{{given}}}=(()=>{{\n{self.bare}return{{{given}}};\n}})();\n"


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
    """Give modules, each after those that it needs, as one script.

    Raises
    ------
    ValueError
        If two modules export one name.
    """
    modules = list(modules)
    owners: dict[str, str] = {}
    for module in modules:
        for name in module.exports:
            if name in owners:
                raise ValueError(f"{name} is exported by {owners[name]} and by {module.name}")
            owners[name] = module.name
    parts = []
    for module in modules:
        is_alone = all(owners.setdefault(name, module.name) == module.name for name in module.declares)
        parts.append(module.bare if is_alone else module.scoped)
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
