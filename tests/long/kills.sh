# The test of ensembles with a hundred kills at random points.
HYOSAN_KILLS=100 HYOSAN_KILL_RUNS=500 bash "$HYOSAN_SOURCE/tests/cli/ensemble.sh"
