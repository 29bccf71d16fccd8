"""Templates to Python code that does what pages need and no more.

A call is a call, without a search for functions that want to know its context; `page.title` is the attribute and never
a key; a macro that is given its arguments in their order is a function; finished text is neither finished nor copied
once more.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.compiler import Frame, MacroRef


class Compiler(CodeGenerator):
    """Jinja's compiler for an environment with `finalize` and `quick_macro`, without autoescape, sandbox and async."""

    def write_commons(self) -> None:
        """Names that all code of a template uses."""
        super().write_commons()
        self.writeline("from briefgen.render.escape import Safe, finalize")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}" if not iskeyword(node.attr) else f")[{node.attr!r}]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call."""
        self.visit(node.node, frame)
        self.write("(")
        first, *rest = node.args or (None,)
        if first is not None:
            self.visit(first, frame)
        else:
            self.write("*()")  # the signature begins with a comma
        node = nodes.Call(node.node, rest, node.kwargs, node.dyn_args, node.dyn_kwargs)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The definition of a macro whose function is written already."""
        names = [argument.name for argument in macro_ref.node.args]
        more = macro_ref.accesses_kwargs, macro_ref.accesses_varargs, macro_ref.accesses_caller
        self.write(f"environment.quick_macro(macro, {getattr(macro_ref.node, 'name', None)!r}, {names!r}, *{more!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(it if (it := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(").__class__ is Safe else finalize(it))")


def macros(environment: Environment) -> Callable[..., Callable[..., str]]:
    """What makes macros for an environment."""

    def macro(
        function: Callable[..., str], name: str, arguments: list[str], kwargs: bool, varargs: bool, caller: bool
    ) -> Callable[..., str]:
        full = Macro(environment, function, name, arguments, kwargs, varargs, caller, False)
        if kwargs or varargs or caller:
            return full
        number = len(arguments)

        def call(*given: Any, **named: Any) -> str:
            return function(*given) if len(given) == number and not named else full(*given, **named)

        return call

    return macro
