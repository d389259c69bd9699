#include "emulator/net/outgoing_call.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <arpa/inet.h>
#include <httplib.h>
#include <netdb.h>
#include <netinet/in.h>

namespace droppoint::net {
namespace {

using Milliseconds = std::chrono::milliseconds;

bool is_loopback_name(const std::string& host) {
  constexpr std::string_view kSuffix = ".localhost";
  const bool below = host.size() > kSuffix.size() &&
                     host.compare(host.size() - kSuffix.size(), kSuffix.size(), kSuffix) == 0;
  return below || is_loopback(host);
}

bool is_allowed_beyond_loopback(const OutgoingOptions& options, const std::string& host) {
  return !is_loopback_name(host) && options.allowed.covers(host);
}

std::string text_of(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address->sa_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  }
  return text;
}

std::string_view words_for(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection:
      return "nothing accepts connections there";
    case httplib::Error::Read:
      return "the connection ended before the whole answer had come";
    case httplib::Error::Write:
      return "the connection ended before the whole request was sent";
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
      return "the TLS handshake failed";
    case httplib::Error::SSLServerVerification:
      return "its certificate is not trusted";
    case httplib::Error::Canceled:
      return "its answer is too large";
    default:
      return "the call failed";
  }
}

}  // namespace

struct OutgoingCall::Wire {
  explicit Wire(const std::string& origin) : client(origin) {}
  httplib::Client client;
};

OutgoingCall::OutgoingCall(const OutgoingOptions& options, Deadline deadline)
    : options_(options), deadline_(deadline) {}
OutgoingCall::~OutgoingCall() = default;

Result<http::Url> OutgoingCall::check(const OutgoingOptions& options, std::string_view url) {
  auto parsed = http::Url::parse(url);
  if (!parsed) return parsed;
  if (parsed->scheme != "http" && parsed->scheme != "https") {
    return fail("EndpointNotAllowed", "\"" + parsed->scheme + "\" is not called: only http and https are");
  }
  if (!is_loopback_name(parsed->host) && !options.allowed.covers(parsed->host)) {
    return fail("EndpointNotAllowed", parsed->host + " is not on this machine",
                "allow it with --allow-outbound " + parsed->host);
  }
  return parsed;
}

Result<http::Response> OutgoingCall::run(const http::Request& request) {
  const auto url = check(options_, request.target);
  if (!url) return tl::unexpected(url.error());
  const auto addresses = resolve(*url);
  if (!addresses) return tl::unexpected(addresses.error());
  // "localhost" is ::1 and 127.0.0.1, and a server often listens on one of them only.
  Result<http::Response> answer = failed(*url, "its name has no address");
  for (const std::string& address : *addresses) {
    refused_ = false;
    answer = call(*url, address, request);
    if (answer || !refused_) break;
  }
  return answer;
}

Result<std::vector<std::string>> OutgoingCall::resolve(const http::Url& url) const {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(url.host.c_str(), nullptr, &hints, &found) != 0) {
    // Names below localhost are loopback by RFC 6761, whether or not this system's resolver knows it.
    if (is_loopback_name(url.host)) return std::vector<std::string>{"127.0.0.1", "::1"};
    return failed(url, "its name cannot be resolved");
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned(found, freeaddrinfo);
  std::vector<std::string> addresses;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    const std::string address = text_of(each->ai_addr);
    if (!is_allowed_beyond_loopback(options_, url.host) && !is_loopback(address)) {
      return fail("EndpointNotAllowed",
                  url.host + " resolves to " + address + ", which is not on this machine",
                  "allow it with --allow-outbound " + url.host);
    }
    if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
      addresses.push_back(address);
  }
  return addresses;
}

Result<http::Response> OutgoingCall::call(const http::Url& url, const std::string& address,
                                          const http::Request& request) try {
  // Rounded up: a time-out of the library then never comes before the deadline, which tells it from other
  // failures.
  const auto left = std::chrono::ceil<Milliseconds>(deadline_ - std::chrono::steady_clock::now());
  if (left <= Milliseconds::zero()) return failed(url, "");
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return failed(url, "the emulator stops");
    wire_ = std::make_unique<Wire>(url.scheme + "://" +
                                   http::Authority{url.host, url.port_or_default()}.to_text());
  }
  httplib::Client& client = wire_->client;
  // The address that was checked is the one that is called, whatever the name resolves to a moment later.
  client.set_hostname_addr_map({{url.host, address}});
  client.set_connection_timeout(left);
  client.set_read_timeout(left);
  client.set_write_timeout(left);
  client.set_keep_alive(false);
  client.set_follow_location(false);
  client.set_url_encode(false);
  client.set_decompress(false);
  client.set_tcp_nodelay(true);
  client.enable_server_certificate_verification(options_.verify_loopback_certificates ||
                                                !is_loopback_name(url.host));

  http::Response answer;
  std::string body;
  httplib::Request outgoing;
  outgoing.method = request.method;
  outgoing.path = url.target();
  outgoing.body = std::string(http::bytes_of(request.body));
  for (const auto field : request.headers) outgoing.headers.emplace(field.name, field.value);
  if (!request.headers.contains("host")) outgoing.headers.emplace("Host", url.authority());
  outgoing.content_receiver = [&](const char* bytes, std::size_t count, std::uint64_t, std::uint64_t) {
    if (body.size() + count > options_.body_bytes_max) return false;
    body.append(bytes, count);
    return true;
  };
  const httplib::Result result = client.send(outgoing);
  if (!result) {
    refused_ = result.error() == httplib::Error::Connection;
    return failed(url, result.error() == httplib::Error::ConnectionTimeout ? "" : words_for(result.error()));
  }
  answer.status = result->status;
  for (const auto& [name, value] : result->headers) answer.headers.add(name, value);
  answer.body = http::make_body(std::move(body));
  return answer;
} catch (const std::exception& exception) {
  return failed(url, exception.what());
}

tl::unexpected<Error> OutgoingCall::failed(const http::Url& url, std::string_view why) const {
  if (why.empty() || std::chrono::steady_clock::now() >= deadline_) {
    return fail("TimedOut", url.to_text() + " did not answer in time");
  }
  return fail("Unreachable", url.to_text() + ": " + std::string(why));
}

void OutgoingCall::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  if (wire_) wire_->client.stop();
}

}  // namespace droppoint::net
