/**
 * The control plane's door at a node: join, receive what to be, report what is, stay trusted.
 *
 * <pre>
 *   braid-node join KEY --> Enrolment: key pair, request, POST enrol --> NodeHome: identity/, node.json
 *
 *   braid-node run --> Agent
 *       braid-report  POST report, once a second, on a connection that stays --> hints: the revision that is wanted, newer
 *                     trust to fetch, a person's confirmation, commands
 *                     results of commands at once; renewal at two thirds of the certificate's life
 *       braid-agent   another revision is wanted: GET spec?after=N --> Reconciler --> Workload.bring --> SpecStore
 *       braid-errands commands that measure, one by one; braid-look those that only look
 * </pre>
 *
 * <p>A revision's way, each arrow a file that is replaced whole, so that a kill anywhere leaves one of the states:
 *
 * <pre>
 *   offered --check--> refused (invalid)                       nothing changed
 *      \--trial.json--> runs on trial --Probation: new session and tunnel, or a person--> good.json; trial.json goes
 *                          |  the machine refuses it                     --> refused (failed)
 *                          |  time is up, no session or no person        --> refused (not_confirmed)
 *                          |  time is up, the tunnel is not up again      --> refused (tunnel_down)
 *                          \  found by the next start: kill, power cut   --> refused (interrupted)
 *   refused: good.json runs again, refused.json keeps the revision from being tried again
 * </pre>
 *
 * <p>Sessions leave by an uplink, the best first, not through the tunnel: what decides about the tunnel must not need it. Only when none
 * answers does routing decide ({@link dev.braid.node.agent.Dial}), as for a control plane behind the hub, and never for an uplink that is not to
 * be used.
 *
 * <p>In: answers of the control plane over mutual TLS, believed only from a certificate of kind {@code control} of the authority we joined.
 * Out: calls of {@link dev.braid.node.agent.Workload}, files in the state directory. While the control plane is away the last good
 * specification goes on, also over restarts; asking goes on with back-off. Threads: those named above, which block; an event loop of
 * their own moves bytes. Bytes: bodies are strings of at most 4 MiB; the join key is never stored or logged.
 */
@NullMarked
package dev.braid.node.agent;

import org.jspecify.annotations.NullMarked;
