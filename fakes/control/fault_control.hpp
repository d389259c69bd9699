#pragma once

#include "emulator/wire/wire.hpp"

namespace droppoint::control {

// The control calls that concern the emulator itself and no single service: `GET|POST|DELETE
// /_droppoint/v1/faults`, `DELETE /_droppoint/v1/faults/{id}`. They come through the door like everything
// that acts on a cloud, so that a replay has the same faults.
class FaultControl final : public wire::Service {
 public:
  explicit FaultControl(wire::Wire& wire) : wire_(wire) {}
  sim::Task<wire::Answer> handle(const wire::Hop& hop) override;

 private:
  http::Response add(const http::Request& request);
  http::Response remove(std::string_view id);
  http::Response list() const;

  wire::Wire& wire_;
};

}  // namespace droppoint::control
