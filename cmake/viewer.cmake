# The viewer: the core as a WebAssembly module, and the page around it as one file, viewer/dist/hyosan.html.
# Included instead of everything hosted when the toolchain is cmake/wasm32.cmake.
find_program(NODE node REQUIRED)
find_program(NPM npm REQUIRED)

set(viewer ${PROJECT_SOURCE_DIR}/viewer)
set(story_sources report/items.c report/sentences.c report/phrases.c report/acts.c report/deeds.c report/story.c report/titles.c
    study/change_points.c study/companies.c study/ledger.c study/ledger_sums.c study/twists.c)
file(GLOB engine_sources CONFIGURE_DEPENDS ${viewer}/engine/*.c)
# the words of the chronicle, which need of a C library no more than viewer/engine/hosted has
list(TRANSFORM story_sources PREPEND ${PROJECT_SOURCE_DIR}/src/)
add_executable(hyosan_engine ${core_sources} ${engine_sources} ${story_sources})
set_target_properties(hyosan_engine PROPERTIES OUTPUT_NAME hyosan SUFFIX .wasm)
target_include_directories(hyosan_engine PRIVATE include ${generated_include} src ${viewer}/engine ${viewer}/engine/hosted)
target_link_libraries(hyosan_engine PRIVATE hyosan_flags)
# Every browser of today has vectors of four floats, copies of memory in one instruction, and saturating conversions.
target_compile_options(hyosan_engine PRIVATE -ffreestanding -msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext)
# what is exported is called from outside of C, where no prototype helps
set_source_files_properties(${viewer}/engine/page.c PROPERTIES COMPILE_OPTIONS -Wno-missing-prototypes)
target_link_options(hyosan_engine PRIVATE -nostdlib LINKER:--no-entry LINKER:--gc-sections LINKER:--strip-all
    # the stack lies below the constants: running over it traps instead of changing them
    LINKER:--stack-first LINKER:-z,stack-size=1048576)

set(modules ${viewer}/node_modules/.package-lock.json)
add_custom_command(OUTPUT ${modules}
    COMMAND ${NPM} ci --no-audit --no-fund --loglevel=error
    DEPENDS ${viewer}/package.json ${viewer}/package-lock.json
    WORKING_DIRECTORY ${viewer} COMMENT "Fetching the packages that the page is built with" VERBATIM)

file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${viewer}/src/*)
add_custom_command(OUTPUT ${viewer}/dist/hyosan.html
    COMMAND ${CMAKE_COMMAND} -E env HYOSAN_ENGINE=$<TARGET_FILE:hyosan_engine> ${NPM} run --silent build
    DEPENDS hyosan_engine ${modules} ${page_sources} ${viewer}/index.html ${viewer}/vite.config.ts ${viewer}/tsconfig.json
    WORKING_DIRECTORY ${viewer} COMMENT "Building the page of the viewer" VERBATIM)
add_custom_target(hyosan_page ALL DEPENDS ${viewer}/dist/hyosan.html)
