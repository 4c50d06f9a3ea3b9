#!/bin/sh
# Installs the Debian packages that building needs and, with `test`, those
# that testing needs, if any of them is missing.  Called by make; asks sudo
# only when it must.
set -eu

packages='gcc g++ libc6-dev libxapian-dev libicu-dev zlib1g-dev libdeflate-dev
nettle-dev libjansson-dev libmicrohttpd-dev libgnutls28-dev libinih-dev
libcurl4-openssl-dev esbuild'

if [ "${1-}" = test ]; then
    packages="$packages libcmocka-dev curl gnutls-bin jq chromium fonts-noto-core
libxml2-utils sqlite3 graphviz python3-networkx"
    # Those of Debian, unless the machine has its own.
    { command -v node && command -v npm; } >/dev/null ||
        packages="$packages nodejs npm"
fi

missing=
for p in $packages; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
        grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || {
        echo "these packages are missing; install them as root:$missing" >&2
        exit 1
    }
fi
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
