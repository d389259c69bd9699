"""Refuses the co_await forms that g++ 12 compiles wrongly (docs/architecture.md, "Coroutines").

The code is read as a nesting of blocks, parentheses and braced initialisers, statement by statement. A statement
that awaits may hold one co_await, and no braces, `?`, `&&` or `||`.
"""

import re
from dataclasses import dataclass, field
from typing import Iterable, List, Optional, Tuple

from source_text import Problem, Source, Tree

TOKEN = re.compile(r"co_await\b|[A-Za-z_]\w*|&&|\|\||->|::|[(){}\[\];?:]|[^\s\w]|\d[\w.']*")
# A brace after one of these opens a block; clang-format writes a type before a body with a space between.
BLOCK_AFTER = {")", ";", "}", ":", "else", "do", "try", "const", "noexcept", "override", "final", "mutable"}
NAMES = {"and": "&&", "or": "||"}


@dataclass
class Statement:
    awaits: List[int] = field(default_factory=list)
    # (offset, what was found): they matter only if the statement awaits.
    traps: List[Tuple[int, str]] = field(default_factory=list)


@dataclass
class Frame:
    kind: str  # "block", "paren" or "init"
    statement: Statement


def judge(source: Source, statement: Statement) -> Iterable[Problem]:
    if not statement.awaits:
        return
    if len(statement.awaits) > 1:
        yield Problem(source.path, source.line_of(statement.awaits[1]),
                      "a second co_await in one statement, which g++ 12 compiles wrongly: give the first result a name")
    for offset, what in statement.traps[:1]:
        yield Problem(source.path, source.line_of(offset),
                      f"{what} in a statement with co_await, which g++ 12 compiles wrongly: "
                      "build the argument as a named value first and std::move it in")


def opens_block(code: str, offset: int, before: Optional[str], top: Frame) -> bool:
    if before is None or before in BLOCK_AFTER:
        return True
    if before == "{":
        return top.kind == "block"
    if before == "]":
        # A lambda without parameters (`[&] {`) has a space; an array of braces (`a[]{`) has none.
        return code[offset - 1].isspace()
    if before == ">" or re.fullmatch(r"\w+", before):
        # `struct X {`, `-> Task<void> {` against `Type{…}`; `return {` is a value.
        return code[offset - 1].isspace() and before not in ("return", "co_return", "co_yield", "co_await")
    return False


def trap(code: str, token: re.Match) -> Optional[str]:
    text = NAMES.get(token.group(), token.group())
    if text == "?":
        return "`?:`"
    if text == "||":
        return "`||`"
    # `auto&&` is a reference: the operator has a space or a line break before it.
    if text == "&&" and token.start() > 0 and code[token.start() - 1].isspace():
        return "`&&`"
    return None


def awaits_in(source: Source) -> Iterable[Problem]:
    code = source.code
    stack = [Frame("block", Statement())]
    before: Optional[str] = None
    for token in TOKEN.finditer(code):
        text, top = token.group(), stack[-1]
        if text == "co_await":
            top.statement.awaits.append(token.start())
        elif text in ("(", "["):
            stack.append(Frame("paren", top.statement))
        elif text in (")", "]") and top.kind == "paren":
            stack.pop()
        elif text == "{":
            if opens_block(code, token.start(), before, top):
                if top.kind == "block":
                    # What came before is the head of this block: `if (…)`, a signature.
                    yield from judge(source, top.statement)
                    top.statement = Statement()
                else:
                    top.statement.traps.append((token.start(), "a lambda's body"))
                stack.append(Frame("block", Statement()))
            else:
                top.statement.traps.append((token.start(), "a brace `{`"))
                stack.append(Frame("init", top.statement))
        elif text == "}":
            if top.kind == "block":
                yield from judge(source, top.statement)
            if len(stack) > 1:
                stack.pop()
            # Back in a block, the next token begins a new statement.
            if stack[-1].kind == "block" and top.kind == "block":
                yield from judge(source, stack[-1].statement)
                stack[-1].statement = Statement()
        elif text == ";":
            yield from judge(source, top.statement)
            fresh = Statement()
            for frame in reversed(stack):  # `for (a; b; c)`: the pieces are statements of their own
                frame.statement = fresh
                if frame.kind == "block":
                    break
        else:
            found = trap(code, token)
            if found is not None:
                top.statement.traps.append((token.start(), found))
        before = text
    yield from judge(source, stack[0].statement)


def awaits(tree: Tree) -> Iterable[Problem]:
    for source in tree.cpp:
        if "co_await" in source.code:
            yield from awaits_in(source)
