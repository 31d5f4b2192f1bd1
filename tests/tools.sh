#!/usr/bin/env bash
# Installs what the tests talk to, where it is missing: promtool (Debian's prometheus) and the AsyncAPI parser (npm).
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v promtool >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # The package would start a server of its own; the tests start theirs when they need one.
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm "$policy"' EXIT; }
    apt-get install -y -qq --no-install-recommends prometheus >/dev/null
fi

if [ ! -d contract/node_modules ] || [ contract/package-lock.json -nt contract/node_modules ]; then
    npm ci --prefix contract --no-audit --no-fund --silent
    touch contract/node_modules
fi
