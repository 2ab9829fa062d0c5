#!/bin/bash
# Puts what the tests need of telephony on a Debian 12 machine: Asterisk 16 (of Debian 11), SIPp, sox, espeak-ng, and
# MariaDB's driver for ODBC, by which Asterisk writes queue_log into a table.
# Idempotent, without questions; meant for CI and for a developer's throw-away machine. Run as root.
# Debian 11's suites are pinned at 100, so nothing that is installed already is replaced by them.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
packages="asterisk asterisk-core-sounds-en-gsm sip-tester sox espeak-ng odbc-mariadb"

missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
if [ -z "$missing" ]; then echo "install.sh: nothing to do, $(asterisk -V)"; exit 0; fi

# The mirror is the one this machine's apt already uses, in either format of source files.
source_files=$(find /etc/apt/sources.list /etc/apt/sources.list.d -maxdepth 1 -type f \( -name '*.list' -o -name '*.sources' \) 2>/dev/null || true)
address_of() { # archive name -> its first address in apt's sources, without the slash at the end
  # shellcheck disable=SC2086
  [ -z "$source_files" ] || sed -nE "s#^(URIs:|deb( +\[[^]]*\])?) +(https?://[^ ]+/$1)/?( .*)?\$#\3#p" $source_files | sed -n 1p
}
archive=${DEBIAN_ARCHIVE:-$(address_of debian)}
security=${DEBIAN_SECURITY_ARCHIVE:-$(address_of debian-security)}
[ -n "$archive" ] || { echo "install.sh: no Debian archive in apt's sources; set DEBIAN_ARCHIVE" >&2; exit 1; }

key=/usr/share/keyrings/debian-archive-keyring.gpg
if [ ! -s $key ]; then apt-get update -q; apt-get install -y -q --no-install-recommends debian-archive-keyring; fi
printf 'Package: *\nPin: release n=bullseye*\nPin-Priority: 100\n' > /etc/apt/preferences.d/bullseye

# add_suite NAME ADDRESS SUITE: writes the source, and takes it away again if the mirror does not serve it (any more).
add_suite() {
  local list=/etc/apt/sources.list.d/$1.list
  echo "deb [signed-by=$key check-valid-until=no] $2 $3 main" > "$list"
  apt-get update -q -o Dir::Etc::sourcelist="$list" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0 \
    -o APT::Update::Error-Mode=any && return 0
  rm -f "$list"
  return 1
}
apt-get update -q
add_suite bullseye "$archive" bullseye || { echo "install.sh: this machine's Debian mirror does not serve bullseye" >&2; exit 1; }
if [ -n "$security" ]; then
  add_suite bullseye-security "$security" bullseye-security || echo "install.sh: goes on without bullseye-security"
fi

# No service may start while packages are set up: the tests start their own daemons.
guard=/usr/sbin/policy-rc.d
if [ ! -e $guard ]; then
  printf '#!/bin/sh\nexit 101\n' > $guard; chmod +x $guard
  trap 'rm -f $guard' EXIT
fi
# shellcheck disable=SC2086
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold $missing
echo "install.sh: installed$missing; $(asterisk -V)"
