/**
 * The control plane: desired state in, observed state out; no packet passes here. In: requests of people and programs. Out:
 * answers, and the dashboard's files out of web-ui's jar. Thread: one virtual thread per request. Bytes: the servlet
 * container's, none outlives its request.
 */
@NullMarked
package dev.braid.control;

import org.jspecify.annotations.NullMarked;
