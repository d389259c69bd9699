# `cmake --install` gives the program, the libraries with their headers, and a package that
# find_package(Droppoint) reads. Embedders link Droppoint::droppoint.
include(CMakePackageConfigHelpers)

# What `#include <droppoint/droppoint.hpp>` needs: the fakes and all below them.
add_library(droppoint INTERFACE)
add_library(Droppoint::droppoint ALIAS droppoint)
target_include_directories(droppoint INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
target_link_libraries(droppoint INTERFACE droppoint_fakes)

# From the bottom up. `control` is the program's own and is not offered.
set(DROPPOINT_INSTALLED_LAYERS sim http wire journal net owner auth resources fakes scenarios)
foreach(layer IN LISTS DROPPOINT_INSTALLED_LAYERS)
  set_target_properties(droppoint_${layer} PROPERTIES EXPORT_NAME ${layer})
  list(APPEND droppoint_installed_targets droppoint_${layer})
endforeach()

set(droppoint_package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Droppoint)
install(TARGETS droppoint ${droppoint_installed_targets} EXPORT DroppointTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS droppoint_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT DroppointTargets NAMESPACE Droppoint:: DESTINATION ${droppoint_package_folder})

# Our headers include each other from the project's root, so that root is include/droppoint once installed.
install(DIRECTORY emulator fakes scenarios DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/droppoint
        FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY include/droppoint/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/droppoint
        FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/DroppointConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/DroppointConfig.cmake
                              INSTALL_DESTINATION ${droppoint_package_folder})
# Before 1.0 a minor version may change the API.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/DroppointConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/DroppointConfig.cmake ${PROJECT_BINARY_DIR}/DroppointConfigVersion.cmake
        DESTINATION ${droppoint_package_folder})
