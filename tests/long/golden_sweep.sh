# The golden history to the end of the day for every number of threads and every compiler, where golden/sweep sees the
# first hours of some.
exec bash "$HYOSAN_SOURCE/tests/golden/sweep.sh" --whole-day
