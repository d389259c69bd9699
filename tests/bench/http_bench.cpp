// What a message costs: headers are built once for each hop and read by every check.

#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/http/headers.hpp"

using droppoint::http::Headers;

namespace {

// The headers of a direct send to the hub, in the order and of the size that its SDK for JavaScript sends.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kFields{{
    {"Host", "droppoint-ns.servicebus.windows.net"},
    {"Authorization",
     "SharedAccessSignature sr=https%3A%2F%2Fdroppoint-ns.servicebus.windows.net%2Fdroppoint-hub&"
     "sig=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D&se=1767225600&skn=acs-send"},
    {"Content-Type", "application/json;charset=utf-8"},
    {"ServiceBusNotification-Format", "apple"},
    {"ServiceBusNotification-DeviceHandle",
     "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"},
    {"X-Apns-Push-Type", "voip"},
    {"X-Apns-Priority", "10"},
    {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
    {"Content-Length", "421"},
}};

void build(benchmark::State& state) {
  for (auto _ : state) {
    Headers headers;
    for (const auto& [name, value] : kFields) headers.add(name, value);
    benchmark::DoNotOptimize(headers);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(build)->Name("http/headers_build");

using Pairs = std::vector<std::pair<std::string, std::string>>;

void build_baseline(benchmark::State& state) {
  for (auto _ : state) {
    Pairs headers;
    for (const auto& [name, value] : kFields) headers.emplace_back(name, value);
    benchmark::DoNotOptimize(headers);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(build_baseline)->Name("http/headers_build:baseline");

void get(benchmark::State& state) {
  Headers headers;
  for (const auto& [name, value] : kFields) headers.add(name, value);
  for (auto _ : state) benchmark::DoNotOptimize(headers.get("x-apns-priority"));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(get)->Name("http/headers_get");

// The search that costs least: exact bytes, known case.
void get_baseline(benchmark::State& state) {
  Pairs headers;
  for (const auto& [name, value] : kFields) headers.emplace_back(name, value);
  for (auto _ : state) {
    for (const auto& [name, value] : headers) {
      if (name == "X-Apns-Priority") {
        benchmark::DoNotOptimize(value.data());
        break;
      }
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(get_baseline)->Name("http/headers_get:baseline");

}  // namespace
