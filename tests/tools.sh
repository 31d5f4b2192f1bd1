#!/usr/bin/env bash
# Installs what the tests talk to, where it is missing: promtool, Alertmanager, Chromium, systemd-analyze, kubectl and Java with
# what goes with it (Debian), the AsyncAPI parser (npm), Kafka (Maven), and what checks deploy/ (PyPI).
set -euo pipefail
cd "$(dirname "$0")"

packages=()
command -v promtool >/dev/null || packages+=(prometheus)
command -v prometheus-alertmanager >/dev/null || packages+=(prometheus-alertmanager)
command -v chromium >/dev/null || packages+=(chromium)
command -v java >/dev/null || packages+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || packages+=(maven)
command -v openssl >/dev/null || packages+=(openssl)
command -v systemd-analyze >/dev/null || packages+=(systemd)
command -v wget >/dev/null || packages+=(wget)
command -v kubectl >/dev/null || packages+=(kubernetes-client)
command -v setpriv >/dev/null || packages+=(util-linux)

if [ ${#packages[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # Debian's packages would start servers of their own; the tests start theirs when they need one.
    policy=/usr/sbin/policy-rc.d
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm "$policy"' EXIT; }
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

if [ ! -d contract/node_modules ] || [ contract/package-lock.json -nt contract/node_modules ]; then
    npm ci --prefix contract --no-audit --no-fund --silent
    touch contract/node_modules
fi

kafka=integration/kafka
if [ ! -d $kafka/jars ] || [ $kafka/pom.xml -nt $kafka/jars ]; then
    rm -rf $kafka/jars $kafka/fetched
    mvn --quiet --batch-mode --file $kafka/pom.xml dependency:copy-dependencies
    mv $kafka/fetched $kafka/jars
    touch $kafka/jars
fi

# In an environment of its own: check-jsonschema wants a newer click than Faust allows.
checks=../.venv-deploy
if [ ! -d $checks ] || [ deploy/tools.txt -nt $checks ]; then
    python3.11 -m venv --clear $checks
    $checks/bin/pip --quiet --disable-pip-version-check install --requirement deploy/tools.txt
    touch $checks
fi
