#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulator/net/outgoing_client.hpp"
#include "emulator/owner/outgoing.hpp"
#include "emulator/owner/owner.hpp"

namespace droppoint::app {

// The real calls of a served cloud: made on threads of their own, answered on the owner's.
class OutgoingCalls final : public owner::Outgoing {
 public:
  // `allowed`: hosts beside loopback that may be called. `log` is told why a call failed; any thread. The
  // owner outlives this.
  OutgoingCalls(owner::Owner& owner, const std::vector<std::string>& allowed,
                std::function<void(std::string_view)> log);

  std::optional<Refusal> send(const wire::Hop& hop, Done done) override;
  bool holds_time(const wire::Hop& hop, sim::Time now) const override;
  void forget() override;

 private:
  owner::Owner& owner_;
  std::function<void(std::string_view)> log_;
  const net::OutgoingOptions options_;
  net::OutgoingId last_id_ = 0;
  std::unique_ptr<net::OutgoingClient> client_;
};

}  // namespace droppoint::app
