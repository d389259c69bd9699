#pragma once

#include "emulator/wire/service.hpp"

namespace droppoint::fakes::event_grid {

// Stands where Event Grid will: it answers 501 in the form of Azure's errors, so that nobody takes a closed
// connection for a fault of the network.
class NotEmulated final : public wire::Service {
 public:
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;
};

}  // namespace droppoint::fakes::event_grid
