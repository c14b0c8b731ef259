// Generated from the API's document by generate-client.mjs.

export interface paths {
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log, newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A backup: users, tokens, nodes, keys, certificates, events, audit; not figures over time */
        post: operations["backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificate-authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The authority: its root, and the key that issues now */
        get: operations["getCertificateAuthority"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificate-authority/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue with a new key from now on; nothing that was issued before is touched */
        post: operations["rotateCertificateAuthority"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List certificates, those of one node if asked */
        get: operations["listCertificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{serial}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One certificate */
        get: operations["getCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{serial}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a certificate back: its holder's tunnels and sessions end within seconds, for good */
        post: operations["revokeCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics/mptcp-support": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks of MPTCP support, newest first */
        get: operations["listMptcpSupport"];
        put?: never;
        /** Ask an edge which of its uplinks let MPTCP through */
        post: operations["startMptcpSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics/mptcp-support/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One check of MPTCP support */
        get: operations["getMptcpSupport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics/speed-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Speed tests, newest first */
        get: operations["listSpeedTests"];
        put?: never;
        /** Ask an edge to measure what its uplinks carry to its hub */
        post: operations["startSpeedTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/diagnostics/speed-tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One speed test */
        get: operations["getSpeedTest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List enrolment keys, without their secrets */
        get: operations["listEnrolmentKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enrolment-keys/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One enrolment key, who came with it and who was refused */
        get: operations["getEnrolmentKey"];
        /** Make an enrolment key, or replace what it is good for */
        put: operations["putEnrolmentKey"];
        post?: never;
        /** Revoke an enrolment key; nodes that came with it stay */
        delete: operations["deleteEnrolmentKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events, newest first */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures over time as columns: seconds of the last 15 minutes, minutes up to 48 hours, else hours */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events: sample each second; state, event and changed as they happen; a heartbeat comment
         * @description data of sample: {time, nodes: {NODE: {online, tunnels: {HUB: {state, reason, outboundBitsPerSecond, inboundBitsPerSecond, rttMs, queueBytes, paths: {PATH: {state, reason, outboundBitsPerSecond, inboundBitsPerSecond, rttMs, lossRatio, share, reasonText}}}}}}}; of state: the same, of a node whose state has just changed; of event: an Event; of changed: {topic, name, revision}. A stream ends after five minutes; go on with Last-Event-ID.
         */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Nodes by name, each with its status */
        get: operations["listNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One node */
        get: operations["getNode"];
        /** Create or replace a node's spec */
        put: operations["putNode"];
        post?: never;
        /** Delete a node with its uplinks; its certificates are revoked */
        delete: operations["deleteNode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a node keep the revision that is on trial; without this it goes back when its time is over */
        post: operations["confirmNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo the last change of a node's spec or of one of its uplinks; done twice, it is back again */
        post: operations["rollbackNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/uplinks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All uplinks of an edge */
        get: operations["listUplinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/uplinks/{uplink}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One uplink */
        get: operations["getUplink"];
        /** Create or replace an uplink */
        put: operations["putUplink"];
        post?: never;
        /** Delete an uplink */
        delete: operations["deleteUplink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/uplinks/{uplink}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an uplink out, whatever its role; needs no ETag, since it is the same from any state */
        post: operations["disableUplink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/uplinks/{uplink}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let an uplink take its role again */
        post: operations["enableUplink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become what a backup is; for an administrator, or on a fresh machine for who has the setup link */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: operations["getSession"];
        put?: never;
        /** Sign in: sets the cookies braid_session and braid_csrf */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's own password; ends one's other sessions */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the first administrator is missing */
        get: operations["getSetup"];
        put?: never;
        /** Make the first administrator; works once */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/support-bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A zip: settings, nodes with specs and status, events, metrics, threads */
        get: operations["getSupportBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own tokens; an administrator everybody's */
        get: operations["listTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One token, without its secret */
        get: operations["getToken"];
        /** Make a token, or replace its scopes and its end */
        put: operations["putToken"];
        post?: never;
        /** Delete a token; it works no more at once */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tunnels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tunnels by name; a page has those of up to limit edges */
        get: operations["listTunnels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tunnels/{tunnel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tunnel */
        get: operations["getTunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tunnels/{tunnel}/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** TCP connections with carriers of their own that cross a tunnel now, the busiest 500; the edge is asked, who asked is in the audit log, and nothing is kept */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tunnels/{tunnel}/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What crosses a tunnel, by lane */
        get: operations["listFlows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tunnels/{tunnel}/paths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The paths of a tunnel, each with its state and the reason */
        get: operations["listPaths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users by name */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user */
        get: operations["getUser"];
        /** Create or replace a user */
        put: operations["putUser"];
        post?: never;
        /** Delete a user with their sessions and tokens */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEntry: {
            /** @example replace */
            action: string;
            /** @example ada */
            actor: string;
            /** @enum {string} */
            actorKind: "user" | "token" | "node" | "system";
            /** @example 192.0.2.7 */
            address: string;
            after: unknown;
            /** Format: date-time */
            at: string;
            before: unknown;
            /** Format: int64 */
            id: number;
            requestId: string;
            /** @example nodes/home/uplinks/dsl */
            resource: string;
        };
        BackupRequest: {
            /**
             * Format: password
             * @description The file is encrypted by it, and is worth nothing without
             * @example seven small boats at anchor
             */
            passphrase: string;
        };
        Carrier: {
            /** Format: int64 */
            ageSeconds: number;
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /** @example X25519MLKEM768 */
            group: string | null;
            /** Format: int32 */
            index: number;
            /** @example packet */
            lane: string;
            mptcp: boolean;
            /** @example TLSv1.3 */
            protocol: string | null;
            /** @example up */
            state: string;
            /** Format: int32 */
            subflows: number;
        };
        Certificate: {
            /** Format: date-time */
            issuedAt: string;
            /** @example issuing-1 */
            issuer: string;
            /** @example edge */
            kind: string;
            /** @example home */
            node: string;
            /** Format: date-time */
            notAfter: string;
            /** Format: date-time */
            notBefore: string;
            reason: string | null;
            /** Format: int64 */
            revision: number;
            /** Format: date-time */
            revokedAt: string | null;
            /** @example 3f2a9c */
            serial: string;
            /** @enum {string} */
            state: "valid" | "expired" | "revoked";
        };
        CertificateAuthority: {
            /** @description Of the root, in PEM: what browsers and nodes trust */
            certificate: string;
            /** @description SHA-256 of the root in DER, hexadecimal; join keys carry it */
            fingerprint: string;
            issuing: components["schemas"]["IssuingKey"];
            /** Format: date-time */
            notAfter: string;
        };
        CertificateRevocation: {
            /** @example the van was stolen */
            reason: string;
        };
        Condition: {
            /** @example uplinks.dsl.interface: there is no interface 'eth7' */
            message: string;
            ok: boolean;
            /** @example revision-refused */
            reason: string | null;
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            type: "connected" | "configured" | "carrying" | "certificate";
        };
        Confirmation: {
            /**
             * Format: int64
             * @description The revision on trial that shall stay
             * @example 42
             */
            revision: number;
        };
        Connection: {
            /** Format: int64 */
            ageSeconds: number;
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /** @example 203.0.113.80:443 */
            destination: string;
            /**
             * @description outbound: opened behind the edge
             * @enum {string}
             */
            direction: "outbound" | "inbound";
            /**
             * @description Uplinks that carry it now
             * @example [
             *       "dsl",
             *       "lte"
             *     ]
             */
            paths: string[];
            /** @example 192.168.10.2:51034 */
            source: string;
        };
        DataCap: {
            /**
             * @default demote
             * @enum {string}
             */
            atCap?: "demote" | "stop";
            /**
             * Format: int32
             * @default 1
             */
            billingDay?: number;
            /**
             * Format: int64
             * @example 50000000000
             */
            limitBytes: number;
            /**
             * Format: double
             * @default 0.8
             */
            warnAtRatio?: number;
        };
        Datagrams: {
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /**
             * Format: int64
             * @description Packets sent that had one path only, and went by a carrier too
             */
            copiesByCarrier: number;
            /**
             * Format: int64
             * @description Copies that came when their packet had come already
             */
            doubles: number;
            /** Format: int64 */
            inboundPackets: number;
            /**
             * Format: int64
             * @description Each counted once, however many copies there were
             */
            outboundPackets: number;
            /**
             * Format: int64
             * @description Datagrams that were damaged, forged or too old
             */
            refused: number;
        };
        Diagnostic: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "speed-test" | "mptcp-support";
            /** @example home */
            node: string;
            parameters: unknown;
            reason: string | null;
            result: unknown;
            /** Format: date-time */
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed";
        };
        Difference: {
            after?: unknown;
            before?: unknown;
            path: string;
        };
        DryRun: {
            /** @enum {string} */
            change: "create" | "replace" | "delete" | "none";
            couldCutAccess: boolean;
            differences: components["schemas"]["Difference"][];
        };
        EdgeSpec: {
            /**
             * @description Networks behind the hub, beside the Internet, that its LAN's TCP connections may reach under their own addresses
             * @example [
             *       "198.51.100.0/24"
             *     ]
             */
            grants?: string[];
            /**
             * @example [
             *       "fra"
             *     ]
             */
            hubs?: string[];
            /** @enum {string} */
            kind: "edge";
            lan?: components["schemas"]["Lan"];
            /** @example [] */
            reaches?: string[];
            streams?: components["schemas"]["StreamsSpec"];
            tunnel?: components["schemas"]["TunnelSpec"];
        };
        EnrolmentKey: {
            /**
             * @description What to type on the machine, shown once
             * @example braid-node join braid-join_eyJh
             */
            command?: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Shown once, by the answer that makes it */
            key?: string | null;
            /** @enum {string} */
            kind: "edge" | "hub";
            /** @example van */
            name: string;
            nodeName: string | null;
            refusals: components["schemas"]["EnrolmentRefusal"][];
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            state: "valid" | "used" | "expired";
            usedBy: components["schemas"]["EnrolmentUse"][];
            /** Format: int32 */
            uses: number;
        };
        EnrolmentKeyPut: {
            /**
             * Format: date-time
             * @description At most a year ahead
             * @example 2026-12-01T00:00:00Z
             */
            expiresAt: string;
            /** @enum {string} */
            kind: "edge" | "hub";
            /**
             * @description The only name it is good for; without it the machine says one
             * @example home
             */
            nodeName?: string;
            /**
             * Format: int32
             * @description How many machines may join with it; 1 if it is for one node
             * @example 1
             */
            uses?: number;
        };
        EnrolmentRefusal: {
            /** @example 192.0.2.7 */
            address: string;
            /** Format: date-time */
            at: string;
            /** @example clock_wrong */
            code: string;
            detail: string;
        };
        EnrolmentUse: {
            /** Format: date-time */
            at: string;
            node: string;
            /** @enum {string} */
            stage: "enrolled" | "session" | "tunnel-up" | "first-packet";
        };
        Event: {
            /** Format: date-time */
            at: string;
            /**
             * @example {
             *       "reason": "probes lost"
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /** Format: int64 */
            id: number;
            /** @example path-down */
            kind: string;
            /** @example dsl is down: no answer to 5 probes since 2026-11-29T14:02:11Z, carrying nothing */
            message: string;
            /** @example home */
            node: string | null;
            /** @example dsl */
            path: string | null;
            /** @enum {string} */
            severity: "info" | "warning" | "error";
            /** @example home.fra */
            tunnel: string | null;
        };
        FieldError: {
            /** @example spec.lan.prefixes[0] */
            field?: string;
            message?: string;
        };
        Flow: {
            /** Format: int64 */
            bytesReceived: number;
            /**
             * Format: int64
             * @description On the wire, since the carriers that live began
             */
            bytesSent: number;
            /** Format: int32 */
            carriers: number;
            /** Format: int32 */
            carriersUp: number;
            /** @example packet */
            lane: string;
            /** Format: int32 */
            subflows: number;
        };
        History: {
            resolutionSeconds: number;
            series: components["schemas"]["HistorySeries"][];
            /** @description Seconds since 1970, UTC */
            times: number[];
        };
        HistorySeries: {
            /** @enum {string} */
            metric: "outboundBitsPerSecond" | "inboundBitsPerSecond" | "rttMs" | "lossRatio" | "upRatio";
            /**
             * @description Null for the tunnel as a whole
             * @example dsl
             */
            path: string | null;
            /** @example home.fra */
            tunnel: string;
            /** @description A gap is null */
            values: (number | null)[];
        };
        HubSpec: {
            /**
             * @example [
             *       "10.77.0.1/16"
             *     ]
             */
            innerNetworks?: string[];
            /** @enum {string} */
            kind: "hub";
            /**
             * @description Whether edges reach the Internet under the hub's address
             * @default true
             */
            masquerade?: boolean;
            /**
             * Format: int32
             * @default 7070
             */
            port?: number;
            /** @example 192.0.2.1 */
            publicAddress?: string;
            streams?: components["schemas"]["StreamsSpec"];
            tunnel?: components["schemas"]["TunnelSpec"];
        };
        IssuingKey: {
            /** @description In PEM */
            certificate: string;
            /** @example issuing-1 */
            name: string;
            /** Format: date-time */
            notAfter: string;
            /** Format: date-time */
            notBefore: string;
        };
        Lan: {
            /**
             * @example [
             *       "eth0"
             *     ]
             */
            interfaces?: string[];
            /**
             * @description Networks behind the edge that the hub routes to it
             * @example [
             *       "192.168.10.0/24"
             *     ]
             */
            prefixes?: string[];
            /**
             * @default lan
             * @enum {string}
             */
            traffic?: "lan" | "all" | "none";
        };
        MptcpSupport: {
            /** @example home */
            node: string;
            /**
             * @description All when absent
             * @example lte
             */
            uplink?: string;
        };
        NewPassword: {
            /**
             * Format: password
             * @example correct horse battery
             */
            current: string;
            /**
             * Format: password
             * @example staple of the old harbour
             */
            password: string;
        };
        Node: {
            /** Format: date-time */
            createdAt: string;
            /** @enum {string} */
            kind: "edge" | "hub";
            /** @example home */
            name: string;
            /**
             * Format: int64
             * @description Of the change that last wrote the spec; also the ETag
             */
            revision: number;
            spec: components["schemas"]["NodeSpec"];
            status: components["schemas"]["NodeStatus"];
            /** Format: date-time */
            updatedAt: string;
        };
        NodePut: {
            spec: components["schemas"]["NodeSpec"];
        };
        NodeSpec: components["schemas"]["EdgeSpec"] | components["schemas"]["HubSpec"];
        NodeStatus: {
            /** Format: date-time */
            certificateExpiresAt: string | null;
            conditions: components["schemas"]["Condition"][];
            /**
             * Format: int64
             * @description Of the specification it shall run; null while the spec says too little
             */
            desiredRevision: number | null;
            /**
             * @example [
             *       "eth0",
             *       "eth1",
             *       "wwan0"
             *     ]
             */
            interfaces: string[];
            /** Format: date-time */
            lastReportAt: string | null;
            online: boolean;
            /**
             * Format: int64
             * @description Of the specification that runs and has proved itself; null before the first
             */
            reachedRevision: number | null;
            refused: components["schemas"]["RefusedRevision"] | null;
            /** Format: date-time */
            startedAt: string | null;
            trial: components["schemas"]["TrialRevision"] | null;
            tunnels: components["schemas"]["Tunnel"][];
            version: string | null;
            warnings: string[];
        };
        PageAuditEntry: {
            items: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        PageCertificate: {
            items: components["schemas"]["Certificate"][];
            nextCursor: string | null;
        };
        PageConnection: {
            items: components["schemas"]["Connection"][];
            nextCursor: string | null;
        };
        PageDiagnostic: {
            items: components["schemas"]["Diagnostic"][];
            nextCursor: string | null;
        };
        PageEnrolmentKey: {
            items: components["schemas"]["EnrolmentKey"][];
            nextCursor: string | null;
        };
        PageEvent: {
            items: components["schemas"]["Event"][];
            nextCursor: string | null;
        };
        PageFlow: {
            items: components["schemas"]["Flow"][];
            nextCursor: string | null;
        };
        PageNode: {
            items: components["schemas"]["Node"][];
            nextCursor: string | null;
        };
        PagePath: {
            items: components["schemas"]["Path"][];
            nextCursor: string | null;
        };
        PageToken: {
            items: components["schemas"]["Token"][];
            nextCursor: string | null;
        };
        PageTunnel: {
            items: components["schemas"]["Tunnel"][];
            nextCursor: string | null;
        };
        PageUplink: {
            items: components["schemas"]["Uplink"][];
            nextCursor: string | null;
        };
        PageUser: {
            items: components["schemas"]["User"][];
            nextCursor: string | null;
        };
        Path: {
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /** Format: int64 */
            congestionWindowSegments: number;
            /** @example flat */
            costClass: string | null;
            /** Format: int64 */
            dataCapBytes: number;
            /** @example 2026-11-01 */
            dataPeriodStart: string | null;
            /** Format: int64 */
            dataUsedBytes: number;
            disabled: boolean;
            /** Format: int64 */
            inboundBitsPerSecond: number;
            /** @example eth1 */
            interface: string | null;
            /** Format: double */
            jitterMs: number;
            /**
             * Format: double
             * @example 0.002
             */
            lossRatio: number;
            /** @example dsl */
            name: string;
            /** Format: int64 */
            outboundBitsPerSecond: number;
            /**
             * @description Why it is not up, from a closed set
             * @example probes lost
             */
            reason: string | null;
            /** @description The figures behind the state, a sentence for a person */
            reasonText: string | null;
            /** Format: int64 */
            retransmits: number;
            /** @example use */
            role: string | null;
            /**
             * Format: double
             * @example 21.4
             */
            rttMs: number;
            /**
             * Format: double
             * @description Of the bytes sent on this tunnel's paths lately
             * @example 0.67
             */
            share: number;
            /** Format: date-time */
            since: string | null;
            /**
             * @example down
             * @enum {string}
             */
            state: "connecting" | "up" | "down" | "standby" | "suspect" | "unknown";
            /** Format: int32 */
            subflows: number;
        };
        Problem: {
            /**
             * @description Stable; programs decide by it
             * @example etag_mismatch
             */
            code: string;
            detail?: string;
            errors?: components["schemas"]["FieldError"][];
            /** @description The first field at fault */
            field?: string;
            instance?: string;
            requestId: string;
            /** @description The scope that is missing */
            scope?: string;
            /**
             * Format: int32
             * @example 412
             */
            status: number;
            /** @example Precondition Failed */
            title: string;
        };
        /** @description A revision that the node did not take, or went back from */
        RefusedRevision: {
            /** Format: date-time */
            at: string;
            /**
             * @example not-confirmed
             * @enum {string}
             */
            cause: "invalid" | "failed" | "not-confirmed" | "tunnel-down" | "interrupted" | "unknown";
            reasons: string[];
            /** Format: int64 */
            revision: number;
        };
        Rollback: {
            /**
             * Format: int64
             * @description The desiredRevision that was seen; another one by now is a conflict
             * @example 42
             */
            revision: number;
        };
        Session: {
            /** @description To be sent as header X-CSRF-Token with every unsafe request of this session; null for a token */
            csrfToken: string | null;
            displayName: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** @enum {string} */
            role: "viewer" | "operator" | "administrator";
            scopes: ("nodes:read" | "nodes:write" | "metrics:read" | "events:read" | "certificates:read" | "certificates:write" | "enrolment:read" | "enrolment:write" | "diagnostics:read" | "diagnostics:run" | "tokens:read" | "tokens:write" | "users:read" | "users:write" | "audit:read" | "support:read" | "backup:read" | "backup:restore")[];
            /** @example ada */
            user: string;
        };
        Setup: {
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
            /**
             * @description From the link that was printed at the first start
             * @example 3q2-7wAAt0sUbm90LWEtc2VjcmV0
             */
            token: string;
            /** @example ada */
            user: string;
        };
        SetupState: {
            /**
             * @description Nobody can sign in yet
             * @example true
             */
            required: boolean;
        };
        SignIn: {
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
            /** @example ada */
            user: string;
        };
        SpeedTest: {
            /**
             * @default both
             * @enum {string}
             */
            direction?: "outbound" | "inbound" | "both";
            /**
             * Format: int32
             * @description For each uplink and direction
             * @default 10
             */
            durationSeconds?: number;
            /**
             * Format: int64
             * @description For each uplink and direction; it ends with the time or with this, whatever comes first
             * @default 2000000000
             */
            maxBytes?: number;
            /** @example home */
            node: string;
            /** @example dsl */
            uplink?: string;
        };
        Streams: {
            /** Format: int32 */
            busyCarriers: number;
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /**
             * Format: int32
             * @description Carriers ready for a connection
             */
            idleCarriers: number;
            /**
             * Format: double
             * @description From taking a connection until the other node had connected it
             */
            meanOpenMs: number;
            /**
             * Format: int32
             * @description Connections now, both directions
             */
            open: number;
            /**
             * Format: int64
             * @description Taken at this node, connected by the other
             */
            opened: number;
            /**
             * Format: int64
             * @description Taken at the other node, connected by this one
             */
            originated: number;
            /** @description Connections by reason, both directions */
            refused: {
                [key: string]: number;
            };
        };
        StreamsSpec: {
            /**
             * @description false leaves all TCP to the packet lane
             * @default true
             */
            enabled?: boolean;
            /**
             * @description Destination ports that stay on the packet lane, such as 22 or 5000-5010
             * @example [
             *       "5060-5061"
             *     ]
             */
            exceptPorts?: string[];
            /**
             * @description Destinations that stay on the packet lane
             * @example [
             *       "10.20.0.0/16"
             *     ]
             */
            exceptPrefixes?: string[];
            /**
             * Format: int32
             * @description A connection that is silent for longer is reset
             * @default 7440
             */
            idleSeconds?: number;
            /**
             * Format: int32
             * @description Of the pool; an edge's choice
             * @default 2048
             */
            maxCarriers?: number;
            /**
             * Format: int32
             * @description At once with one peer, in each direction
             * @default 4096
             */
            maxFlows?: number;
            /**
             * Format: int32
             * @description Kept ready beyond those in use; an edge's choice
             * @default 16
             */
            spareCarriers?: number;
        };
        Token: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** @example prometheus */
            name: string;
            /** Format: int64 */
            revision: number;
            scopes: ("nodes:read" | "nodes:write" | "metrics:read" | "events:read" | "certificates:read" | "certificates:write" | "enrolment:read" | "enrolment:write" | "diagnostics:read" | "diagnostics:run" | "tokens:read" | "tokens:write" | "users:read" | "users:write" | "audit:read" | "support:read" | "backup:read" | "backup:restore")[];
            /**
             * @description Shown once, by the answer that makes the token
             * @example braid_pat_3q2-7w
             */
            secret?: string | null;
            /** @example ada */
            user: string;
        };
        TokenPut: {
            /**
             * Format: date-time
             * @description At most 400 days ahead
             * @example 2027-06-30T00:00:00Z
             */
            expiresAt: string;
            /**
             * @example [
             *       "nodes:read",
             *       "metrics:read"
             *     ]
             */
            scopes: ("nodes:read" | "nodes:write" | "metrics:read" | "events:read" | "certificates:read" | "certificates:write" | "enrolment:read" | "enrolment:write" | "diagnostics:read" | "diagnostics:run" | "tokens:read" | "tokens:write" | "users:read" | "users:write" | "audit:read" | "support:read" | "backup:read" | "backup:restore")[];
        };
        /** @description A revision that the node goes back from unless it proves itself */
        TrialRevision: {
            /** @description A person has to confirm it */
            byPerson: boolean;
            /** Format: date-time */
            confirmBy: string;
            /** Format: int64 */
            revision: number;
        };
        Tunnel: {
            /** @description Of the packet lane; those of streams come and go with connections */
            carriers: components["schemas"]["Carrier"][];
            datagrams: components["schemas"]["Datagrams"] | null;
            /** @description Packets by reason */
            drops: {
                [key: string]: number;
            };
            /** @example home */
            edge: string;
            /** @example fra */
            hub: string;
            /** Format: int64 */
            inboundBitsPerSecond: number;
            /** Format: int64 */
            inboundBytes: number;
            /** Format: int64 */
            inboundPackets: number;
            /**
             * @example [
             *       "10.77.0.2"
             *     ]
             */
            innerAddresses: string[];
            /** @example home.fra */
            name: string;
            /** Format: int64 */
            outboundBitsPerSecond: number;
            /** Format: int64 */
            outboundBytes: number;
            /** Format: int64 */
            outboundPackets: number;
            paths: components["schemas"]["Path"][];
            /** Format: int64 */
            queueBytes: number;
            reason: string | null;
            /**
             * Format: double
             * @description The lowest of its paths that are up
             */
            rttMs: number | null;
            /** Format: date-time */
            since: string | null;
            /**
             * @example up
             * @enum {string}
             */
            state: "connecting" | "up" | "down" | "standby" | "suspect" | "unknown";
            streams: components["schemas"]["Streams"] | null;
        };
        TunnelSpec: {
            /**
             * Format: int32
             * @description Connections that packets are spread over; an edge's choice
             * @default 4
             */
            carriers?: number;
            /**
             * Format: int32
             * @default 1500
             */
            mtuBytes?: number;
        };
        Uplink: {
            /** Format: date-time */
            createdAt: string;
            /** @example dsl */
            name: string;
            /** @example home */
            node: string;
            /** Format: int64 */
            revision: number;
            spec: components["schemas"]["UplinkSpec"];
            /** Format: date-time */
            updatedAt: string;
        };
        UplinkPut: {
            spec: components["schemas"]["UplinkSpec"];
        };
        UplinkSpec: {
            /**
             * @default flat
             * @enum {string}
             */
            costClass?: "flat" | "metered" | "expensive";
            dataCap?: components["schemas"]["DataCap"];
            /**
             * @description Taken out by a person, whatever its role
             * @default false
             */
            disabled?: boolean;
            /**
             * Format: int64
             * @description Most that is received
             * @example 50000000
             */
            downBitsPerSecond?: number;
            /**
             * @description An interface's name, a pattern with * and ?, or a MAC address
             * @example eth1
             */
            interface: string;
            /**
             * Format: int64
             * @description Left out while its probes take longer
             * @example 200
             */
            maxLatencyMs?: number;
            /**
             * Format: double
             * @description Left out while it loses more
             * @example 0.05
             */
            maxLossRatio?: number;
            /**
             * @default use
             * @enum {string}
             */
            role?: "use" | "standby" | "never";
            /**
             * Format: int64
             * @description A standby also joins while the others carry more than this
             */
            standbyAboveBitsPerSecond?: number;
            /**
             * Format: int64
             * @description Most that is sent
             * @example 10000000
             */
            upBitsPerSecond?: number;
        };
        User: {
            /** Format: date-time */
            createdAt: string;
            disabled: boolean;
            displayName: string;
            /** @example ada */
            name: string;
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            role: "viewer" | "operator" | "administrator";
            /** Format: date-time */
            updatedAt: string;
        };
        UserPut: {
            /** @description A disabled user cannot sign in, and neither can their tokens; false when absent */
            disabled?: boolean;
            /** @example Ada Lovelace */
            displayName?: string;
            /**
             * Format: password
             * @description Needed for a new user; absent keeps the one there is
             * @example staple of the old harbour
             */
            password?: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "administrator";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Those before */
                to?: string;
                /** @description Each of them is in who, what, from where, or the number of the request */
                words?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAuditEntry"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackupRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCertificateAuthority: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateAuthority"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateCertificateAuthority: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateAuthority"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                node?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCertificate"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serial: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serial: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertificateRevocation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Certificate"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMptcpSupport: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDiagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startMptcpSupport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MptcpSupport"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMptcpSupport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSpeedTests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDiagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startSpeedTest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpeedTest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSpeedTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diagnostic"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEnrolmentKeys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEnrolmentKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEnrolmentKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putEnrolmentKey: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
                /** @description * to create only */
                "If-None-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentKeyPut"];
            };
        };
        responses: {
            /** @description Replaced, or unchanged; with dryRun what would change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentKey"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEnrolmentKey: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dryRun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                node?: string;
                /** @description These and worse ones */
                severity?: "info" | "warning" | "error";
                /** @description Those before */
                to?: string;
                /** @description Each of them is in the message, the kind, the node's or the path's name */
                words?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageEvent"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHistory: {
        parameters: {
            query: {
                /** @description Ten minutes ago when absent */
                from?: string;
                metric?: ("outboundBitsPerSecond" | "inboundBitsPerSecond" | "rttMs" | "lossRatio" | "upRatio")[];
                /** @example home */
                node: string;
                /** @example dsl */
                path?: string;
                /** @description Now when absent */
                to?: string;
                /** @example home.fra */
                tunnel?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["History"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLive: {
        parameters: {
            query?: {
                /** @description These nodes only */
                node?: string[];
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNodes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageNode"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putNode: {
        parameters: {
            query?: {
                /** @description Who confirms that the nodes concerned are still well: a new session of theirs, or a person */
                confirm?: string;
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
                /** @description * to create only */
                "If-None-Match"?: string;
            };
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NodePut"];
            };
        };
        responses: {
            /** @description Replaced, or unchanged; with dryRun what would change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteNode: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
            };
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dryRun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirmation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollbackNode: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: never;
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rollback"];
            };
        };
        responses: {
            /** @description Undone; with dryRun what would change, an uplink's settings under uplinks and its name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"] | components["schemas"]["DryRun"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUplinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUplink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUplink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
                uplink: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uplink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUplink: {
        parameters: {
            query?: {
                /** @description Who confirms that the edge is still well: a new session of it, or a person */
                confirm?: string;
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
                /** @description * to create only */
                "If-None-Match"?: string;
            };
            path: {
                node: string;
                uplink: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UplinkPut"];
            };
        };
        responses: {
            /** @description Replaced, or unchanged; with dryRun what would change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uplink"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uplink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUplink: {
        parameters: {
            query?: {
                /** @description Who confirms that the edge is still well: a new session of it, or a person */
                confirm?: string;
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
            };
            path: {
                node: string;
                uplink: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dryRun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableUplink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
                uplink: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uplink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableUplink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                node: string;
                uplink: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uplink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header: {
                "X-Backup-Passphrase": string;
                /** @description The token of the setup link, instead of signing in */
                "X-Setup-Token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSupportBundle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageToken"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putToken: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
                /** @description * to create only */
                "If-None-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenPut"];
            };
        };
        responses: {
            /** @description Replaced, or unchanged; with dryRun what would change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dryRun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTunnels: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageTunnel"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTunnel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example home.fra */
                tunnel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tunnel"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example home.fra */
                tunnel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConnection"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFlows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example home.fra */
                tunnel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageFlow"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPaths: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example home.fra */
                tunnel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PagePath"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageUser"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putUser: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
                /** @description * to create only */
                "If-None-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPut"];
            };
        };
        responses: {
            /** @description Replaced, or unchanged; with dryRun what would change */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"] | components["schemas"]["DryRun"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: {
                /** @description The ETag of what was read; needed when it exists */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With dryRun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DryRun"];
                };
            };
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
