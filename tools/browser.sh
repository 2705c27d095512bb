#!/bin/sh
# Make sure that there is a Chromium for the desk's browser tests (`make test` calls this). It is installed from Debian's
# packages where this user may do so; where not, it says so and ends well: those tests are then skipped, with the reason.
set -u
for name in chromium chromium-browser google-chrome; do
	command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "There is no Chromium here, and it cannot be installed without root and apt: the browser tests will be skipped."
	echo "Install it (Debian: apt-get install chromium) to run them."
	exit 0
fi
echo "Installing Chromium for the browser tests (once) …"
export DEBIAN_FRONTEND=noninteractive
if { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1; then
	exit 0
fi
echo "Chromium could not be installed: the browser tests will be skipped."
