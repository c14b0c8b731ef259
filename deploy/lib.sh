# shellcheck shell=bash
# What the scripts of deploy/ share; to be sourced by bash under "set -euo pipefail". Functions named need_* either make
# sure of something, saying what they install, or end the script with what to do. Nothing runs at the time of sourcing.

BRAID_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
BRAID_NODE_JAR=$BRAID_ROOT/tunnel-node/target/braid-node.jar
BRAID_NODE_OPTIONS=$BRAID_ROOT/tunnel-node/src/main/jvm/braid-node.options
# The arguments of the run that shows which classes a start loads: the nearer to a real start, the more it saves.
BRAID_NODE_TRAINING=$BRAID_ROOT/tunnel-node/src/main/jvm/braid-node.training
BRAID_CONTROL_JAR=$BRAID_ROOT/control-api/target/braid-control.jar
BRAID_CONTROL_OPTIONS=$BRAID_ROOT/control-api/src/main/jvm/braid-control.options
# Distributions keep ip, nft and sysctl where users' PATHs do not look.
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

say() { printf 'braid: %s\n' "$*" >&2; }
die() {
    printf 'braid: %s\n' "$@" >&2
    exit 1
}

need_root() {
    ((EUID == 0)) || die "$* needs root: it makes network namespaces and devices. Try: sudo $0"
}

## ---- Java, Maven, Node

# The version that a Java home states in its "release" file, such as 25.0.3; fails when there is none.
java_version_of() {
    local line
    [[ -x $1/bin/java && -r $1/release ]] || return 1
    while IFS= read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"?([0-9][0-9.]*) ]]; then
            printf '%s\n' "${BASH_REMATCH[1]}"
            return 0
        fi
    done <"$1/release"
    return 1
}

# Every Java home that people and packages commonly make, one per line.
java_homes() {
    local on_path
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "${SDKMAN_DIR:-${HOME:-/root}/.sdkman}"/candidates/java/*
    if on_path=$(command -v java) && on_path=$(readlink -f "$on_path"); then
        printf '%s\n' "${on_path%/bin/java}"
    fi
}

# find_java [jdk]: prints the Java home to use, 25 or newer; with "jdk" one that has a compiler. JAVA_HOME wins when it is
# new enough; otherwise the newest release with long-term support (25, 29, ...), otherwise the newest.
find_java() {
    local home version major rank best='' best_rank=''
    if [[ -n ${JAVA_HOME:-} ]] && java_is_usable "$JAVA_HOME" "${1:-}"; then
        printf '%s\n' "$JAVA_HOME"
        return 0
    fi
    while IFS= read -r home; do
        java_is_usable "$home" "${1:-}" || continue
        version=$(java_version_of "$home")
        major=${version%%.*}
        rank=$(((major - 21) % 4 == 0 ? 1 : 0)).$version
        if [[ -z $best || $(printf '%s\n' "$best_rank" "$rank" | sort -V | tail -n 1) != "$best_rank" ]]; then
            best=$home best_rank=$rank
        fi
    done < <(java_homes)
    [[ -n $best ]] && printf '%s\n' "$best"
}

# java_is_usable HOME [jdk]
java_is_usable() {
    local version
    version=$(java_version_of "$1") && ((${version%%.*} >= 25)) && [[ ${2:-} != jdk || -x $1/bin/javac ]]
}

# Exports JAVA_HOME of a JDK 25 or newer. Installs one where the distribution has it and we are root.
need_jdk() {
    local home
    if ! home=$(find_java jdk); then
        if ((EUID == 0)) && is_debian && apt_has openjdk-25-jdk-headless; then
            apt_install openjdk-25-jdk-headless
        fi
        home=$(find_java jdk) || die "Braid needs a JDK 25 or newer, and found none in JAVA_HOME (${JAVA_HOME:-not set})," \
            "/usr/lib/jvm, /opt, SDKMAN or on the PATH. How to get one:" \
            "  Debian 13, Ubuntu 24.04 or newer:  apt install openjdk-25-jdk" \
            "  Debian 12 and other systems:       Temurin 25, as package or archive, from https://adoptium.net/installation/linux" \
            "  An archive unpacked under /opt or named by JAVA_HOME is found."
    fi
    export JAVA_HOME=$home
}

# Maven itself runs on Java 25; its own libraries use Unsafe, about which newer Javas warn at every start.
need_maven() {
    need_jdk
    apt_need mvn:maven
    local flag
    for flag in --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED; do
        [[ " ${MAVEN_OPTS:-} " == *" $flag "* ]] || MAVEN_OPTS="${MAVEN_OPTS:+$MAVEN_OPTS }$flag"
    done
    export MAVEN_OPTS
}

# Only the dashboard needs it; its build says which version, and what to do.
need_node() {
    apt_need node:nodejs npm:npm
    "$BRAID_ROOT/web-ui/npm-step" check || exit 1
}

## ---- Packages

is_debian() { command -v apt-get >/dev/null && command -v dpkg >/dev/null; }

apt_updated=''
apt_update_once() {
    [[ -z $apt_updated ]] || return 0
    say "reading the package lists (apt-get update)"
    # One unreachable third-party source must not stop us: whether the package can be had shows at once.
    apt-get update -qq >/dev/null || say "apt-get update had errors; going on with the lists there are"
    apt_updated=yes
}

# Whether a package can be installed, by the lists as they are or after one update.
apt_has() {
    local candidate
    candidate=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    if [[ -z $candidate || $candidate == '(none)' ]] && [[ -z $apt_updated ]]; then
        apt_update_once
        apt_has "$1"
        return
    fi
    [[ -n $candidate && $candidate != '(none)' ]]
}

apt_install() {
    apt_update_once
    say "installing: $* (apt-get install)"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        die "apt-get install $* failed; its message is above."
}

# apt_need PROGRAM:PACKAGE...: installs the packages of the programs that are missing, in one go. Where that cannot be
# done (no root, no apt), lists them and ends.
apt_need() {
    local need program package missing=() packages=()
    for need in "$@"; do
        program=${need%%:*} package=${need#*:}
        command -v "$program" >/dev/null && continue
        missing+=("$program")
        [[ " ${packages[*]-} " == *" $package "* ]] || packages+=("$package")
    done
    ((${#missing[@]})) || return 0
    if ! is_debian; then
        die "missing: ${missing[*]}. Install these with your system's package manager (on Debian they are in: ${packages[*]})."
    fi
    ((EUID == 0)) || die "missing: ${missing[*]}. As root: apt-get install ${packages[*]}"
    apt_install "${packages[@]}"
    for program in "${missing[@]}"; do
        command -v "$program" >/dev/null || die "'$program' is still missing after installing ${packages[*]}."
    done
}

# The control plane's tests start their own PostgreSQL, of which Debian puts the programs beside the PATH.
need_postgresql() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || apt_install postgresql
}

## ---- Kernel

# Tries everything that a node or the lab asks of the kernel, in a network namespace that goes away by itself; names all
# that is missing at once. Needs root and iproute2; nft only when it is there.
need_kernel() {
    local problems=()
    if ! unshare --net true 2>/dev/null; then
        die "network namespaces cannot be made here. In a container, run it privileged; else the kernel needs CONFIG_NET_NS."
    fi
    if [[ ! -e /proc/sys/net/mptcp/enabled ]]; then
        problems+=("the kernel has no MPTCP (CONFIG_MPTCP). Debian 11, Ubuntu 22.04, Fedora 34 and newer have it in their own kernels.")
    elif [[ $(</proc/sys/net/mptcp/enabled) != 1 ]]; then
        problems+=("MPTCP is switched off. Remedy: sysctl -w net.mptcp.enabled=1, and the same line in /etc/sysctl.d/braid.conf")
    elif ! unshare --net ip mptcp limits set subflows 2 2>/dev/null; then
        problems+=("the kernel refuses 'ip mptcp limits set'. It needs Linux 5.9 or newer, and iproute2 5.9 or newer.")
    fi
    if [[ ! -c /dev/net/tun ]] && ! modprobe tun 2>/dev/null; then
        problems+=("there is no /dev/net/tun. Remedy: modprobe tun; in a container: --device /dev/net/tun")
    elif ! unshare --net ip tuntap add dev probe0 mode tun multi_queue vnet_hdr 2>/dev/null; then
        problems+=("/dev/net/tun is there, but no TUN device can be made. In a container: --cap-add NET_ADMIN --device /dev/net/tun")
    fi
    if command -v nft >/dev/null && ! unshare --net nft add table inet probe 2>/dev/null; then
        problems+=("the kernel refuses nftables (CONFIG_NF_TABLES, CONFIG_NF_TABLES_INET). Remedy: modprobe nf_tables")
    fi
    ((${#problems[@]} == 0)) || die "this machine lacks something:" "${problems[@]/#/  - }"
}

## ---- Build

# Maven in batch mode on the JDK that was found, from the top of the tree.
maven() {
    need_maven
    (cd "$BRAID_ROOT" && mvn --batch-mode --no-transfer-progress "$@")
}

# build_if_needed [MODULE...]: packages the modules (by default the node) without tests when a source is newer than the
# last build. Callers may come at the same time: the first builds, the others wait.
build_if_needed() {
    local modules=("$@") lock
    ((${#modules[@]})) || modules=(tunnel-node)
    mkdir -p "$BRAID_ROOT/target"
    exec {lock}>"$BRAID_ROOT/target/.build-lock"
    flock "$lock"
    if ! is_built "${modules[@]}"; then
        say "building ${modules[*]} (the first time, Maven fetches its libraries: a few minutes)"
        local list
        list=$(IFS=,; printf '%s' "${modules[*]}")
        # The control plane's jar has the dashboard in it.
        [[ " ${modules[*]} " != *" control-api "* ]] || need_node
        maven --quiet -DskipTests -Dspotless.check.skip --projects "$list" --also-make package >&2 ||
            die "the build failed; Maven's message is above."
        mark_built "${modules[@]}"
    fi
    exec {lock}>&-
    make_aot_cache || true
    [[ " ${modules[*]} " != *" control-api "* ]] || make_control_app || true
}

mark_built() {
    local module
    for module in "$@"; do
        touch "$BRAID_ROOT/$module/target/.packaged"
    done
}

# The node is part of every module's build, the lab's too.
is_built() {
    local module newer
    for module in "$@"; do
        local stamp=$BRAID_ROOT/$module/target/.packaged
        [[ -f $stamp ]] || return 1
        newer=$(find "$BRAID_ROOT/pom.xml" "$BRAID_ROOT/tunnel-node/pom.xml" "$BRAID_ROOT/tunnel-node/src/main" \
            "$BRAID_ROOT/$module/pom.xml" "$BRAID_ROOT/$module/src" -newer "$stamp" -print -quit 2>/dev/null)
        [[ -z $newer ]] || return 1
    done
    [[ -f $BRAID_NODE_JAR ]]
}

## ---- Starting quickly: the ahead-of-time cache (JEP 483, JEP 514)

# Where the cache for this very jar, Java and set of flags is. The JVM refuses one that was made for others, so a new
# name for each is all the invalidation there is.
aot_cache_file() {
    local key
    key=$({
        stat -c '%Y %s' "$BRAID_NODE_JAR"
        printf '%s\n' "$JAVA_HOME"
        cat "$JAVA_HOME/release" "$BRAID_NODE_OPTIONS" "$BRAID_NODE_TRAINING"
    } | cksum)
    printf '%s/tunnel-node/target/aot/%s.aot\n' "$BRAID_ROOT" "${key%% *}"
}

# make_aot_cache [PREFIX...]: makes the cache unless it is there: a short run of the node, by PREFIX if given, shows which
# classes it loads. It is only a faster start, so nothing fails without it (read-only tree, somebody else is at it). The file
# appears under its name when it is complete, never before. Ten seconds; minutes on a machine that has much else to do.
make_aot_cache() {
    local cache lock making training
    read -ra training <"$BRAID_NODE_TRAINING"
    [[ -n ${JAVA_HOME:-} ]] && java_is_usable "$JAVA_HOME" || JAVA_HOME=$(find_java) || return 1
    cache=$(aot_cache_file)
    [[ ! -f $cache ]] || return 0
    mkdir -p "${cache%/*}" 2>/dev/null && [[ -w ${cache%/*} ]] || return 1
    exec {lock}>"${cache%/*}/.lock"
    if ! flock --nonblock "$lock"; then
        exec {lock}>&-
        return 1
    fi
    making=$cache.$$
    if timeout 300 "$@" "$JAVA_HOME/bin/java" @"$BRAID_NODE_OPTIONS" -XX:AOTCacheOutput="$making" -Xlog:disable \
        -jar "$BRAID_NODE_JAR" "${training[@]}" </dev/null >/dev/null 2>&1 && [[ -s $making ]]; then
        # Older caches belong to jars that are gone; a JVM that runs on one keeps it until it ends.
        find "${cache%/*}" -name '*.aot' -delete -o -name '*.aot.*.config' -delete
        mv "$making" "$cache"
    fi
    rm -f "$making" "$making".config
    exec {lock}>&-
    [[ -f $cache ]]
}

# Where this very jar of the control plane is unpacked, for this Java and set of flags; its cache is in there. Classes of a jar in
# a jar are in no cache.
control_app() {
    local key
    key=$({
        printf '%s\n' "$JAVA_HOME"
        cat "$BRAID_CONTROL_JAR" "$JAVA_HOME/release" "$BRAID_CONTROL_OPTIONS"
    } | cksum)
    printf '%s/control-api/target/app/%s\n' "$BRAID_ROOT" "${key%% *}"
}

# Unpacks the control plane and makes its cache, unless they are there: a start on an empty directory shows which classes it
# loads. As for the node, it is only a faster start, and appears when it is complete.
make_control_app() {
    local app lock data
    [[ -n ${JAVA_HOME:-} ]] && java_is_usable "$JAVA_HOME" || JAVA_HOME=$(find_java) || return 1
    app=$(control_app)
    [[ ! -f $app/braid.aot ]] || return 0
    mkdir -p "${app%/*}" 2>/dev/null && [[ -w ${app%/*} ]] || return 1
    exec {lock}>"${app%/*}/.lock"
    if ! flock --nonblock "$lock"; then
        exec {lock}>&-
        return 1
    fi
    # Whoever still runs on an older one has it for a day.
    find "${app%/*}" -mindepth 1 -maxdepth 1 -type d -mtime +0 -exec rm -rf {} +
    rm -rf "$app"
    data=$(mktemp -d)
    # Classes of signed jars are in no cache either: the node's build has Bouncy Castle without its signatures.
    if "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$BRAID_CONTROL_JAR" extract --destination "$app" >/dev/null 2>&1 &&
        cp "${BRAID_NODE_JAR%/*}"/lib/bc*.jar "$app/lib/" &&
        timeout 120 "$JAVA_HOME/bin/java" @"$BRAID_CONTROL_OPTIONS" -XX:AOTCacheOutput="$app/making.aot" -Xlog:disable \
            -Dspring.context.exit=onRefresh -jar "$app/braid-control.jar" --braid.data-directory="$data/data" --server.port=0 \
            --braid.management.port=0 --braid.sessions.port=0 --braid.sessions.address=127.0.0.1 \
            </dev/null >/dev/null 2>&1 && [[ -s $app/making.aot ]]; then
        mv "$app/making.aot" "$app/braid.aot"
    fi
    rm -rf "$data" "$app"/making.aot*
    exec {lock}>&-
    [[ -f $app/braid.aot ]]
}

## ---- The lab's programs

# lab_main CLASS [ARGUMENT...]: becomes that program, after making sure of all that it needs. Only --help does without.
lab_main() {
    local class=$1 argument help='' flags=()
    shift
    for argument in "$@"; do
        [[ $argument != -h && $argument != --help ]] || help=yes
    done
    if [[ -n $help ]] && ! is_built deploy/lab; then
        # Nobody builds for minutes to be told what a program does.
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
    fi
    if [[ -z $help ]]; then
        need_root "deploy/${0##*/}"
        apt_need ip:iproute2 nft:nftables iperf3:iperf3 ping:iputils-ping curl:curl sysctl:procps unshare:util-linux \
            mptcpize:mptcpize
        need_kernel
    fi
    # shellcheck disable=SC2086 # modules are words
    build_if_needed ${BRAID_LAB_NEEDS:-} deploy/lab
    JAVA_HOME=$(find_java) || need_jdk
    export JAVA_HOME
    if [[ -t 1 ]]; then
        export BRAID_TERMINAL=yes
    fi
    # The programs of a measurement must not take the processor from what they measure: one compiler, no collector threads.
    flags=(--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -Dbraid.root="$BRAID_ROOT")
    exec "$JAVA_HOME/bin/java" "${flags[@]}" -cp "$BRAID_ROOT/deploy/lab/target/classes:$BRAID_ROOT/deploy/lab/target/lib/*" \
        "$class" "$@"
}
