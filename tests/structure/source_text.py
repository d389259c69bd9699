"""Reads source files and separates code from comments, strings and preprocessor lines.

Every function that blanks something out keeps the line breaks, so that offsets and line numbers stay true.
"""

import os
import re
from dataclasses import dataclass
from typing import Dict, List, Optional

# What belongs to the project's own code; build trees and installed packages are not looked at.
FOLDERS = ("emulator", "fakes", "scenarios", "app", "include", "tests", "clients", "scripts", "cmake")
SKIPPED = {"build", "node_modules", "__pycache__", ".git"}
CPP = (".cpp", ".hpp")
TYPESCRIPT = (".ts", ".mjs", ".js")

# Longest first: raw strings before strings. A quote between digits (1'000) opens no character literal.
CPP_TOKEN = re.compile(
    r'R"(?P<mark>[^\s()\\]{0,16})\((?s:.*?)\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*"
    r"|/\*(?s:.*?)\*/"
)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", re.MULTILINE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """One finding: where, what is wrong, and what to do. A warning does not fail the check."""

    path: str
    line: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.text}"


@dataclass(frozen=True)
class Include:
    name: str
    quoted: bool
    line: int


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


class Source:
    """One file. `code` has comments, strings and preprocessor lines blanked; `comments` has all else blanked."""

    def __init__(self, root: str, path: str):
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            self.text = file.read()
        self._code: Optional[str] = None
        self._comments: Optional[str] = None
        self._includes: Optional[List[Include]] = None

    @property
    def is_cpp(self) -> bool:
        return self.path.endswith(CPP)

    @property
    def is_header(self) -> bool:
        return self.path.endswith(".hpp")

    @property
    def folder(self) -> str:
        return os.path.dirname(self.path)

    @property
    def line_count(self) -> int:
        return self.text.count("\n") + (0 if self.text.endswith("\n") or not self.text else 1)

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _separate(self) -> None:
        code, comments, end = [], [], 0
        for token in CPP_TOKEN.finditer(self.text):
            between = self.text[end : token.start()]
            hidden = blank(token.group())
            if token.group().startswith(("//", "/*")):
                comments.append(blank(between) + token.group())
                code.append(between + hidden)
            else:
                comments.append(blank(between) + hidden)
                # A string stays an operand: `f("a")` must not become `f()`.
                code.append(between + ('""' + hidden[2:] if token.group()[-1] == '"' else "0" + hidden[1:]))
            end = token.end()
        rest = self.text[end:]
        code.append(rest)
        comments.append(blank(rest))
        self._code = DIRECTIVE.sub(lambda line: blank(line.group()), "".join(code))
        self._comments = "".join(comments)

    @property
    def code(self) -> str:
        if self._code is None:
            self._separate()
        return self._code

    @property
    def comments(self) -> str:
        if not self.is_cpp and not self.path.endswith(TYPESCRIPT):
            return re.sub(r"(?m)^([^#\n]*)", lambda before: " " * len(before.group(1)), self.text)
        if self._comments is None:
            self._separate()
        return self._comments

    @property
    def includes(self) -> List[Include]:
        if self._includes is None:
            self._includes = []
            # Names in quotes are blanked as strings, so look at the text and ask `code` only whether the line
            # stands in a comment.
            if self._comments is None:
                self._separate()
            for found in INCLUDE.finditer(self.text):
                start = found.start() + found.group().index("#")
                if self._comments[start] == "#":
                    continue
                name = found.group(1) or found.group(2)
                self._includes.append(Include(name, found.group(2) is not None, self.line_of(start)))
        return self._includes


def unfinished_folders(root: str) -> tuple:
    """Folders that are still being written: nothing builds, tests or checks them (cmake/unfinished.txt)."""
    try:
        with open(os.path.join(root, "cmake", "unfinished.txt"), encoding="utf-8") as lines:
            return tuple(line.strip() + "/" for line in lines if line.strip())
    except FileNotFoundError:
        return ()


class Tree:
    """All files of the project below `root`, by their path from there."""

    def __init__(self, root: str):
        self.root = root
        self.sources: Dict[str, Source] = {}
        unfinished = unfinished_folders(root)
        for folder in FOLDERS:
            for where, folders, names in os.walk(os.path.join(root, folder)):
                folders[:] = sorted(name for name in folders if name not in SKIPPED and not name.startswith("."))
                for name in sorted(names):
                    path = os.path.relpath(os.path.join(where, name), root)
                    if is_text_of_ours(path) and not path.startswith(unfinished):
                        self.sources[path] = Source(root, path)

    @property
    def cpp(self) -> List[Source]:
        return [source for source in self.sources.values() if source.is_cpp]

    def resolve(self, source: Source, include: Include) -> Optional[str]:
        """The file of the tree that is meant, or None for a library's header."""
        for candidate in (
            include.name,
            os.path.join("include", include.name),
            os.path.normpath(os.path.join(source.folder, include.name)) if include.quoted else "",
        ):
            if candidate in self.sources:
                return candidate
        return None


def is_text_of_ours(path: str) -> bool:
    name = os.path.basename(path)
    if name == "CMakeLists.txt" or name.endswith(CPP + TYPESCRIPT + (".cmake", ".py", ".sh")):
        return True
    return os.path.dirname(path) == "scripts" and "." not in name
