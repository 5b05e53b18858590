#!/bin/sh
# Pack a release with everything it needs, for a machine without a network: run where there is one, on the same
# system and Python. usage: pack.sh FOLDER [PYTHON]
set -eu
folder=$1 python=${2:-python3}
here=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder/wheels"
"$python" -m venv "$folder/.pack"
# Each file is checked against its hash in the lock file; what is no wheel is not taken.
"$folder/.pack/bin/pip" download --quiet --require-hashes --only-binary :all: \
    --requirement "$here/requirements/runtime.txt" --dest "$folder/wheels"
"$folder/.pack/bin/pip" wheel --quiet --no-deps --wheel-dir "$folder" "$here"
rm -rf "$folder/.pack"
cp "$here/requirements/runtime.txt" "$here/deploy/airgap/install.sh" "$folder"
cp -r "$here/deploy/systemd" "$here/docs" "$folder"
cd "$folder"
find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS
echo "$folder: $(find wheels -name '*.whl' | wc -l) wheels"
echo "SHA-256 of SHA256SUMS, to be carried by another way: $(sha256sum SHA256SUMS | cut -d ' ' -f 1)"
