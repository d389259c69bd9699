#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/http/message.hpp"

namespace droppoint::app {

// Who may call the control API: it must be asked by a loopback name (or one that was allowed), which keeps
// pages on other sites from reaching it through DNS rebinding, and an `Origin`, where there is one, must be
// its own.
struct Admission {
  // Names besides the loopback ones (`--allow-host`).
  std::vector<std::string> hosts = {};
  // Origins besides its own (`--allow-origin`).
  std::vector<std::string> origins = {};
};

// The origin of another page that may call, or nothing: its browser has to be told so (CORS).
std::optional<std::string> allowed_origin(const Admission& admission, const http::Request& request);
// What a browser asks before such a page's call.
bool is_preflight(const http::Request& request);
// The answer: everything that the control API takes.
http::Response preflight_response();

// The refusal, or nothing if the request may pass.
std::optional<http::Response> refuse(const Admission& admission, const http::Request& request, bool tls);

}  // namespace droppoint::app
