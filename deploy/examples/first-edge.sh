#!/usr/bin/env bash
# From a fresh control plane to a bonded edge, by REST alone: what deploy/demo does, to read and to take from.
#
#   PUBLIC is this machine's address as nodes see it: 8444/tcp (sessions) and, on the hub, 7070 (tunnels) must be let through.
#   braid-control --braid.sessions.addresses=PUBLIC runs here and listens on loopback; its data directory is DATA.
#   LAN, DSL and LTE are interfaces of the edge, PREFIX is the network behind its LAN: see ip address there.
#
# Needs curl and jq. Secrets go through files of mode 0600, because all users of a machine see command lines.
set -euo pipefail
umask 077

API=${API:-http://127.0.0.1:8080/api/v1}
DATA=${DATA:-/var/lib/braid-control}
PUBLIC=${PUBLIC:?say where nodes find this machine, such as PUBLIC=hub.example.net}
LAN=${LAN:-eth0} PREFIX=${PREFIX:-192.168.10.0/24} DSL=${DSL:-eth1} LTE=${LTE:-wwan0}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Everything is PUT under a name you choose. If-None-Match: * creates and never replaces; to replace, send If-Match with the
# ETag of what you have read.
create() { curl -sS --fail-with-body -H @"$work/token" -H 'Content-Type: application/json' -H 'If-None-Match: *' -X PUT --data-binary @- "$API/$1"; }
read_() { curl -sS --fail-with-body -H @"$work/token" "$API/$1"; }

# 1. The first administrator. The link in the file works once; there is no default password.
read -rsp 'A password for the administrator (12 characters or more): ' password
echo
jq -n --arg token "$(sed 's/.*token=//' "$DATA/setup-link")" --arg password "$password" \
    '{token: $token, user: "admin", password: $password}' >"$work/body"
curl -sS --fail-with-body -H 'Content-Type: application/json' --data-binary @"$work/body" "$API/setup"

# 2. Sign in as a browser does (cookies, and their CSRF token with every change), and make a token for what follows.
jq -n --arg password "$password" '{user: "admin", password: $password}' >"$work/body"
curl -sS --fail-with-body -c "$work/cookies" -H 'Content-Type: application/json' --data-binary @"$work/body" "$API/session" >"$work/session"
printf 'X-CSRF-Token: %s\n' "$(awk '$6 == "braid_csrf" { print $7 }' "$work/cookies")" >"$work/csrf"
jq -n --arg expires "$(date -u -d '+1 day' +%FT%TZ)" \
    '{scopes: ["nodes:read", "nodes:write", "enrolment:read", "enrolment:write"], expiresAt: $expires}' >"$work/body"
secret=$(curl -sS --fail-with-body -b "$work/cookies" -H @"$work/csrf" -H 'Content-Type: application/json' -H 'If-None-Match: *' \
    -X PUT --data-binary @"$work/body" "$API/tokens/first-edge" | jq -r .secret)
printf 'Authorization: Bearer %s\n' "$secret" >"$work/token"

# 3. What there shall be: a hub, an edge that uses it, and the edge's uplinks by their interfaces.
jq -n --arg address "$PUBLIC" '{spec: {kind: "hub", publicAddress: $address, innerNetworks: ["10.77.0.1/16"]}}' | create nodes/fra
jq -n --arg lan "$LAN" --arg prefix "$PREFIX" \
    '{spec: {kind: "edge", hubs: ["fra"], lan: {interfaces: [$lan], prefixes: [$prefix]}}}' | create nodes/home
jq -n --arg interface "$DSL" '{spec: {interface: $interface}}' | create nodes/home/uplinks/dsl
jq -n --arg interface "$LTE" '{spec: {interface: $interface}}' | create nodes/home/uplinks/lte

# 4. A key for each: for one machine, for an hour. Its text is in this answer and nowhere else.
expires=$(date -u -d '+1 hour' +%FT%TZ)
jq -n --arg expires "$expires" '{nodeName: "fra", kind: "hub", uses: 1, expiresAt: $expires}' | create enrolment-keys/fra | jq -r '"\nOn the hub, as root:\n  " + .command'
jq -n --arg expires "$expires" '{nodeName: "home", kind: "edge", uses: 1, expiresAt: $expires}' | create enrolment-keys/home | jq -r '"\nOn the edge, as root:\n  " + .command'

# 5. How it goes: reachedRevision follows desiredRevision, and the tunnel comes up.
until read_ nodes/home | jq -e '.status.tunnels[]? | select(.state == "up")' >/dev/null; do sleep 2; done
read_ nodes/home | jq .status
