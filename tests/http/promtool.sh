#!/bin/sh
# promtool.sh DIR - puts promtool into DIR: out of Debian's package of
# Prometheus, which to install would start a server.  Where it cannot be had,
# the test that wants it skips, saying so.
set -u
cd "$1" || exit 1
[ -x promtool ] && exit 0
command -v promtool >/dev/null && exit 0
apt-get download -qq prometheus >/dev/null 2>&1 &&
    dpkg-deb -x prometheus_*.deb package &&
    mv package/usr/bin/promtool . ||
    echo "promtool cannot be had: one check will be skipped" >&2
rm -rf package prometheus_*.deb
exit 0
