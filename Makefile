# The few commands a newcomer needs; CMakePresets.json holds the builds themselves. `make` alone lists them.
#
# On a bare Debian 12 git and make suffice: every target first installs what it lacks (tools/install-packages names it).

main_job = build/release/hyosan run scenarios/hyosan-high.yaml
jobs = $(shell nproc)
prefix = /usr/local

.PHONY: help run build viewer pictures test test-long bench bench-page install clean dev release clang tsan mpi coverage build-packages \
        viewer-packages test-packages coverage-packages

help:
	@echo "make run        build, and simulate the outbreak at Hyosan High School"
	@echo "make viewer     build the page that 'hyosan view' shows, with the engine in it as WebAssembly"
	@echo "make pictures   take the README's pictures anew: screenshots of the viewer"
	@echo "make test       build with and without sanitizers, and run every test but the long ones"
	@echo "make test-long  run the long ones"
	@echo "make mpi        build the command that spreads runs over the processes of mpirun (docs/cluster.md), and test it"
	@echo "make bench      measure agent-steps per second"
	@echo "make bench-page measure what the viewer costs in Chromium"
	@echo "make install    install into prefix=$(prefix)"
	@echo "make dev|release|clang|tsan   build and test one preset"
	@echo "make coverage   run the tests, and list how much of each file they reach, the least at the end"
	@echo "make clean      remove build/"

run: build
	$(main_job)

build: build-packages
	@cmake --preset release -DHYOSAN_TESTS=OFF >/dev/null
	@cmake --build --preset release >&2

viewer: viewer-packages
	@cmake --preset wasm >/dev/null
	@cmake --build --preset wasm >&2

pictures: test-packages build viewer
	@node tools/pictures.mjs

# All are run even if the first one fails: all that is wrong shows at once.
test: test-packages viewer
	@cmake --preset dev >/dev/null
	@cmake --preset release >/dev/null
	@cmake --preset mpi >/dev/null
	@cmake --build --preset dev
	@cmake --build --preset release
	@cmake --build --preset mpi --target hyosan_command
	@status=0; \
	ctest --preset dev --parallel $(jobs) || status=1; \
	ctest --preset release --parallel $(jobs) || status=1; \
	ctest --preset mpi || status=1; \
	exit $$status

test-long: test-packages
	@cmake --preset release >/dev/null
	@cmake --build --preset release
	ctest --preset long --parallel $(jobs)

bench: build
	build/release/hyosan bench

bench-page: test-packages build viewer
	node bench/page.mjs

install: build viewer
	cmake --install build/release --prefix $(prefix)

dev release clang tsan: test-packages
	@cmake --preset $@ >/dev/null
	@cmake --build --preset $@
	ctest --preset $@ --parallel $(jobs)

# the command alone, and the tests of what differs
mpi: test-packages
	@cmake --preset mpi >/dev/null
	@cmake --build --preset mpi --target hyosan_command
	ctest --preset mpi

# The counts of an earlier run would add up with those of this one. The summary is shown even if a test fails.
coverage: coverage-packages
	@cmake --preset coverage >/dev/null
	@cmake --build --preset coverage
	@find build/coverage -name '*.gcda' -delete
	@status=0; \
	ctest --preset coverage --parallel $(jobs) || status=1; \
	gcovr --root . --filter src/ --object-directory build/coverage --sort-percentage --txt || status=1; \
	exit $$status

clean:
	rm -rf build viewer/dist viewer/node_modules

viewer-packages:
	@tools/install-packages viewer

build-packages:
	@tools/install-packages build

test-packages:
	@tools/install-packages test

coverage-packages:
	@tools/install-packages coverage
