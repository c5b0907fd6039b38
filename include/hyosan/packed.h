// A description as one run of bytes, so that a world can travel without its texts: into a web page, or to another machine.
#ifndef HYOSAN_PACKED_H
#define HYOSAN_PACKED_H

#include "hyosan/spec.h"

#ifdef __cplusplus
extern "C" {
#endif

// Bytes that hy_description_pack writes. Thread-safe.
size_t hy_description_packed_size(const hy_description *description);

// Writes every value of a description, without its marks, into `bytes`, which has room for hy_description_packed_size of
// them. `model_hash` is that of the model it compiles to; it goes along, so that a reader can tell whether it made the same.
// The same bytes on every machine. Thread-safe.
void hy_description_pack(const hy_description *description, uint64_t model_hash, uint8_t *bytes);

// A description that was unpacked: owns its texts and lists.
typedef struct hy_unpacked hy_unpacked;

// Reads what hy_description_pack wrote; `bytes` may be released afterwards. On HY_OK the caller owns *unpacked. Otherwise it
// is NULL: HY_BAD_VERSION for what is no packed description of this program's language, HY_BAD_INPUT for one that is cut
// or damaged, HY_OUT_OF_MEMORY. Ranges and names are checked by hy_model_create, as for any description. Thread-safe.
HY_NODISCARD hy_status hy_description_unpack(const uint8_t *bytes, size_t size, hy_allocator allocator,
                                             hy_unpacked **unpacked);

// NULL is allowed.
void hy_unpacked_destroy(hy_unpacked *unpacked);

// Valid as long as `unpacked`.
const hy_description *hy_unpacked_description(const hy_unpacked *unpacked);

// The hash that went along. Thread-safe.
uint64_t hy_unpacked_model_hash(const hy_unpacked *unpacked);

#ifdef __cplusplus
}
#endif

#endif
