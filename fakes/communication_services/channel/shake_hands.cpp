#include <algorithm>
#include <charconv>

#include "emulator/http/response.hpp"
#include "fakes/communication_services/authenticate.hpp"
#include "fakes/communication_services/channel/operations.hpp"
#include "fakes/communication_services/channel/session.hpp"
#include "fakes/communication_services/channel/ticket.hpp"
#include "fakes/communication_services/responses.hpp"

namespace droppoint::fakes::communication_services::channel {
namespace {

constexpr std::int64_t kPingSecondsDefault = 40;
constexpr std::int64_t kPingSecondsMax = 600;

// How often the client wants to ping.
std::int64_t ping_seconds(const http::Target& target) {
  const std::string_view text = target.query_exact("timeout").value_or("");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 1) return kPingSecondsDefault;
  return std::min(seconds, kPingSecondsMax);
}

}  // namespace

// Begins a session. The numbers are twice the client's ping interval and five (observed for 40 seconds; for
// others inferred).
sim::Task<http::Response> shake_hands(DataPlane& plane, const wire::Hop& hop, http::PathParameters) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target) co_return service_error(400, target.error().code, target.error().message);
  const auto claims = authenticate_user(plane, hop);
  if (!claims) co_return claims.error();
  const auto connection = read_ticket(plane, *target);
  if (!connection) co_return connection.error();
  if ((*connection)->user != claims->user) {
    co_return unauthorized("The connection is another user's.");
  }
  // The one before was replaced.
  end_session(plane, **connection, "dup");
  Session& session = plane.connections.begin_session(**connection);
  const std::int64_t interval = ping_seconds(*target);
  const std::int64_t silence = 2 * interval + 5;
  session.token_expires_at = claims->expires_at;
  session.trace = hop.trace;
  session.heartbeat = std::chrono::seconds(interval);
  session.silence_max = std::chrono::seconds(silence);
  const std::string seconds = std::to_string(silence);
  co_return http::text_response(200, "text/plain; charset=utf-8",
                                session.id + ':' + seconds + ':' + seconds + ":websocket,xhr-polling");
}

}  // namespace droppoint::fakes::communication_services::channel
