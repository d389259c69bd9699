#include "app/control/web_sockets.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

namespace droppoint::app {
namespace {

constexpr std::uint16_t kServiceRestart = 1012;

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

std::uint16_t close_code_of(const http::Request& request) {
  const std::string_view text = request.headers.get("close-code").value_or("");
  std::uint16_t code = 1000;
  std::from_chars(text.data(), text.data() + text.size(), code);
  return code;
}

}  // namespace

void WebSockets::opened(std::string_view target, std::shared_ptr<owner::ArrivalConnection> connection) {
  if (connection) connections_.insert_or_assign(std::string(path_of(target)), std::move(connection));
}

void WebSockets::closed(std::string_view target, net::ConnectionId connection) {
  const auto found = connections_.find(path_of(target));
  if (found != connections_.end() && found->second->id() == connection) connections_.erase(found);
}

void WebSockets::pass_on(const http::Request& request) {
  const auto found = connections_.find(path_of(request.target));
  if (found == connections_.end()) return;
  if (request.method == "CLOSE") {
    found->second->act(
        net::CloseWebSocket{close_code_of(request), std::string(http::bytes_of(request.body))});
    connections_.erase(found);
    return;
  }
  const bool text = request.headers.get("content-type").value_or("").starts_with("text/");
  found->second->act(net::SendMessage{text, request.body});
}

void WebSockets::close_all() {
  for (const auto& [path, connection] : std::exchange(connections_, {})) {
    connection->act(net::CloseWebSocket{kServiceRestart, "the cloud was reset"});
  }
}

}  // namespace droppoint::app
