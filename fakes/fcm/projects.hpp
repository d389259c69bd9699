#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fakes/fcm/options.hpp"

namespace droppoint::fakes::fcm {

// What Google knows of Firebase projects. They are never removed, so pointers stay good.
class Projects {
 public:
  explicit Projects(std::vector<Project> projects);

  // By id or by number; null if there is none.
  const Project* find(std::string_view id_or_number) const;
  // Those that have this server key.
  std::vector<const Project*> of_server_key(std::string_view key) const;
  // Null if no project has such an account.
  const ServiceAccount* find_account(std::string_view client_email) const;
  const Project* project_of_account(std::string_view client_email) const;
  // False if no project has such an account.
  bool set_account_state(std::string_view client_email, AccountState state);
  const std::vector<Project>& all() const { return projects_; }

 private:
  std::vector<Project> projects_;
};

}  // namespace droppoint::fakes::fcm
