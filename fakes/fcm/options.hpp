#pragma once

#include <string>
#include <vector>

#include "fakes/auth/key.hpp"

namespace droppoint::fakes::fcm {

struct ServiceAccount {
  std::string client_email;
  // The public half of the `private_key` in the account's JSON file.
  auth::RsaPublicKey key;
};

struct Project {
  std::string project_id;
  std::vector<ServiceAccount> service_accounts = {};
};

struct Options {
  std::vector<Project> projects = {};
  // Whether the legacy interfaces are still there (before June 2024). They are not emulated: 501 then, else
  // the 404 of today.
  bool legacy = false;
};

}  // namespace droppoint::fakes::fcm
