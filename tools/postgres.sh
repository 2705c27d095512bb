#!/bin/sh
# Make sure that there is a PostgreSQL server's program for the tests of the register on both engines (`make test` calls
# this). It is installed from Debian's packages where this user may do so, without the server that Debian would set up and
# start with it; where not, it says so and ends well: those tests are then skipped, with the reason. The tests start a
# server of their own in a temporary folder, whatever else runs here.
set -u
command -v initdb >/dev/null 2>&1 && exit 0
for folder in /usr/lib/postgresql/*/bin; do
	[ -x "$folder/initdb" ] && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "There is no PostgreSQL here, and it cannot be installed without root and apt: its tests will be skipped."
	echo "Install it (Debian: apt-get install postgresql) to run them."
	exit 0
fi
install_it() {
	apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql-common || return 1
	settings=/etc/postgresql-common/createcluster.conf
	cp -p "$settings" "$settings.kept" || return 1
	sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' "$settings"
	apt-get install -y -qq --no-install-recommends postgresql
	installed=$?
	mv "$settings.kept" "$settings"
	return $installed
}
echo "Installing PostgreSQL for the tests of the register (once) …"
export DEBIAN_FRONTEND=noninteractive
install_it >/dev/null 2>&1 || echo "PostgreSQL could not be installed: its tests will be skipped."
