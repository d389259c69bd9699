#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/owner/door.hpp"
#include "emulator/owner/outgoing.hpp"
#include "emulator/wire/wire.hpp"

namespace droppoint::fakes {

// Events of a trace, with the URL: why an endpoint was not called.
inline constexpr std::string_view kEndpointNotAllowed = "endpoint-not-allowed";
inline constexpr std::string_view kEndpointNotCalled = "endpoint-not-called";

// The party `webhook`: whatever a developer owns and the cloud calls. The target of a request is an absolute
// URL. Answered by the handler of the longest prefix of that URL, else by a real call where somebody makes
// them, else not at all.
class OutsideEndpoints final : public wire::Service {
 public:
  using Handler = std::function<sim::Task<wire::Answer>(const wire::Hop&)>;

  OutsideEndpoints(wire::Wire& wire, owner::Door& door) : wire_(wire), door_(door) {}

  // Answers URLs that begin so, in process.
  void handle_url(std::string prefix, Handler handler) { handlers_[std::move(prefix)] = std::move(handler); }
  // Null: real calls are not made. It outlives this.
  void call_by(owner::Outgoing* outgoing) { outgoing_ = outgoing; }

  // The real answer to a hop. Dropped if nobody waits for it any more.
  void answer(std::uint64_t hop, wire::Answer answer);

  // Break::refused where nothing may or can be called; an event says why.
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  struct Call;
  const Handler* handler_of(std::string_view url) const;

  wire::Wire& wire_;
  owner::Door& door_;
  std::map<std::string, Handler, std::less<>> handlers_;
  owner::Outgoing* outgoing_ = nullptr;
  // By the hop's sequence.
  std::map<std::uint64_t, std::shared_ptr<Call>> calls_;
  // Answers may come when this is gone.
  std::shared_ptr<const bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace droppoint::fakes
