// Requests and answers of the local server, over civetweb.
#include "serve/server.h"

#include "serve/plan_check.h"

#include <civetweb.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { TOKEN_BYTES = 16, TOKEN_LENGTH = 2 * TOKEN_BYTES, NAME_SIZE = 64, UPLOAD_LIMIT_BYTES = 1 << 20 };

struct hy_server {
    struct mg_context *civet;
    const char *html;
    size_t length;
    char token[TOKEN_LENGTH + 1];
    char hosts[2][NAME_SIZE]; // 127.0.0.1:PORT and localhost:PORT
    char address[HY_SERVER_ADDRESS_SIZE];
};

// ---- answers

static void answer(struct mg_connection *connection, const char *status, const char *type, const char *body, size_t length,
                   bool has_body)
{
    mg_printf(connection,
              "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\nCache-Control: no-store\r\n"
              "X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nReferrer-Policy: no-referrer\r\n"
              "Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\r\n",
              status, type, length);
    if (has_body) {
        mg_write(connection, body, length);
    }
}

static int refuse(struct mg_connection *connection, const char *status)
{
    answer(connection, status, "text/plain; charset=utf-8", status, strlen(status), true);
    return atoi(status);
}

// ---- who asks

static bool is_own_host(const hy_server *server, const char *host)
{
    return host != NULL && (strcmp(host, server->hosts[0]) == 0 || strcmp(host, server->hosts[1]) == 0);
}

// none at all, or this server's own
static bool is_own_origin(const hy_server *server, const char *origin)
{
    static const char scheme[] = "http://";
    return origin == NULL ||
           (strncmp(origin, scheme, sizeof scheme - 1) == 0 && is_own_host(server, origin + sizeof scheme - 1));
}

// takes as long for a wrong token as for the right one
static bool begins_with_token(const hy_server *server, const char *path)
{
    if (strlen(path) < TOKEN_LENGTH + 2 || path[0] != '/' || path[TOKEN_LENGTH + 1] != '/') {
        return false;
    }
    unsigned difference = 0;
    for (size_t i = 0; i < TOKEN_LENGTH; i++) {
        difference |= (unsigned)(path[i + 1] ^ server->token[i]);
    }
    return difference == 0;
}

// ---- what is asked

static int check_upload(struct mg_connection *connection, long long length)
{
    if (length < 0) {
        return refuse(connection, "411 Length Required");
    }
    if (length > UPLOAD_LIMIT_BYTES) {
        return refuse(connection, "413 Content Too Large");
    }
    char *text = malloc((size_t)length + 1);
    if (text == NULL) {
        return refuse(connection, "503 Service Unavailable");
    }
    size_t read = 0;
    int count = 1;
    while (read < (size_t)length && (count = mg_read(connection, text + read, (size_t)length - read)) > 0) {
        read += (size_t)count;
    }
    char *json = read == (size_t)length ? hy_plan_check_json(text, read) : NULL;
    free(text);
    if (json == NULL) {
        return refuse(connection, read == (size_t)length ? "503 Service Unavailable" : "400 Bad Request");
    }
    answer(connection, "200 OK", "application/json", json, strlen(json), true);
    free(json);
    return 200;
}

static int serve(struct mg_connection *connection, void *context)
{
    const hy_server *server = context;
    const struct mg_request_info *request = mg_get_request_info(connection);
    if (!is_own_host(server, mg_get_header(connection, "Host")) ||
        !is_own_origin(server, mg_get_header(connection, "Origin"))) {
        return refuse(connection, "403 Forbidden");
    }
    const char *path = request->local_uri_raw;
    if (!begins_with_token(server, path)) {
        return refuse(connection, "404 Not Found");
    }
    const char *name = path + TOKEN_LENGTH + 2;
    const bool is_get = strcmp(request->request_method, "GET") == 0, is_head = strcmp(request->request_method, "HEAD") == 0;
    if (name[0] == '\0' && (is_get || is_head)) {
        answer(connection, "200 OK", "text/html; charset=utf-8", server->html, server->length, is_get);
        return 200;
    }
    if (strcmp(name, "check") == 0 && strcmp(request->request_method, "POST") == 0) {
        return check_upload(connection, request->content_length);
    }
    const bool is_known = name[0] == '\0' || strcmp(name, "check") == 0;
    return refuse(connection, is_known ? "405 Method Not Allowed" : "404 Not Found");
}

// ---- beginning and end

static bool draw_token(char token[TOKEN_LENGTH + 1])
{
    unsigned char bytes[TOKEN_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    }
    return true;
}

static int stay_silent(const struct mg_connection *connection, const char *text)
{
    (void)connection;
    (void)text;
    return 1;
}

static struct mg_context *listen_on(uint16_t port, hy_server *server)
{
    char where[NAME_SIZE];
    snprintf(where, sizeof where, "127.0.0.1:%u", (unsigned)port);
    // who sends nothing for three seconds loses its thread
    const char *options[] = {"listening_ports",    where,  "num_threads",       "16",   "request_timeout_ms", "3000",
                             "max_request_size",   "8192", "connection_queue",  "64",   "enable_keep_alive",  "no",
                             "listen_backlog",     "256",  "linger_timeout_ms", "1000", "enable_directory_listing",
                             "no",                 NULL};
    const struct mg_callbacks callbacks = {.log_message = stay_silent, .log_access = stay_silent};
    return mg_start(&callbacks, server, options);
}

static void note_names(hy_server *server, unsigned port)
{
    snprintf(server->hosts[0], sizeof server->hosts[0], "127.0.0.1:%u", port);
    snprintf(server->hosts[1], sizeof server->hosts[1], "localhost:%u", port);
    snprintf(server->address, sizeof server->address, "http://%s/%s/", server->hosts[0], server->token);
}

hy_status hy_server_start(const char *html, size_t length, uint16_t port, hy_server **result,
                          char message[HY_STORE_MESSAGE_SIZE])
{
    *result = NULL;
    hy_server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "%s", hy_status_text(HY_OUT_OF_MEMORY));
        return HY_OUT_OF_MEMORY;
    }
    server->html = html;
    server->length = length;
    if (!draw_token(server->token)) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "the system gives no random numbers: %s", strerror(errno));
        free(server);
        return HY_FILE_ERROR;
    }
    mg_init_library(0);
    server->civet = listen_on(port, server);
    struct mg_server_port listening = {0};
    if (server->civet == NULL || mg_get_server_ports(server->civet, 1, &listening) < 1) {
        snprintf(message, HY_STORE_MESSAGE_SIZE, "port %u cannot be listened on; --port takes another one", (unsigned)port);
        hy_server_stop(server);
        return HY_BAD_ARGUMENT;
    }
    note_names(server, (unsigned)listening.port);
    mg_set_request_handler(server->civet, "/", serve, server);
    *result = server;
    return HY_OK;
}

const char *hy_server_address(const hy_server *server)
{
    return server->address;
}

void hy_server_stop(hy_server *server)
{
    if (server == NULL) {
        return;
    }
    if (server->civet != NULL) {
        mg_stop(server->civet);
    }
    mg_exit_library();
    free(server);
}
