#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "emulator/http/message.hpp"

namespace droppoint::net {

// Why a message is not accepted: the status to answer with, and words for the answer and the log.
struct Refusal {
  int status = 0;
  std::string_view why = {};
};

// Reads one HTTP/1.1 request, header fields as they were sent. Beast's parser, without its containers: those
// change the order of repeated fields.
class Http1Parser {
 public:
  Http1Parser(std::size_t header_bytes_max, std::size_t body_bytes_max);
  ~Http1Parser();
  Http1Parser(Http1Parser&&) noexcept;
  Http1Parser& operator=(Http1Parser&&) noexcept;

  // How many bytes from the front were used; the rest must be offered again with more behind it.
  std::size_t put(std::string_view bytes);

  bool started() const;
  bool head_complete() const;
  bool complete() const;
  // Not null once the message cannot be accepted; nothing more is read then.
  const Refusal* refusal() const;

  // Once the head is complete.
  bool is_http_1_0() const;
  bool keep_alive() const;
  const http::Request& request() const;
  // Once complete.
  http::Request take();

 private:
  class Reader;
  std::size_t put_head(std::string_view bytes);
  std::size_t put_into_reader(std::string_view bytes);
  std::unique_ptr<Reader> reader_;
};

}  // namespace droppoint::net
