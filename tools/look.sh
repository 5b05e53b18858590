#!/bin/sh
# Serve the pages over the demonstration on loopback, with an account to look at them by.
set -eu
monitor=$1 database=$2
at=2026-11-21T09:00:00+08:00
user=look

[ -f "$database" ] || "$monitor" demo --db "$database" >/dev/null
if "$monitor" user list --db "$database" --at "$at" | grep -qw "$user"; then
    "$monitor" user password "$user" --db "$database" --at "$at"
else
    "$monitor" user add "$user" 参观 --db "$database" --at "$at"
    for role in province auditor; do
        "$monitor" grant add "$user" "$role" --db "$database" --at "$at" >/dev/null
    done
fi
echo "打开 http://127.0.0.1:8000/ ，以用户 $user 和上面的一次性密码登录（先改密码）；按 Ctrl-C 停止。"
echo "Open http://127.0.0.1:8000/ and sign in as $user with the one-time secret above; Ctrl-C stops."
exec "$monitor" serve --db "$database" --at "$at"
