#pragma once

#include "emulator/http/router.hpp"
#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// What a request means: an operation of ours, one that asks another party first, or, where both are null, a
// request for Azure Monitor, which goes on as it is.
struct Handler {
  Operation operation = nullptr;
  AskingOperation asking = nullptr;
};

// All methods and paths that are emulated. Literals ignore case.
http::Router<Handler> make_routes();

// The answer to a path that is none of them: 404 for what Azure does not have, 501 for what this emulator
// lacks.
http::Response refuse_unknown_path(const http::Target& target, std::string_view api_version);

}  // namespace droppoint::fakes::resource_manager
