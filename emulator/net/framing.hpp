#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "emulator/http/message.hpp"

namespace droppoint::net {

// How an answer is to be framed, whatever its own header fields say of its framing.
struct Framing {
  // The answer to a HEAD request: fields as for GET, no body.
  bool head_only = false;
  // The body goes on after the head: chunked, or until the end of the connection for HTTP/1.0.
  bool streaming = false;
  bool http_1_0 = false;
  // Whether the connection stays open after this answer.
  bool keep_alive = true;
};

// 204 and 304 have none, nor does any answer to HEAD.
bool may_have_body(int status, bool head_only);
// False: a status that cannot end an exchange, such as 101 or 42.
bool is_final_status(int status);
// Connection, Keep-Alive, Proxy-Connection, Transfer-Encoding, Upgrade: about one connection, never for
// HTTP/2.
bool is_connection_field(std::string_view name);
// False: a line end or a NUL in it would end the field early and begin another.
bool is_sendable(std::string_view name, std::string_view value);

// Status line and header fields up to the empty line. The fields of `response` in their order and case,
// except that a content-length that disagrees with the body is corrected and one that is missing is added.
std::string http1_head(const http::Response& response, const Framing& framing);

// The answer that net itself gives to what never becomes an arrival.
http::Response plain_answer(int status, std::string_view why);

}  // namespace droppoint::net
