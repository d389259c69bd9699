#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "emulator/http/multipart.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/fcm/fcm.hpp"

// Several requests to HTTP v1 in one, as the Admin SDKs sent them until Google closed this in June 2024. The
// form is that of Google's batch requests in general:
// https://cloud.google.com/storage/docs/batch#http

namespace droppoint::fakes::fcm {
namespace {

constexpr std::size_t kPartsMax = 500;

// The request in a part of type application/http: its line, its headers, an empty line, its body.
std::optional<http::Request> read_inner_request(std::string_view text) {
  const auto take_line = [&text]() -> std::string_view {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  };
  const std::string_view line = take_line();
  const std::size_t method_end = line.find(' ');
  if (method_end == std::string_view::npos) return std::nullopt;
  const std::size_t target_end = std::min(line.find(' ', method_end + 1), line.size());
  http::Request request{.method = std::string(line.substr(0, method_end)),
                        .target = std::string(line.substr(method_end + 1, target_end - method_end - 1))};
  while (!text.empty()) {
    const std::string_view header = take_line();
    if (header.empty()) break;
    const std::size_t colon = header.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view value = header.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    request.headers.add(header.substr(0, colon), value);
  }
  // The body ends where Content-Length says, if it is there: the part's own end may add a line end.
  std::size_t length = text.size();
  if (const auto written = request.headers.get("content-length")) {
    std::from_chars(written->data(), written->data() + written->size(), length);
  }
  request.body = http::make_body(std::string(text.substr(0, length)));
  return request;
}

std::string inner_response(const http::Response& response) {
  std::string text =
      "HTTP/1.1 " + std::to_string(response.status) + (response.status == 200 ? " OK" : " Error");
  text += "\r\n";
  for (const auto field : response.headers) {
    text.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  return text + "\r\n" + std::string(http::bytes_of(response.body));
}

// "<a>" becomes "<response-a>".
std::string response_id(std::string_view id) {
  const std::string bracket = id.starts_with('<') ? "<" : "";
  return bracket + "response-" + std::string(id.substr(bracket.size()));
}

Refusal failed_batch(std::string why) {
  return Refusal{.http_status = 400,
                 .status = "INVALID_ARGUMENT",
                 .message = "Failed to parse batch request, error: " + std::move(why)};
}

}  // namespace

http::Response Fcm::batch(const wire::Hop& hop) {
  if (legacy_ != Legacy::on) return not_found_page("/batch");
  const auto type = hop.request.headers.get("content-type").value_or("");
  const auto parts = http::parse_multipart(type, http::bytes_of(hop.request.body));
  if (!parts) return refuse(failed_batch(parts.error().message));
  if (parts->size() > kPartsMax) {
    return refuse(failed_batch("the batch holds more than " + std::to_string(kPartsMax) + " requests."));
  }
  http::MultipartBuilder answers("batch_" + message_ids_.hex(32));
  for (const http::Part& part : *parts) {
    wire::Hop inner = hop;
    http::Response answer = refuse(failed_batch("a part holds no request."));
    if (auto request = read_inner_request(part.body)) {
      // A part without a credential of its own has that of the whole.
      const auto authorization = hop.request.headers.get("authorization");
      if (authorization && !request->headers.contains("authorization")) {
        request->headers.add("authorization", *authorization);
      }
      inner.request = std::move(*request);
      const auto target = http::Target::parse(inner.request.target);
      answer = target && target->segments().size() == 4 ? answer_v1(inner, *target)
                                                        : not_found_page(inner.request.target);
    }
    http::Headers headers{{"content-type", "application/http"}};
    if (const auto id = part.headers.get("content-id")) headers.add("content-id", response_id(*id));
    answers.add(headers, inner_response(answer));
  }
  return http::Response{.status = 200,
                        .headers = {{"content-type", answers.content_type()}},
                        .body = http::make_body(answers.body())};
}

}  // namespace droppoint::fakes::fcm
