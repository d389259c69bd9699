#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"

namespace droppoint::http {

// Turns each "%41" into its byte. `+` stays a plus: only forms and queries take it for a space. Fails with
// "InvalidPercentEncoding" where two hexadecimal digits do not follow a "%".
Result<std::string> percent_decode(std::string_view text);

// What JavaScript's encodeURIComponent keeps beside the unreserved characters of RFC 3986.
inline constexpr std::string_view kKeptByEncodeUriComponent = "!*'()";

// Encodes one component, in upper-case hexadecimal. The unreserved characters of RFC 3986 (letters, digits
// and
// "-._~") are kept, and those of `also_kept`.
std::string percent_encode(std::string_view text, std::string_view also_kept = {});

// What stands in `Host`, in `:authority` and in a CONNECT target.
struct Authority {
  std::string host;  // in lower case; an IPv6 address without its brackets
  std::optional<std::uint16_t> port;

  // As it is written, brackets around an IPv6 address included.
  std::string to_text() const;
  friend bool operator==(const Authority&, const Authority&) = default;
};

// Reads "host", "host:80", "[::1]:80". A colon without a port is no port. Fails with "InvalidAuthority"; user
// names ("user@host") are refused.
Result<Authority> split_authority(std::string_view text);

// An absolute URL with an authority, as webhooks, connection strings ("sb://…") and CloudEvents callbacks
// have.
struct Url {
  std::string scheme;  // in lower case
  std::string host;    // in lower case; an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
  std::string path = "/";  // raw; never empty
  std::optional<std::string> query = {};

  // Fails with "InvalidUrl". A fragment is dropped, since it is never sent.
  static Result<Url> parse(std::string_view text);

  // The port to connect to: 80 for http and ws, else 443, also for sb (the SDKs turn it into https).
  std::uint16_t port_or_default() const;
  std::string authority() const { return Authority{host, port}.to_text(); }
  // Path and query as a request line has them.
  std::string target() const;
  std::string to_text() const;
};

struct QueryItem {
  std::string raw_name;
  std::string raw_value;
  std::string name;
  std::string value;
  // False for a key without `=`, such as "direct" in "?direct&api-version=2015-04".
  bool has_value = false;
};

// The target of a request, with the raw text beside what it means: SAS and HMAC sign the raw text. Dot
// segments are left alone, since nothing here names a file.
class Target {
 public:
  // Reads origin-form ("/a/b?c=d") and absolute-form ("http://host/a/b?c=d"). Fails with "InvalidTarget",
  // also for a path with a broken percent-encoding.
  static Result<Target> parse(std::string_view raw);

  const std::string& raw() const { return raw_; }
  // Of the absolute form only, as written ("host:80").
  std::string_view authority() const { return part(authority_); }
  std::string_view raw_path() const { return path_.size == 0 ? std::string_view("/") : part(path_); }
  // Without its `?`; empty also if there is none.
  std::string_view raw_query() const { return part(query_); }

  // Decoded, none of them empty: repeated slashes count as one. A slash in a segment was a "%2F".
  const std::vector<std::string>& segments() const { return segments_; }
  // Whether the path ends with a slash and is not the root.
  bool trailing_slash() const { return trailing_slash_; }

  // In the order in which they were sent. Decoded as forms are (`+` is a space), which is how ASP.NET reads
  // them and URLSearchParams writes them; a text with a broken percent-encoding is kept as it is.
  const std::vector<QueryItem>& query_items() const { return items_; }
  // The decoded value of the first item of that name: ignoring case, as Azure does, or exactly. Empty for a
  // key without `=`; nothing if there is no such item.
  std::optional<std::string_view> query(std::string_view name) const;
  std::optional<std::string_view> query_exact(std::string_view name) const;
  // Ignores case.
  bool has_query(std::string_view name) const { return query(name).has_value(); }

 private:
  // Positions, not views: the text moves with a small string.
  struct Span {
    std::size_t start = 0;
    std::size_t size = 0;
  };
  std::string_view part(Span span) const { return std::string_view(raw_).substr(span.start, span.size); }
  Result<void> read_path();
  void read_query();

  std::string raw_;
  Span authority_;
  Span path_;
  Span query_;
  std::vector<std::string> segments_;
  bool trailing_slash_ = false;
  std::vector<QueryItem> items_;
};

}  // namespace droppoint::http
