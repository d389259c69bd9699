#include "emulator/net/framing.hpp"

#include <algorithm>
#include <array>

namespace droppoint::net {
namespace {

void add_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

bool says_close(const http::Response& response) {
  const auto connection = response.headers.get("connection");
  return connection && http::equal_ignoring_case(*connection, "close");
}

}  // namespace

bool may_have_body(int status, bool head_only) {
  return !head_only && status != 204 && status != 304;
}
bool is_final_status(int status) {
  return status >= 200 && status <= 999;
}

bool is_connection_field(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"connection", "keep-alive", "proxy-connection",
                                                      "transfer-encoding", "upgrade"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [name](std::string_view known) { return http::equal_ignoring_case(name, known); });
}

bool is_sendable(std::string_view name, std::string_view value) {
  constexpr std::string_view kNotInName(" \t\r\n:\0", 6);
  constexpr std::string_view kNotInValue("\r\n\0", 3);
  return !name.empty() && name.find_first_of(kNotInName) == std::string_view::npos &&
         value.find_first_of(kNotInValue) == std::string_view::npos;
}

std::string http1_head(const http::Response& response, const Framing& framing) {
  const std::string length = std::to_string(http::bytes_of(response.body).size());
  // To a HEAD request, and with 304, the length is that of the body a GET would have: only its author knows
  // it.
  const bool length_is_free = framing.head_only || response.status == 304;
  const bool may_have_length = !framing.streaming && response.status != 204;
  bool has_length = false;
  std::string head;
  head.reserve(256);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(http::reason_phrase(response.status)).append("\r\n");
  for (const auto field : response.headers) {
    if (!is_sendable(field.name, field.value)) continue;
    if (http::equal_ignoring_case(field.name, "content-length")) {
      if (!may_have_length || has_length) continue;
      has_length = true;
      add_field(head, field.name, length_is_free ? field.value : length);
    } else if (http::equal_ignoring_case(field.name, "transfer-encoding") ||
               http::equal_ignoring_case(field.name, "connection") ||
               http::equal_ignoring_case(field.name, "keep-alive")) {
      continue;
    } else {
      add_field(head, field.name, field.value);
    }
  }
  const bool length_is_unknown = response.status == 304 || (framing.head_only && !response.body);
  if (may_have_length && !has_length && !length_is_unknown) add_field(head, "content-length", length);
  if (framing.streaming && !framing.http_1_0) add_field(head, "transfer-encoding", "chunked");
  if (!framing.keep_alive || says_close(response)) {
    add_field(head, "connection", "close");
  } else if (framing.http_1_0) {
    add_field(head, "connection", "keep-alive");
  }
  return head.append("\r\n");
}

http::Response plain_answer(int status, std::string_view why) {
  http::Response response;
  response.status = status;
  response.headers.add("content-type", "text/plain; charset=utf-8");
  response.body = http::make_body(std::string("droppoint: ").append(why).append("\n"));
  return response;
}

}  // namespace droppoint::net
