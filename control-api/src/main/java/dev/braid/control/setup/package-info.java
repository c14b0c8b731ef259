/**
 * The first start: nothing has a default password. In: a link that is printed once and kept in a file that only its owner
 * may read. Out: the first administrator; then the link is gone. Thread: the request's. Bytes: none are held.
 */
@NullMarked
package dev.braid.control.setup;

import org.jspecify.annotations.NullMarked;
