"""What spopt (PySAL) needs for the model that `cargo bench --bench siting` solves, from the same table of walks.

    pip install spopt pulp
    python benches/peers/spopt_mclp.py target/tmp/malta_2016/times.csv 21042 20

Arguments: table, dwellings, sites; further: seconds for the solver (usually 120). Seconds are CPU time, children's counted in.
"""

import csv
import resource
import sys

import numpy
import pulp
from spopt.locate import MCLP

MINUTES = 15.0


def cpu():
    """CPU seconds so far, of this program and of the solvers it ran."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main():
    path, dwellings, sites = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 120.0
    with open(path, newline="") as table:
        walks = [(int(row["demand"]), int(row["site"]), float(row["minutes"])) for row in csv.DictReader(table)]
    candidates = 1 + max(site for _, site, _ in walks)
    # spopt takes the whole matrix; who is out of reach is far.
    minutes = numpy.full((dwellings, candidates), 1e6)
    for dwelling, site, walk in walks:
        minutes[dwelling, site] = walk
    start = cpu()
    model = MCLP.from_cost_matrix(minutes, numpy.ones(dwellings), MINUTES, p_facilities=sites)
    print(f"model of {dwellings} x {candidates}, {len(walks)} walks within {MINUTES:g} min: {cpu() - start:.1f} CPU s", flush=True)
    start = cpu()
    solver = pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=seconds)
    model.problem.solve(solver)
    covered = pulp.value(model.problem.objective)
    print(f"CBC, at most {seconds:g} s: says {pulp.LpStatus[model.problem.status]}, covers {covered}: {cpu() - start:.1f} CPU s")


if __name__ == "__main__":
    main()
