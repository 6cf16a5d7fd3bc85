"""One bot for all tests of a module, where each plays people of its own."""

import pytest

SHARED = pytest.mark.asyncio(loop_scope="module")
