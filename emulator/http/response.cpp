#include "emulator/http/response.hpp"

#include <utility>

namespace droppoint::http {

Response text_response(int status, std::string_view content_type, std::string text) {
  return Response{status, Headers{{"Content-Type", content_type}}, make_body(std::move(text))};
}

Response json_response(int status, std::string json_text, std::string_view content_type) {
  return text_response(status, content_type, std::move(json_text));
}

Response empty_response(int status) {
  return Response{status, {}, nullptr};
}

}  // namespace droppoint::http
