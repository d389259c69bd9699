#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "fakes/monitor/query.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes::monitor {

// The hub that the id names, if its subscription, group, namespace and name are all right; else null.
struct HubPlace {
  const resources::Namespace* name_space = nullptr;
  const resources::Hub* hub = nullptr;
  explicit operator bool() const { return hub != nullptr; }
};
HubPlace find_hub(resources::Store& store, const resources::HubId& id);

// The members "timespan" (its end is `now` where the query reaches beyond), "interval", "namespace",
// "resourceregion" and "value" of one resource. A data point for each interval that has begun by now, also
// where nothing was counted.
nlohmann::ordered_json answer_body(const Query& query, const HubPlace& place,
                                   const resources::Metrics& metrics, sim::Time now);

}  // namespace droppoint::fakes::monitor
