# To be sourced, in the project's folder: what tests use beyond a JDK and Node, where it can be had. Without it they skip themselves, and say so.

# Brings up what container tests need, where the tool for it is at hand; without it they skip themselves.
containers=../shared/tools/containers
if [ -x "$containers" ] && [ -n "$(git ls-files '*IT.java')" ]; then
  if timeout 240 "$containers" all; then
    eval "$("$containers" env)"
  else
    echo "ci: no containers on this machine; going on without them"
  fi
fi

# The SAM CLI for the template's lint, where it is at hand.
if [ -x ../shared/tools/sam ]; then
  PATH=$PATH:$(cd ../shared/tools && pwd)
  export PATH
fi

# Installs packages of the distribution, where that can be done; who wants them looks whether they are there.
from_distribution() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
  (
    timeout 60 apt-get -qq update
    DEBIAN_FRONTEND=noninteractive timeout 180 apt-get -qq -y install "$@"
  ) >/dev/null 2>&1 || true
}

# PgBouncer, for the tests that go through it; without it they skip themselves, and say so.
command -v pgbouncer >/dev/null || from_distribution pgbouncer
command -v pgbouncer >/dev/null || echo "ci: NOT CHECKED: the way through PgBouncer, since it is missing and could not be installed; all else goes on"
