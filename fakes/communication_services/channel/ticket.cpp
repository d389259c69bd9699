#include "fakes/communication_services/channel/ticket.hpp"

#include <charconv>
#include <string>

#include "fakes/auth/digest.hpp"
#include "fakes/communication_services/responses.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::fakes::communication_services::channel {
namespace {

constexpr std::string_view kIssuer = "droppoint";
constexpr std::string_view kPermission = "connect";

std::int64_t unix_milliseconds(sim::Time time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::string signature_of(const DataPlane& plane, std::string_view connection, std::string_view issuer,
                         std::string_view permission, std::string_view start, std::string_view end) {
  std::string text(connection);
  for (const std::string_view part : {issuer, permission, start, end}) text.append("\n").append(part);
  return plane.connections.sign(text);
}

}  // namespace

nlohmann::ordered_json make_ticket(const DataPlane& plane, const Connection& connection) {
  const std::string start = std::to_string(unix_milliseconds(plane.now()));
  const std::string end = std::to_string(unix_milliseconds(connection.expires_at));
  nlohmann::ordered_json ticket;
  ticket["sr"] = connection.id;
  ticket["issuer"] = kIssuer;
  ticket["sp"] = kPermission;
  ticket["se"] = end;
  ticket["st"] = start;
  ticket["sig"] = signature_of(plane, connection.id, kIssuer, kPermission, start, end);
  return ticket;
}

tl::expected<Connection*, http::Response> read_ticket(DataPlane& plane, const http::Target& target) {
  const auto part = [&target](std::string_view name) { return target.query_exact(name).value_or(""); };
  const std::string_view end = part("se");
  const std::string expected = signature_of(plane, part("sr"), part("issuer"), part("sp"), part("st"), end);
  if (!auth::constant_time_equal(part("sig"), expected)) {
    return tl::unexpected(unauthorized("The query's connectparams were not issued by this service."));
  }
  std::int64_t milliseconds = 0;
  std::from_chars(end.data(), end.data() + end.size(), milliseconds);
  if (milliseconds <= unix_milliseconds(plane.now())) {
    return tl::unexpected(unauthorized("The query's connectparams are past their time (se)."));
  }
  Connection* connection = plane.connections.find(part("sr"));
  if (connection == nullptr) {
    return tl::unexpected(unauthorized("The connection of the query's connectparams is gone."));
  }
  return connection;
}

}  // namespace droppoint::fakes::communication_services::channel
