#!/bin/sh
# Make .venv with the Python given; on Debian, where python3-venv is a package of its own, root gets it.
set -eu
python=$1
command -v "$python" >/dev/null || { echo "没有找到 $python：需要 Python 3.11 以上。/ $python not found: Python 3.11 or newer is needed." >&2; exit 2; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 以上，现在是 $("$python" --version)。/ Python 3.11 or newer is needed." >&2
    exit 2
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null
    else
        echo "请先安装 python3-venv：sudo apt install python3-venv / Install python3-venv first." >&2
        exit 2
    fi
fi
[ -x .venv/bin/pip ] || "$python" -m venv .venv
