#include "emulator/http/multipart.hpp"

#include "emulator/assert.hpp"
#include "emulator/excerpt.hpp"
#include "emulator/http/content_type.hpp"
#include "emulator/http/text.hpp"

#include <algorithm>
#include <utility>

namespace droppoint::http {
namespace {

// RFC 2046 allows 70; servers in the field allow a little more.
constexpr std::size_t kBoundaryMax = 128;

tl::unexpected<Error> bad_multipart(std::string why) {
  return fail("InvalidMultipart", "the multipart body " + std::move(why));
}

struct Line {
  std::string_view text;  // without its end
  std::size_t start = 0;
  std::size_t next = 0;  // where the next one begins
};

enum class Kind { other, delimiter, closing };

// Walks over a body line by line, so that its cost grows with the body's size alone.
class PartReader {
 public:
  PartReader(std::string_view body, std::string_view boundary, const MultipartLimits& limits)
      : body_(body), delimiter_("--" + std::string(boundary)), limits_(limits) {}

  Result<std::vector<Part>> read() {
    Kind kind = skip_to_delimiter();
    std::vector<Part> parts;
    while (kind == Kind::delimiter) {
      if (parts.size() == limits_.parts) {
        return fail("MultipartTooLarge",
                    "the multipart body has more than " + std::to_string(limits_.parts) + " parts");
      }
      Part part;
      if (Result<void> headers = read_headers(part.headers); !headers) {
        return tl::unexpected<Error>(std::move(headers.error()));
      }
      const std::size_t start = at_;
      kind = skip_to_delimiter();
      if (kind == Kind::other) break;
      part.body = std::string(body_.substr(start, std::max(start, content_end_) - start));
      parts.push_back(std::move(part));
    }
    if (kind == Kind::other) return bad_multipart("has no closing delimiter");
    if (parts.empty()) return bad_multipart("has no part");
    return parts;
  }

 private:
  bool at_end() const { return at_ >= body_.size(); }

  Line next_line() {
    const std::size_t feed = body_.find('\n', at_);
    Line line{{}, at_, feed == std::string_view::npos ? body_.size() : feed + 1};
    line.text = body_.substr(at_, std::min(feed, body_.size()) - at_);
    if (feed != std::string_view::npos && line.text.ends_with('\r')) line.text.remove_suffix(1);
    at_ = line.next;
    return line;
  }

  Kind kind_of(std::string_view line) const {
    if (!line.starts_with(delimiter_)) return Kind::other;
    std::string_view behind = line.substr(delimiter_.size());
    const bool closing = behind.starts_with("--");
    if (closing) behind.remove_prefix(2);
    if (behind.ends_with('\r')) behind.remove_suffix(1);
    if (!trim(behind).empty()) return Kind::other;
    return closing ? Kind::closing : Kind::delimiter;
  }

  // Leaves `at_` behind the delimiter and `content_end_` before the line end that precedes it.
  Kind skip_to_delimiter() {
    while (!at_end()) {
      const Line line = next_line();
      const Kind kind = kind_of(line.text);
      if (kind == Kind::other) continue;
      content_end_ = line.start;
      if (content_end_ > 0 && body_[content_end_ - 1] == '\n') --content_end_;
      if (content_end_ > 0 && body_[content_end_ - 1] == '\r' && content_end_ + 1 == line.start)
        --content_end_;
      return kind;
    }
    return Kind::other;
  }

  Result<void> read_headers(Headers& headers) {
    const std::size_t start = at_;
    std::string name;
    std::string value;
    while (!at_end()) {
      const Line line = next_line();
      if (line.next - start > limits_.header_bytes) {
        return fail("MultipartTooLarge",
                    "a part has more than " + std::to_string(limits_.header_bytes) + " bytes of headers");
      }
      const bool folded = line.text.starts_with(' ') || line.text.starts_with('\t');
      if (!is_field_value(line.text)) return bad_multipart("has a control character in a header");
      if (folded && name.empty()) return bad_multipart("starts the headers of a part with a folded line");
      if (folded) {
        value.append(" ").append(trim(line.text));
        continue;
      }
      if (!name.empty()) headers.add(name, trim(value));
      if (line.text.empty()) return {};
      const std::size_t colon = std::min(line.text.find(':'), line.text.size());
      name = std::string(trim(line.text.substr(0, colon)));
      if (colon == line.text.size() || !is_token(name))
        return bad_multipart("has a header line without a name");
      value = std::string(trim(line.text.substr(colon + 1)));
    }
    return bad_multipart("ends within the headers of a part");
  }

  std::string_view body_;
  std::string delimiter_;
  MultipartLimits limits_;
  std::size_t at_ = 0;
  std::size_t content_end_ = 0;
};

}  // namespace

std::optional<std::string> Part::name() const {
  const std::optional<std::string_view> disposition = headers.get("Content-Disposition");
  if (!disposition) return std::nullopt;
  const Result<ParameterizedValue> read = ParameterizedValue::parse(*disposition);
  if (!read) return std::nullopt;
  const std::optional<std::string_view> name = read->get("name");
  if (!name) return std::nullopt;
  return std::string(*name);
}

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          const MultipartLimits& limits) {
  const Result<MediaType> type = MediaType::parse(content_type);
  if (!type || type->type != "multipart") {
    return fail("InvalidMultipart", "'" + excerpt(content_type) + "' is not a multipart content type");
  }
  const std::string_view boundary = type->boundary().value_or("");
  if (boundary.empty() || boundary.size() > kBoundaryMax) {
    return fail("InvalidMultipart", "the content type has no usable boundary",
                "write it like multipart/mixed; boundary=\"simple-boundary\"");
  }
  return PartReader(body, boundary, limits).read();
}

MultipartBuilder::MultipartBuilder(std::string boundary, std::string subtype)
    : boundary_(std::move(boundary)), subtype_(std::move(subtype)) {
  DROPPOINT_ASSERT(!boundary_.empty() && boundary_.size() <= 70, "RFC 2046 allows 1 to 70 characters");
}

MultipartBuilder& MultipartBuilder::add(const Headers& headers, std::string_view body) {
  text_.append("--").append(boundary_).append("\r\n");
  for (const Headers::Field field : headers) {
    text_.append(field.name).append(": ").append(field.value).append("\r\n");
  }
  text_.append("\r\n").append(body).append("\r\n");
  return *this;
}

std::string MultipartBuilder::content_type() const {
  return "multipart/" + subtype_ + "; boundary=\"" + boundary_ + "\"";
}

std::string MultipartBuilder::body() const {
  return text_ + "--" + boundary_ + "--\r\n";
}

}  // namespace droppoint::http
