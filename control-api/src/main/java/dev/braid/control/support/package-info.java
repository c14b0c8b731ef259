/**
 * What somebody needs who helps from afar, and nothing that opens a door. In: a request. Out: a zip of texts. Thread: the
 * request's. Bytes: written as they are made.
 */
@NullMarked
package dev.braid.control.support;

import org.jspecify.annotations.NullMarked;
