#!/bin/sh
# Get the programs of Debian that tests of pages and papers use: a browser, fonts for Chinese, a reader of Word files.
# Root gets what is missing by itself; anybody else is told what to ask for, and the tests say what they did not run.
set -eu

wanted="chromium chromium-l10n fonts-noto-cjk libreoffice-writer-nogui poppler-utils libpango-1.0-0 libpangoft2-1.0-0"
missing=""
for package in $wanted; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes --quiet=2 --no-install-recommends $missing >/dev/null 2>&1 || {
        apt-get update --quiet=2
        apt-get install --yes --quiet=2 --no-install-recommends $missing >/dev/null
    }
else
    echo "Not here:$missing. Ask an administrator: apt install$missing" >&2
fi
