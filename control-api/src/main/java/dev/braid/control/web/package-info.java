/**
 * What every answer has in common. In: any request. Out: security headers and a request id on all answers, an ETag on those
 * that can be asked for again, RFC 9457 problem details with a stable code on failures, pages of lists, differences. Thread:
 * the request's. Bytes: none are held; a body is bounded before it is read. The actuator has a connector of its own (9465, loopback), as nodes
 * have.
 */
@NullMarked
package dev.braid.control.web;

import org.jspecify.annotations.NullMarked;
