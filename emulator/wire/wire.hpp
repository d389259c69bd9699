#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "emulator/sim/random.hpp"
#include "emulator/sim/scheduler.hpp"
#include "emulator/wire/connection.hpp"
#include "emulator/wire/correlations.hpp"
#include "emulator/wire/faults.hpp"
#include "emulator/wire/ledger.hpp"
#include "emulator/wire/recorder.hpp"
#include "emulator/wire/service.hpp"

namespace droppoint::wire {

struct Exchange {
  Party from = Party::client;
  Party to = Party::client;
  TraceId trace;
  NotificationId notification = {};
  http::Request request = {};
  // On the cloud's clock; the sender gives up then with Break::timed_out.
  sim::Duration timeout = std::chrono::seconds(100);
  // Set for a sender outside the cloud.
  std::optional<Origin> origin = {};
  // Null: there is none, or none that faults could act on.
  std::shared_ptr<Connection> connection = {};
};

// The only way from one party to another. Records every exchange as a hop, and is where faults act.
class Wire {
 public:
  Wire(sim::Scheduler& scheduler, const sim::Random& random, Recorder& recorder);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void attach(Party party, Service& service);

  // Nothing is cancelled: a service that was asked runs to its end, as the real one would, and a late answer
  // is dropped. The hop is opened before this first suspends.
  sim::Task<Answer> exchange(Exchange exchange);

  // Asks a service something without recording it: the control API's reads, which no party of the cloud
  // makes. The service must answer without waiting for anybody.
  Answer ask(Party to, http::Request request);

  // The sequence that the next hop will have.
  std::uint64_t next_sequence() const { return last_sequence_ + 1; }

  // Told one line for each exception that left a service, besides the event in the journal.
  void on_internal_error(std::function<void(std::string_view)> tell) { on_internal_error_ = std::move(tell); }

  Faults& faults() { return faults_; }
  Ledger& ledger() { return ledger_; }
  Correlations& correlations() { return correlations_; }
  sim::Scheduler& scheduler() { return scheduler_; }
  Recorder& recorder() { return recorder_; }

 private:
  struct Waiting;
  // An exchange that waits for a fault to be removed.
  struct Held {
    FaultId fault;
    std::shared_ptr<Hop> hop;
    std::shared_ptr<Waiting> waiting;
  };
  // What a fault did to a connection; it ends with the entry.
  struct Lasting {
    FaultId fault;
    std::shared_ptr<void> effect;
  };
  static sim::Task<void> serve(Wire* wire, Service* service, std::shared_ptr<Hop> hop,
                               std::shared_ptr<Waiting> waiting, sim::Duration delay);
  static sim::Task<void> ask_service(Service* service, const Hop* hop,
                                     std::shared_ptr<std::optional<Answer>> answer);
  void begin(const std::shared_ptr<Hop>& hop, const std::shared_ptr<Waiting>& waiting, sim::Duration delay);
  // False: the service is not to be asked (yet).
  bool strike(const Faults::Strike& strike, const std::shared_ptr<Hop>& hop,
              const std::shared_ptr<Waiting>& waiting, const std::shared_ptr<Connection>& connection,
              sim::Duration& delay);
  bool strike_connection(const Http2Effect& effect, const Held& struck,
                         const std::shared_ptr<Connection>& connection);
  void lift(FaultId fault);
  Answer internal_error(const Hop& hop, std::string_view what);
  void close(const std::shared_ptr<Hop>& hop, Answer answer);
  std::shared_ptr<Hop> open(Exchange& exchange);

  sim::Scheduler& scheduler_;
  Recorder& recorder_;
  Faults faults_;
  Ledger ledger_;
  Correlations correlations_;
  std::uint64_t last_sequence_ = 0;
  std::array<Service*, kPartyCount> services_{};
  std::vector<Held> held_;
  std::vector<Lasting> lasting_;
  std::function<void(std::string_view)> on_internal_error_;
};

}  // namespace droppoint::wire
