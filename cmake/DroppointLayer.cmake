# Options of our own sources only: they are not passed on to whoever links the installed library.
add_library(droppoint_options INTERFACE)
target_compile_options(droppoint_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wno-sign-conversion
  # g++ 12 warns about every designated initializer that leaves a defaulted member out.
  -Wno-missing-field-initializers
  # With optimisation it also sees overlapping copies in "text" + std::string, where there are none (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>
  # And it takes defaulted strings of a temporary for uninitialized ones.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-maybe-uninitialized>
  # It takes a source that a unity build includes for a header, and then warns about each coroutine whose frame
  # holds a type of that source's anonymous namespace. Builds without unity still warn about real headers.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${CMAKE_UNITY_BUILD}>>:-Wno-subobject-linkage>
  $<$<BOOL:${DROPPOINT_WARNINGS_AS_ERRORS}>:-Werror>)
if(DROPPOINT_SANITIZE)
  target_compile_options(droppoint_options INTERFACE -fsanitize=${DROPPOINT_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all
    # clang 14 gives the parts of an inline coroutine the marks of this check and then cannot assemble them.
    $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
  target_link_options(droppoint_options INTERFACE -fsanitize=${DROPPOINT_SANITIZE})
  if(DROPPOINT_SANITIZE MATCHES "thread")
    # The thread sanitizer does not follow fences: Asio has its own way around them.
    target_compile_definitions(droppoint_options INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()

# Folders that are still being written (unfinished.txt): not built and not tested until they leave that list.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/unfinished.txt DROPPOINT_UNFINISHED)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/unfinished.txt)

# droppoint_layer(NAME FOLDER folder [EXCLUDE path...] LINK targets...)
# A static library droppoint_NAME of every .cpp below the folder.
function(droppoint_layer name)
  cmake_parse_arguments(LAYER "" "FOLDER" "EXCLUDE;LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${LAYER_FOLDER}/*.cpp)
  foreach(excluded IN LISTS LAYER_EXCLUDE DROPPOINT_UNFINISHED)
    list(FILTER sources EXCLUDE REGEX "^${excluded}")
  endforeach()
  if(NOT sources)
    add_library(droppoint_${name} INTERFACE)
    target_include_directories(droppoint_${name} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    target_link_libraries(droppoint_${name} INTERFACE ${LAYER_LINK})
    return()
  endif()
  list(TRANSFORM sources PREPEND ${PROJECT_SOURCE_DIR}/)
  add_library(droppoint_${name} STATIC ${sources})
  target_include_directories(droppoint_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/droppoint> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(droppoint_${name} PUBLIC cxx_std_20)
  target_link_libraries(droppoint_${name} PUBLIC ${LAYER_LINK} PRIVATE $<BUILD_INTERFACE:droppoint_options>)
endfunction()
