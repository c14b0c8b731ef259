#!/usr/bin/env bash
# The control API by curl: from a fresh control plane to an edge that can join. Read it as a manual; run it with
#   deploy/examples/control-api.sh http://127.0.0.1:8080 /var/lib/braid-control
# It makes an administrator, a token, a hub, an edge with two uplinks and a join key, and shows what it does. Secrets go to curl by files
# and pipes, because all users of a machine see command lines.
set -euo pipefail
umask 077

api=${1:?the address of the API, such as http://127.0.0.1:8080}/api/v1
data=${2:?the data directory of braid-control, which has the setup link}
password=${BRAID_PASSWORD:-$(head -c 18 /dev/urandom | base64)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Value of a text field of a JSON object on standard input; real programs use jq.
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }

# 1. The first administrator. The link was printed at the first start and is in a file for root only; it works once.
curl -fsS -X POST "$api/setup" -H 'Content-Type: application/json' -d @- <<BODY
{"token": "$(sed 's/.*token=//' "$data/setup-link")", "user": "ada", "password": "$password"}
BODY
printf 'administrator: ada, password: %s\n' "$password"

# 2. Sign in as a browser does: a session cookie, and a CSRF token to be sent back with everything that changes something.
curl -fsS -c "$work/cookies" -X POST "$api/session" -H 'Content-Type: application/json' -d @- <<BODY |
{"user": "ada", "password": "$password"}
BODY
    field csrfToken | sed 's/^/X-CSRF-Token: /' >"$work/csrf"

# 3. Programs use tokens: a name, some of one's own scopes, an end. The secret is shown once.
curl -fsS -b "$work/cookies" -H @"$work/csrf" -X PUT "$api/tokens/example" -H 'Content-Type: application/json' -d "{
  \"scopes\": [\"nodes:read\", \"nodes:write\", \"enrolment:read\", \"enrolment:write\", \"metrics:read\", \"events:read\"],
  \"expiresAt\": \"$(date -u -d '+30 days' +%FT%TZ)\"
}" | field secret | sed 's/^/Authorization: Bearer /' >"$work/token"
call() { curl -fsS -H @"$work/token" -H 'Content-Type: application/json' "$@"; }

# 4. A hub, under a name of our choice. PUT creates; If-None-Match makes sure that it replaces nobody's.
call -X PUT "$api/nodes/fra" -H 'If-None-Match: *' -d '{
  "spec": {"kind": "hub", "publicAddress": "192.0.2.1", "port": 7070, "innerNetworks": ["10.77.0.1/16"]}
}' >/dev/null

# 5. An edge that uses it, and its uplinks: one to use, one dear one to stand by with a data cap.
call -X PUT "$api/nodes/home" -H 'If-None-Match: *' -d '{
  "spec": {"kind": "edge", "hubs": ["fra"], "lan": {"interfaces": ["eth0"], "prefixes": ["192.168.10.0/24"]}}
}' >/dev/null
call -X PUT "$api/nodes/home/uplinks/dsl" -d '{"spec": {"interface": "eth1"}}' >/dev/null
call -X PUT "$api/nodes/home/uplinks/lte" -d '{
  "spec": {"interface": "wwan0", "role": "standby", "costClass": "metered",
           "dataCap": {"limitBytes": 50000000000, "billingDay": 1}}
}' >/dev/null

# 6. Change what exists: read it, keep its ETag, send it as If-Match. Somebody else's change in between is a 412, not lost.
etag=$(call -o /dev/null -D - "$api/nodes/home/uplinks/lte" | tr -d '\r' | sed -n 's/^ETag: //Ip')
# With dryRun the answer is the difference, and nothing happens.
call -X PUT "$api/nodes/home/uplinks/lte?dryRun=true" -H "If-Match: $etag" \
    -d '{"spec": {"interface": "wwan0", "role": "use", "costClass": "metered"}}'
echo

# 7. Take an uplink out and let it in again.
call -X POST "$api/nodes/home/uplinks/lte/disable" >/dev/null
call -X POST "$api/nodes/home/uplinks/lte/enable" >/dev/null

# 8. A key for each node to join with: used once, an hour long.
for node in fra home; do
    kind=edge
    [[ $node != fra ]] || kind=hub
    printf 'on %s run: ' "$node"
    call -X PUT "$api/enrolment-keys/$node" -d "{
      \"kind\": \"$kind\", \"nodeName\": \"$node\", \"uses\": 1, \"expiresAt\": \"$(date -u -d '+1 hour' +%FT%TZ)\"
    }" | field command
done

# 9. What it is like now. Live: curl -N -H "Authorization: Bearer ..." "$api/metrics/live"
call "$api/nodes/home"
echo
