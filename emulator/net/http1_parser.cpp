#include "emulator/net/http1_parser.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <boost/beast/http/basic_parser.hpp>

namespace droppoint::net {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

Refusal refusal_for(const error_code& error) {
  using Code = beast_http::error;
  if (error == Code::header_limit) return {431, "the header fields are too large"};
  if (error == Code::body_limit) return {413, "the body is too large"};
  if (error == Code::bad_version) return {400, "not a request line of HTTP/1.0 or HTTP/1.1"};
  if (error == Code::bad_method || error == Code::bad_target) return {400, "not an HTTP request line"};
  if (error == Code::bad_content_length || error == Code::multiple_content_length) {
    return {400, "the content-length is not one number, or stands beside a transfer-encoding"};
  }
  if (error == Code::bad_transfer_encoding)
    return {400, "the transfer-encoding contradicts the content-length"};
  if (error == Code::bad_chunk || error == Code::bad_chunk_extension)
    return {400, "a chunk of the body is malformed"};
  if (error == Code::bad_field || error == Code::bad_value) return {400, "a header field is malformed"};
  return {400, "malformed HTTP/1.1 request"};
}

}  // namespace

class Http1Parser::Reader final : public beast_http::basic_parser<true> {
 public:
  Reader(std::size_t header_bytes_max, std::size_t body_bytes_max) : head_bytes_max(header_bytes_max) {
    header_limit(static_cast<std::uint32_t>(header_bytes_max));
    body_limit(body_bytes_max);
  }

  const std::size_t head_bytes_max;
  std::size_t head_bytes = 0;
  http::Request request;
  std::string body;
  std::optional<Refusal> refusal;
  bool http_1_0 = false;

  void check_head() {
    if (request.headers.count("host") > 1) refusal = Refusal{400, "more than one Host"};
    if (!http_1_0 && !request.headers.contains("host")) refusal = Refusal{400, "no Host"};
    if (request.headers.contains("transfer-encoding") && !chunked()) {
      refusal = Refusal{501, "only the transfer-encoding chunked is served"};
    }
  }

 private:
  void on_request_impl(beast_http::verb, boost::beast::string_view method, boost::beast::string_view target,
                       int version, error_code&) override {
    request.method = view(method);
    request.target = view(target);
    http_1_0 = version == 10;
  }
  void on_response_impl(int, boost::beast::string_view, int, error_code&) override {}
  void on_field_impl(beast_http::field, boost::beast::string_view name, boost::beast::string_view value,
                     error_code&) override {
    // Fields after the head are trailers, which no client of the emulated services sends: read and left out.
    if (!in_body_) request.headers.add(view(name), view(value));
  }
  void on_header_impl(error_code&) override { in_body_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    constexpr std::uint64_t kReserveMax = 64 * 1024;
    if (length) body.reserve(static_cast<std::size_t>(std::min(*length, kReserveMax)));
  }
  std::size_t on_body_impl(boost::beast::string_view bytes, error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes, error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}

  bool in_body_ = false;
};

Http1Parser::Http1Parser(std::size_t header_bytes_max, std::size_t body_bytes_max)
    : reader_(std::make_unique<Reader>(header_bytes_max, body_bytes_max)) {}
Http1Parser::~Http1Parser() = default;
Http1Parser::Http1Parser(Http1Parser&&) noexcept = default;
Http1Parser& Http1Parser::operator=(Http1Parser&&) noexcept = default;

std::size_t Http1Parser::put(std::string_view bytes) {
  if (reader_->refusal || reader_->is_done() || bytes.empty()) return 0;
  return reader_->is_header_done() ? put_into_reader(bytes) : put_head(bytes);
}

std::size_t Http1Parser::put_head(std::string_view bytes) {
  // Beast looks at the first line only once much of the head is there; whoever speaks something else never
  // sends it.
  const auto line_end = bytes.find('\n');
  const bool is_first_line = reader_->request.method.empty() && line_end != std::string_view::npos;
  if (is_first_line && bytes.substr(0, line_end).find(" HTTP/") == std::string_view::npos) {
    reader_->refusal = Refusal{400, "not an HTTP request line"};
    return 0;
  }
  const std::size_t used = put_into_reader(bytes);
  // Beast's own limit counts anew for what comes later.
  reader_->head_bytes += used;
  const std::size_t left = reader_->is_header_done() ? 0 : bytes.size() - used;
  if (reader_->head_bytes + left > reader_->head_bytes_max) {
    reader_->refusal = Refusal{431, "the header fields are too large"};
  }
  if (reader_->refusal || !reader_->is_header_done()) return used;
  reader_->check_head();
  // What follows is the body, of which all that is there may be taken at once.
  reader_->eager(true);
  return reader_->is_done() ? used : used + put(bytes.substr(used));
}

std::size_t Http1Parser::put_into_reader(std::string_view bytes) {
  error_code error;
  const std::size_t used = reader_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast_http::error::need_more) reader_->refusal = refusal_for(error);
  return used;
}

bool Http1Parser::started() const {
  return reader_->got_some();
}
bool Http1Parser::head_complete() const {
  return reader_->is_header_done();
}
bool Http1Parser::complete() const {
  return reader_->is_done();
}
const Refusal* Http1Parser::refusal() const {
  return reader_->refusal ? &*reader_->refusal : nullptr;
}
bool Http1Parser::is_http_1_0() const {
  return reader_->http_1_0;
}
bool Http1Parser::keep_alive() const {
  return reader_->keep_alive();
}
const http::Request& Http1Parser::request() const {
  return reader_->request;
}

http::Request Http1Parser::take() {
  reader_->request.body = http::make_body(std::move(reader_->body));
  return std::move(reader_->request);
}

}  // namespace droppoint::net
