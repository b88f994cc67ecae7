#!/bin/sh
# Measures `senthang analyze` against other engines on the same files, in turn in the same run: wall time, CPU time, peak memory.
#   benches/peers.sh [SIZE] [RUNS] [FOLDER OF THE PEERS]      SIZE: 10k 100k 1m 1m20 10m
# The folder holds the peers' jobs and the generator of the data (run.sh, run.py, gen.py); data and Python live in PEERS_DATA and
# PEERS_VENV, as run.sh there says. Builds nothing: run `cargo build --release` before, or name a binary in SENTHANG.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
size=${1:-1m}
runs=${2:-5}
peers=${3:-$here/../shared/peers}
binary=${SENTHANG:-${CARGO_TARGET_DIR:-$here/target}/release/senthang}
[ -f "$peers/run.py" ] || { echo "no peers in $peers: nothing to compare with"; exit 0; }
[ -x "$binary" ] || { echo "no binary at $binary: run cargo build --release"; exit 1; }
data=${PEERS_DATA:-$HOME/.cache/peers/data}
python=${PEERS_VENV:-$HOME/.cache/peers/venv}/bin/python
[ -x "$python" ] || { echo "no Python of the peers at $python: $peers/run.sh makes it"; exit 1; }
mkdir -p "$data"
[ -f "$data/orders_$size.csv" ] || "$python" "$peers/gen.py" "$size" "$data"
exec "$python" "$here/benches/peers.py" "$size" "$runs" "$peers" "$data" "$binary"
