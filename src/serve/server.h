// The local web server of the viewer: one page for one reader on this machine, and the check of a plan dropped onto it.
//
// It listens on 127.0.0.1 only. Every address begins with a random token; the Host of a request must be this server's own,
// and so must its Origin where it has one, so that no other page can ask in the reader's name. It reads no file that a
// request names, and writes none.
#ifndef HY_SERVE_SERVER_H
#define HY_SERVE_SERVER_H

#include "hyosan/store.h"

typedef struct hy_server hy_server;

enum { HY_SERVER_ADDRESS_SIZE = 128 };

// Starts serving `html`, which must outlive the server, from threads of its own; port 0 takes any free one. On HY_OK the
// caller owns *server. Otherwise `message` says what to do: HY_BAD_ARGUMENT (the port is taken or not allowed),
// HY_OUT_OF_MEMORY, HY_FILE_ERROR (no random numbers).
HY_NODISCARD hy_status hy_server_start(const char *html, size_t length, uint16_t port, hy_server **server,
                                       char message[HY_STORE_MESSAGE_SIZE]);

// Where to look, with the token. Valid as long as the server.
const char *hy_server_address(const hy_server *server);

// Ends all connections. NULL is allowed.
void hy_server_stop(hy_server *server);

#endif
