# The toolchain of the engine in a page: clang and lld, and nothing else. Used by the preset `wasm`.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET wasm32-unknown-unknown)
# there is no C library to link a trial program with
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
