# What `ensure` and `stop` share. Everything is kept in the ignored folder of the checkout.
set -eu
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PEERS=${PEERS:-$(cd "$HERE/../../.." && pwd)/.house/peers}
NET=$PEERS/bluesky
NODE=$PEERS/node22
PORT=${BLUESKY_PORT:-2580}
DATABASE=social_care_bluesky_$PORT
RUN=$NET/run-$PORT

say() { echo "bluesky: $*" >&2; }
fail() { say "$*"; exit 1; }
start() { setsid nohup "${@:2}" >"$RUN/$1.log" 2>&1 </dev/null 9>&- & echo $! >"$RUN/$1.pid"; }
alive() { [ -f "$RUN/$1.pid" ] && kill -0 "$(cat "$RUN/$1.pid")" 2>/dev/null; }
stop() {
    for _ in $(seq 1 40); do
        alive "$1" || break
        kill "$(cat "$RUN/$1.pid")" 2>/dev/null || true
        sleep 0.25
    done
    alive "$1" && kill -9 "$(cat "$RUN/$1.pid")"
    rm -f "$RUN/$1.pid"
}
stop_all() { stop node; stop redis; rm -rf "$RUN/tmp"; }
