"""One test of many cases of a kind: what it costs to report each by itself is more than many of them take."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def each(cases: Iterable[Any] | Callable[[], Iterable[Any]]) -> Decorator:
    """Let a test go through cases, each its one argument or a tuple of all, and name every one that fails.

    Cases that take long to find may be a function: it is called when the test runs, not in each process that reads it.
    A test's keyword-only arguments are fixtures, and the same for every case.
    """

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        def every(**fixtures: object) -> None:
            found = [case if isinstance(case, tuple) else (case,) for case in (cases() if callable(cases) else cases)]
            assert found
            failed = []
            for case in found:
                try:
                    test(*case, **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"of {', '.join(f'{part!s:.200}' for part in case)}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{test.__name__}: {len(failed)} of {len(found)}", failed)

        every.__name__, every.__doc__, every.__module__ = test.__name__, test.__doc__, test.__module__
        asked = inspect.signature(test).parameters.values()
        every.__signature__ = inspect.Signature([one for one in asked if one.kind is one.KEYWORD_ONLY])
        return every

    return decorated
