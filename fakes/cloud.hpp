#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/journal/journal.hpp"
#include "emulator/wire/faults.hpp"
#include "fakes/config/cloud_config.hpp"
#include "fakes/handles.hpp"

// The C++ API: one isolated cloud with every party on one recorded wire, on a clock that the test holds.
// Embedded, it opens no socket and has no thread of its own.

namespace droppoint {

namespace fakes {
class CloudCore;
}

// How the cloud's time moves (docs/architecture.md, "Clock").
struct Clock {
  enum class Mode { real, manual, skip, scaled };
  Mode mode = Mode::manual;
  // scaled: how many seconds pass on the cloud's clock in one real second.
  std::uint32_t factor = 1;

  static Clock real() { return {Mode::real}; }
  static Clock manual() { return {Mode::manual}; }
  static Clock skip() { return {Mode::skip}; }
  static Clock scaled(std::uint32_t factor) { return {Mode::scaled, factor}; }
};

struct CloudOptions {
  Clock clock = Clock::manual();
  std::uint64_t seed = 1;
  // None: the default cloud.
  std::optional<config::CloudConfig> config = {};
  // Where the clock starts.
  sim::Time start = sim::from_unix_seconds(1767225600);  // 2026-01-01T00:00:00Z
  // The journal's bound in memory.
  std::size_t journal_bytes_max = std::size_t{1} << 30U;
  // Records there instead of in memory.
  std::shared_ptr<journal::Journal> journal = {};
};

// Thrown for a mistake of the embedding program: an unknown name, a refused configuration. Never for what a
// party of the cloud answers.
class CloudError : public std::runtime_error {
 public:
  explicit CloudError(Error error) : std::runtime_error(error.message), error_(std::move(error)) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// Not thread safe. Handles refer to the cloud and must not outlive it.
class Cloud {
 public:
  explicit Cloud(CloudOptions options = {});
  Cloud(const Cloud&) = delete;
  Cloud& operator=(const Cloud&) = delete;
  ~Cloud();

  Devices devices();
  // Throws CloudError where there is no such resource.
  CommunicationServices communication_services(std::string_view name);
  // "namespace/hub".
  Hub hub(std::string_view name);

  sim::Time now() const;
  // Runs everything due in order, up to and including then. Says how many timers fired.
  std::uint64_t advance(sim::Duration by);

  wire::FaultId add_fault(wire::Fault fault);
  bool remove_fault(wire::FaultId id);
  void clear_faults();

  // What happened so far.
  std::optional<journal::TraceView> trace(wire::TraceId id) const;
  const journal::Reader& journal() const;
  std::string export_json() const;

  // A request from outside to whoever its host or path names, as a real client would send it. Nothing when it
  // waits for the clock (in `skip` the clock moves until there is an answer). A request that no party answers
  // for is answered 404.
  std::optional<wire::Answer> request(http::Request request);
  // A call of the control API that one of the parties answers: `/_droppoint/v1/devices/alice-iphone`.
  std::optional<wire::Answer> control(std::string_view method, std::string_view path, std::string body = {});

  // Stands in for a web server of the developer's: answers what the cloud sends to URLs that begin so, such
  // as callbacks, in process. Also after a reset. `answer` may not call the cloud.
  void answer_url(std::string prefix, std::function<http::Response(const http::Request&)> answer);

  // Begins anew with the same configuration: devices, links, traces and time are as at the start.
  void reset(std::optional<std::uint64_t> seed = {});

  // For the program and the scenario engine, which build on the parts.
  fakes::CloudCore& core() { return *core_; }

 private:
  std::unique_ptr<fakes::CloudCore> core_;
};

}  // namespace droppoint
