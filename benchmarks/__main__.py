"""`make bench`: the benchmarks that need nothing but the project itself, one after the other."""

import runpy
import sys

MODULES = ("benchmarks.eligibility", "benchmarks.interview", "benchmarks.latency", "benchmarks.models")

for module in MODULES:
    sys.argv = [module]
    print(f"== {module}", flush=True)
    runpy.run_module(module, run_name="__main__")
print("More, with arguments: python -m benchmarks.quality|retrieval|telegram|applications|upkeep --help")
