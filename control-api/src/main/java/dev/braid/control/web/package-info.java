/**
 * What every answer has in common. In: any request. Out: security headers on all answers, RFC 9457 problem details on
 * failures. Thread: the request's. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.web;

import org.jspecify.annotations.NullMarked;
